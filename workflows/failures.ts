// Failures at the workflow's border: refusals go out as Temporal's failures, Temporal's failures come in as reasons.
import {
  ActivityFailure,
  ApplicationFailure,
  CancelledFailure,
  RetryState,
  rootCause,
  TimeoutFailure,
} from '@temporalio/common';
import { AlreadyDoneError, LimitReachedError, RefusedError } from '../agreements/validation/errors.ts';

/** Runs `ask`; what it refuses fails the caller's request for good, with the same sentence. */
export function refused<T>(ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    const type = Object.entries(refusals).find(([, kind]) => error instanceof kind)?.[0];
    throw ApplicationFailure.nonRetryable(error.message, type);
  }
}

/** The refusals, by the types of their failures. */
export const refusals = {
  AlreadySo: AlreadyDoneError,
  AtLimit: LimitReachedError,
  Refused: RefusedError,
} as const;

/** Awaits an answer from an activity; its refusal becomes that of the caller. */
export async function answered<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    const cause = error instanceof ActivityFailure ? error.cause : undefined;
    if (cause instanceof ApplicationFailure && cause.type === 'Refused') {
      throw ApplicationFailure.nonRetryable(cause.message, 'Refused');
    }
    throw error;
  }
}

/** A failed activity: what was learnt before it failed, why it did, and whether time may mend it. */
export type Trouble = { progress: unknown; reason: string; mayPass: boolean };

/** @throws what is neither an activity's failure nor its cancellation. */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof CancelledFailure) return { progress: undefined, reason: error.message, mayPass: true };
  if (!(error instanceof ActivityFailure)) throw error;
  const { cause } = error;
  const progress =
    cause instanceof ApplicationFailure || cause instanceof CancelledFailure
      ? cause.details?.[0]
      : cause instanceof TimeoutFailure
        ? cause.lastHeartbeatDetails
        : undefined;
  return {
    progress,
    reason: rootCause(error) ?? error.message,
    mayPass: error.retryState !== RetryState.NON_RETRYABLE_FAILURE,
  };
}
