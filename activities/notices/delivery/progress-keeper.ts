// Stores the progress of an attempt in Temporal, by heartbeats. The next attempt starts from the last heartbeat.
import { setTimeout as pause } from 'node:timers/promises';
import { Context } from '@temporalio/activity';
import { ActivityCancelledError, ActivityNotFoundError } from '@temporalio/client';
import type { DeliveryProgress } from '../../../agreements/delivery/order-types.ts';

/**
 * Sends a heartbeat, and resolves when the Temporal server has it. The SDK's own heartbeat can't be waited for: a message
 * that goes out while the Temporal server is down would leave no trace, and would be sent again.
 */
export type Confirm = (taskToken: Uint8Array, progress: DeliveryProgress) => Promise<void>;

export type ProgressKeeper = ReturnType<typeof keepProgress>;

/** Tells Temporal that the attempt is alive while a slow mail server answers. */
const beatEveryMs = 5000;

/** @param confirm left out: uses the SDK's own heartbeats */
export function keepProgress(start: DeliveryProgress, confirm?: Confirm) {
  const context = Context.current();
  let progress = start;
  let isCancelled = false;
  const mustStop = () => isCancelled || context.cancellationSignal.aborted;

  const keep = async (next: DeliveryProgress) => {
    progress = next;
    if (!confirm) return context.heartbeat(progress);
    await confirm(context.info.taskToken, progress).catch((error) => {
      isCancelled ||= error instanceof ActivityCancelledError;
      throw error;
    });
  };

  const beating = setInterval(() => context.heartbeat(progress), beatEveryMs);
  return {
    progress: () => progress,
    /** Was the activity canceled, or is its worker stopping? */
    mustStop,
    /** Stores the progress. Rejects if the Temporal server does not get it. */
    keep,
    /** Stores the progress, and tries until the Temporal server has it. No other message may go out before that. */
    async keepForSure(next: DeliveryProgress): Promise<void> {
      for (;;) {
        try {
          return await keep(next);
        } catch (error) {
          if (mustStop() || error instanceof ActivityNotFoundError) return;
          await pause(1000);
        }
      }
    },
    stop: () => clearInterval(beating),
  };
}
