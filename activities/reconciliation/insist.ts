// Asks the directory again as it wants to be asked: a comparison that reads for minutes must not begin anew at each 429.
import { setTimeout as sleep } from 'node:timers/promises';
import { ApplicationFailure } from '@temporalio/common';

/** How often one question is asked, and how long to wait if the directory does not say, in milliseconds. */
const mostTries = 6;
const usualWait = 5000;

/** The longest wait for one answer. A directory that wants more is asked by a later attempt. */
const longestWait = 10 * 60_000;

/** Asks again after a failure that may pass, not before the time that the directory names (Retry-After). */
export async function insist<T>(ask: () => Promise<T>, usual = usualWait): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask();
    } catch (error) {
      const waitMs = waitAfter(error, usual);
      if (waitMs === undefined || waitMs > longestWait || tries === mostTries) throw error;
      await sleep(waitMs);
    }
  }
}

function waitAfter(error: unknown, usual: number): number | undefined {
  if (!(error instanceof ApplicationFailure) || error.nonRetryable) return undefined;
  return typeof error.nextRetryDelay === 'number' ? error.nextRetryDelay : usual;
}

/** A `fetch` that begins at most so many requests a second. */
export function paced(perSecond: number, request: typeof fetch = fetch): typeof fetch {
  let next = 0;
  return async (input, init) => {
    const at = Math.max(Date.now(), next);
    next = at + 1000 / perSecond;
    await sleep(at - Date.now());
    return request(input, init);
  };
}
