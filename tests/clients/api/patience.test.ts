// Patience: this program waits as long as work goes on, and gives up soon if nobody works.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createPatience } from '../../../clients/api/patience.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse('2027-03-01T12:00:00Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

const idle = async () => false;
const working = async () => true;

it('has time left for a while, and does not ask whether anybody works', async () => {
  const wait = createPatience().begin();
  vi.advanceTimersByTime(13_000);
  expect(await wait.goesOn(() => expect.unreachable())).toBe(true);
});

it('ends after 15 seconds if nobody works', async () => {
  const wait = createPatience().begin();
  vi.advanceTimersByTime(15_000);
  expect(await wait.goesOn(idle)).toBe(false);
  expect(wait.isLongest()).toBe(false);
});

it('goes on for another 15 seconds if workers have taken tasks since', async () => {
  const begun = Date.now();
  const wait = createPatience().begin();
  vi.advanceTimersByTime(15_000);
  const asked: number[] = [];
  const isWorkedSince = async (since: number) => asked.push(since) > 0;
  expect(await wait.goesOn(isWorkedSince)).toBe(true);
  expect(wait.lookAt()).toBe(begun + 30_000);
  vi.advanceTimersByTime(15_000);
  expect(await wait.goesOn(isWorkedSince)).toBe(true);
  expect(asked).toEqual([begun, begun + 15_000]);
  vi.advanceTimersByTime(15_000);
  expect(await wait.goesOn(idle)).toBe(false);
});

it('goes on if another question got an answer meanwhile, and not for an answer from before', async () => {
  const patience = createPatience();
  patience.answered();
  const wait = patience.begin();
  vi.advanceTimersByTime(10_000);
  patience.answered();
  vi.advanceTimersByTime(5000);
  expect(await wait.goesOn(() => expect.unreachable())).toBe(true);
  vi.advanceTimersByTime(15_000);
  expect(await wait.goesOn(idle)).toBe(false);
});

it('ends after five minutes, although work goes on', async () => {
  const wait = createPatience().begin();
  for (let looks = 0; looks < 20; looks++) {
    vi.advanceTimersByTime(15_000);
    expect(await wait.goesOn(working)).toBe(true);
  }
  expect(wait.isLongest()).toBe(false);
  vi.advanceTimersByTime(15_000);
  expect(await wait.goesOn(working)).toBe(false);
  expect(wait.isLongest()).toBe(true);
});
