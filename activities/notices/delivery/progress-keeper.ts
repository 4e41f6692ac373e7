// Keeps the progress of an attempt with Temporal, in heartbeats: the next attempt begins with what they said.
import { setTimeout as pause } from 'node:timers/promises';
import { Context } from '@temporalio/activity';
import { ActivityCancelledError, ActivityNotFoundError } from '@temporalio/client';
import type { DeliveryProgress } from '../../../agreements/delivery/order-types.ts';

/**
 * Heartbeats, and resolves when the Temporal server has it. The SDK's own heartbeat can't be waited for: what is sent
 * while the server is away would be forgotten, and sent again.
 */
export type Confirm = (taskToken: Uint8Array, progress: DeliveryProgress) => Promise<void>;

export type ProgressKeeper = ReturnType<typeof keepProgress>;

/** Shows Temporal that the attempt lives while a mail server takes its time. */
const beatEveryMs = 5000;

/** @param confirm left out: the SDK's own heartbeats have to do. */
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
    /** Is the activity cancelled, or its worker stopping? */
    mustStop,
    /** Rejects if the Temporal server does not get it. */
    keep,
    /** Tries until the Temporal server has it: nothing else may go out before it knows what was sent. */
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
