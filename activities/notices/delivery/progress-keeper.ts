// Stores the progress of an attempt in Temporal, by one heartbeat before each message and by the activity's end. The next
// attempt starts from the last of these.
import { setTimeout as pause } from 'node:timers/promises';
import { CompleteAsyncError, Context } from '@temporalio/activity';
import { ActivityCancelledError, ActivityNotFoundError } from '@temporalio/client';
import type { DeliveryProgress } from '../../../agreements/delivery/order-types.ts';

/**
 * Tells Temporal how an attempt goes. Each call resolves when the Temporal server has it. The SDK's own calls can't be
 * waited for, and its end of an activity is lost if the Temporal server is away for ten seconds. A message that Temporal
 * does not know of would be sent again.
 */
export type Confirm = {
  heartbeat(taskToken: Uint8Array, progress: DeliveryProgress): Promise<void>;
  result(taskToken: Uint8Array, result: unknown): Promise<void>;
};

export type ProgressKeeper = ReturnType<typeof keepProgress>;

/** Tells Temporal that the attempt is alive while a slow mail server answers. */
const beatEveryMs = 5000;

/** @param confirm left out: uses the SDK's own heartbeats */
export function keepProgress(start: DeliveryProgress, confirm?: Confirm) {
  const context = Context.current();
  let progress = start;
  let isAway = false;
  let isCancelled = false;
  const mustStop = () => isCancelled || context.cancellationSignal.aborted;

  const store = async (next: DeliveryProgress) => {
    progress = next;
    if (!confirm) return context.heartbeat(progress);
    try {
      await confirm.heartbeat(context.info.taskToken, progress);
      isAway = false;
    } catch (error) {
      isAway = true;
      isCancelled ||= error instanceof ActivityCancelledError;
      throw error;
    }
  };

  const storeForSure = () => untilItSucceeds(() => store(progress), mustStop);

  const beating = setInterval(() => context.heartbeat(progress), beatEveryMs);
  return {
    progress: () => progress,
    /** Was the activity canceled, or is its worker stopping? */
    mustStop,
    /** Stores the progress. Rejects if the Temporal server does not get it. */
    store,
    /** Stores the progress, and tries until the Temporal server has it. */
    storeForSure,
    /**
     * Takes the progress, which goes along with the next message's heartbeat or with the activity's end. If the Temporal
     * server did not get the last heartbeat, waits until it has this one: no other message may go out before that.
     */
    async take(next: DeliveryProgress): Promise<void> {
      progress = next;
      if (isAway) await storeForSure();
    },
    stop: () => clearInterval(beating),
  };
}

/**
 * Ends the activity with its result, and tries until the Temporal server has it.
 * @param confirm left out: the SDK ends the activity
 */
export async function endWith<T>(result: T, confirm?: Confirm): Promise<T> {
  if (!confirm) return result;
  const { info } = Context.current();
  await untilItSucceeds(
    () => confirm.result(info.taskToken, result),
    () => false,
  );
  throw new CompleteAsyncError();
}

/** Tries each second. Gives up if Temporal no longer knows the attempt, or if it must stop. */
async function untilItSucceeds(tell: () => Promise<void>, mustStop: () => boolean): Promise<void> {
  for (;;) {
    try {
      return await tell();
    } catch (error) {
      if (mustStop() || error instanceof ActivityNotFoundError) return;
      await pause(1000);
    }
  }
}
