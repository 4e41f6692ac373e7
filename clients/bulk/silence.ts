// Notices that no worker runs, or that the server can't be asked. A single agreement without an answer means little: its
// worker may be busy.
import { NoWorkerError, ServerError } from '../api/unanswered.ts';

/** This many in a row without an answer, and no answer from any other meanwhile, mean that no worker runs. */
const mostSilent = 3;

export type Listening<Item, Value> = {
  /** The same work. */
  work(item: Item): Promise<Value>;
  /** Aborted when no worker runs, or the server can't be asked. */
  silence: AbortSignal;
  /** Why the server can't be asked. */
  serverError(): ServerError | undefined;
  /** @throws {NoWorkerError} if no worker runs; {ServerError} if the server can't be asked. */
  throwIfSilent(): void;
};

/** Runs work on many items, and listens for answers. */
export function listeningTo<Item, Value>(work: (item: Item) => Promise<Value>): Listening<Item, Value> {
  const controller = new AbortController();
  let answers = 0;
  let silentInARow = 0;
  let last: NoWorkerError | ServerError | undefined;
  return {
    silence: controller.signal,
    async work(item) {
      const before = answers;
      try {
        const value = await work(item);
        answered();
        return value;
      } catch (error) {
        if (error instanceof ServerError) end(error);
        else if (!(error instanceof NoWorkerError)) answered();
        else if (answers === before && ++silentInARow === mostSilent) end(error);
        throw error;
      }
    },
    serverError: () => (last instanceof ServerError ? last : undefined),
    throwIfSilent() {
      if (last) throw last;
    },
  };

  function end(error: NoWorkerError | ServerError): void {
    last = error;
    controller.abort();
  }

  function answered(): void {
    answers++;
    silentInARow = 0;
  }
}
