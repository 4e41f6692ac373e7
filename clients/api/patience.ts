// How long this program waits for an answer. With many in the queue, an answer takes long: so it waits on while work goes
// on, and gives up soon if nobody works.
import type { Client } from '@temporalio/client';
import { pollersOf } from '../../visibility/pollers.ts';

/** How long nobody may answer anything, in milliseconds. */
export const silence = 15_000;

/** The longest wait for one answer, in milliseconds. */
const longest = 300_000;

export type Wait = ReturnType<ReturnType<typeof createPatience>['begin']>;

/** The patience of one program: an answer to one of its questions shows all others that work goes on. */
export function createPatience() {
  let lastAnswer = 0;
  return {
    /** An answer came, to whatever was asked. */
    answered(): void {
      lastAnswer = Date.now();
    },

    begin() {
      const begun = Date.now();
      let since = begun;
      return {
        /** When to look whether the wait still makes sense. */
        lookAt: () => since + silence,

        /** Is there time left, or does work go on? @param isWorkedSince have workers taken tasks since then? */
        async goesOn(isWorkedSince: (since: number) => Promise<boolean>): Promise<boolean> {
          if (Date.now() + 1000 < since + silence) return true;
          if (this.isLongest()) return false;
          if (lastAnswer <= since && !(await isWorkedSince(since))) return false;
          since = Date.now();
          return true;
        },

        /** Did it take so long that it ends, although work goes on? */
        isLongest: () => Date.now() - begun > longest,
      };
    },
  };
}

/** Has a worker asked for a task of this queue since then? */
export async function haveWorkersAsked(
  { workflowService, options }: Client,
  taskQueue: string,
  since: number,
): Promise<boolean> {
  const queue = { namespace: options.namespace, taskQueue, tasks: 'workflow' as const };
  const pollers = await pollersOf(workflowService, queue);
  return pollers.some(({ askedAt, getsTasks }) => getsTasks && askedAt > since);
}
