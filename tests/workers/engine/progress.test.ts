// How a long start shows its progress where no line can move, and how far a build of Go is.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { during } from '../../../workers/engine/progress.ts';
import { howFar } from '../../../workers/engine/source-build.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('a step prints a line at its start, and one every ten seconds until it ends', async () => {
  const said: string[] = [];
  const say = (line: string) => said.push(line);
  let end = () => {};
  const work = () => new Promise<void>((done) => (end = done));
  const far = () => (said.length < 2 ? '' : '40%, about 2 min left');
  const step = during({ say }, 'Building the Temporal UI (once)', work, far);
  vi.advanceTimersByTime(20_000);
  end();
  await step;
  vi.advanceTimersByTime(20_000);
  expect(said).toEqual([
    'Building the Temporal UI (once) …',
    'Building the Temporal UI (once) … 10 s',
    'Building the Temporal UI (once) … 20 s, 40%, about 2 min left',
  ]);
});

const minute = 60_000;

it.each([
  ['at the start, nobody knows', 0, 20 * 1000, ''],
  ['a build of five minutes', 400, minute, '25%, about 3 min left'],
  ['near its end', 1500, 3 * minute, '93%, less than a minute left'],
  ['with more packages than are known, it is not over yet', 2000, 4 * minute, '99%, less than a minute left'],
])('%s', (_, done, milliseconds, expected) => {
  expect(howFar(done, 1600, milliseconds)).toBe(expected);
});
