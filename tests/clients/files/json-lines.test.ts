// The line of a JSON file that a message is about.
import { describe, expect, it } from 'vitest';
import { lineAt } from '../../../clients/files/json-lines.ts';

const text = `[
  { "id": "intro, part \\"1\\" [new]", "minutes": 60 },
  {
    "id": "second",
    "place": { "room": 7,
      "floors": [1,
        2] }
  }
]`;

describe('the line of a value', () => {
  it.each([
    ['the whole', [], 1],
    ['an element', [1], 3],
    ['a key on the line of its object', [0, 'minutes'], 2],
    ['a key on a line of its own', [1, 'id'], 4],
    ['a key further in', [1, 'place', 'floors'], 6],
    ['an element further in', [1, 'place', 'floors', 1], 7],
  ])('is where %s begins', (_, path, line) => {
    expect(lineAt(text, path)).toBe(line);
  });

  it.each([
    ['a key', [1, 'minutes'], 3],
    ['an element', [2], 1],
    ['what is no object', [1, 'id', 'deeper'], 4],
  ])('is the line of what lacks it, for %s', (_, path, line) => {
    expect(lineAt(text, path)).toBe(line);
  });
});
