// Notices that no worker runs. A single agreement without an answer means little: its worker may be busy.
import { NoWorkerError } from '../api/agreements.ts';

/** This many in a row without an answer, and no answer from any other meanwhile, mean that no worker runs. */
const mostSilent = 3;

export type Listening<Item, Value> = {
  /** The same work. */
  work(item: Item): Promise<Value>;
  /** Aborted when no worker runs. */
  silence: AbortSignal;
  /** @throws {NoWorkerError} if no worker runs. */
  throwIfSilent(): void;
};

/** Runs work on many items, and listens for answers. */
export function listeningTo<Item, Value>(work: (item: Item) => Promise<Value>): Listening<Item, Value> {
  const controller = new AbortController();
  let answers = 0;
  let silentInARow = 0;
  let last: NoWorkerError | undefined;
  return {
    silence: controller.signal,
    async work(item) {
      const before = answers;
      try {
        const value = await work(item);
        answered();
        return value;
      } catch (error) {
        if (!(error instanceof NoWorkerError)) answered();
        else if (answers === before && ++silentInARow === mostSilent) {
          last = error;
          controller.abort();
        }
        throw error;
      }
    },
    throwIfSilent() {
      if (last) throw last;
    },
  };

  function answered(): void {
    answers++;
    silentInARow = 0;
  }
}
