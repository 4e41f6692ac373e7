// The width that lines are wrapped to.
import { afterEach, describe, expect, it } from 'vitest';
import { screen } from '../../../clients/output/layout.ts';

const { columns } = process.stdout;

describe('lines', () => {
  afterEach(() => {
    process.stdout.columns = columns;
  });

  it.each([
    ['fit the terminal', 100, 100],
    ['are not wrapped in a file or a pipe', undefined, Number.POSITIVE_INFINITY],
    ['are not wrapped on a terminal that says it has 0 columns', 0, Number.POSITIVE_INFINITY],
  ])('%s', (_, given, width) => {
    process.stdout.columns = given as number;
    expect(screen().columns).toBe(width);
  });
});
