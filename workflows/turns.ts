// Commands take turns: each is planned for the agreement as the one before it left it.
import { condition } from '@temporalio/workflow';

/**
 * A queue for work that must not overlap.
 * @param isOpen nothing begins before this is true.
 */
export function createTurns(isOpen: () => boolean) {
  let isBusy = false;
  return {
    async take<T>(work: () => Promise<T>): Promise<T> {
      while (!isOpen() || isBusy) await condition(() => isOpen() && !isBusy);
      isBusy = true;
      return work().finally(() => {
        isBusy = false;
      });
    },
  };
}
