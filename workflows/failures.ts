// Failures at the workflow's border: refusals become Temporal failures, and Temporal failures become reasons.
import {
  ActivityFailure,
  ApplicationFailure,
  CancelledFailure,
  RetryState,
  rootCause,
  TimeoutFailure,
} from '@temporalio/common';
import { AlreadyDoneError, LimitReachedError, RefusedError } from '../agreements/validation/errors.ts';

/** Runs `ask`. A refusal fails the caller's request for good, with the same sentence. */
export function refusing<T>(ask: () => T): T {
  try {
    return ask();
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    const type = Object.entries(refusals).find(([, kind]) => error instanceof kind)?.[0];
    throw ApplicationFailure.nonRetryable(error.message, type);
  }
}

/** The kinds of refusals, by failure type. */
export const refusals = {
  AlreadySo: AlreadyDoneError,
  AtLimit: LimitReachedError,
  Refused: RefusedError,
} as const;

/** Awaits an activity's answer. Its refusal becomes the caller's. */
export async function answerOf<T>(answer: Promise<T>): Promise<T> {
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

/** A failed activity: its last progress, why it failed, and whether a later try may succeed. */
export type FailedActivity = { progress: unknown; reason: string; mayPass: boolean };

/** @throws the error itself, if it is neither an activity's failure nor its cancellation. */
export function failedActivity(error: unknown): FailedActivity {
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
    mayPass: error.retryState !== RetryState.NON_RETRYABLE_FAILURE || cause instanceof TimeoutFailure,
  };
}
