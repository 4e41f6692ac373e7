// Sorts failures: some are worth another try, others need a person. Only this file decides which.
import { ApplicationFailure } from '@temporalio/common';

/** Try again, perhaps not before `afterMs` milliseconds; or never. */
export type Verdict = { retry: true; afterMs?: number } | { retry: false };

const again: Verdict = { retry: true };
const never: Verdict = { retry: false };
const longestWait = 24 * 60 * 60 * 1000;

/**
 * Sorts an HTTP answer that is not a success. Worth another try: too many requests (429), a server error (5xx), a timeout
 * (408, 425), and someone else's change at the same moment (409, 412). Not worth another try, because the answer would be
 * the same: a wrong request or address, an invalid token (401, 403), 501 and 505.
 * @param retryAfter the Retry-After header: seconds, or an HTTP date (RFC 9110, 10.2.3). The wait is at most a day.
 */
export function sortHttpFailure(status: number, retryAfter?: string | null, now = new Date()): Verdict {
  const passes =
    [408, 409, 412, 425, 429].includes(status) || (status >= 500 && ![501, 505].includes(status));
  if (!passes) return never;
  const afterMs = wait(retryAfter, now);
  return afterMs > 0 ? { retry: true, afterMs } : again;
}

function wait(retryAfter: string | null | undefined, now: Date): number {
  const text = retryAfter?.trim() ?? '';
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now.getTime();
  return Number.isNaN(ms) ? 0 : Math.min(ms, longestWait);
}

/**
 * Sorts a request that got no answer. A network failure (a dropped connection, a timeout, an unknown name, a certificate)
 * is worth another try. If the request itself can't be made, another try can't help.
 */
export function sortFetchFailure(error: unknown): Verdict {
  const { name, cause } = error as { name?: string; cause?: unknown };
  return name === 'TimeoutError' || cause !== undefined ? again : never;
}

/** Nodemailer's codes for an error in the message or the settings, not in the network or the server. */
const ownFaults = new Set([
  'EAUTH',
  'ENOAUTH',
  'EOAUTH2',
  'ECONFIG',
  'EENVELOPE',
  'EFILEACCESS',
  'EMAXRECIPIENTS',
  'EMESSAGE',
  'EREQUIRETLS',
  'EURLACCESS',
]);

/**
 * Sorts a failure to send a message. An answer of 4xx is worth another try, 5xx is not (RFC 5321, 4.2.1). If there is no
 * answer, a network failure (a dropped connection, a timeout, an unknown name) is worth another try.
 */
export function sortSmtpFailure(error: {
  responseCode?: number | undefined;
  code?: string | undefined;
}): Verdict {
  if (error.responseCode !== undefined) return error.responseCode >= 500 ? never : again;
  return error.code === undefined || ownFaults.has(error.code) ? never : again;
}

/**
 * The verdict as a Temporal failure: `TemporaryFailure`, which is retried, or `PermanentFailure`, which is not.
 * @param message one sentence without secrets or personal data, because it is stored in the workflow's history
 */
export function toFailure(verdict: Verdict, message: string): ApplicationFailure {
  return ApplicationFailure.create({
    message,
    type: verdict.retry ? 'TemporaryFailure' : 'PermanentFailure',
    nonRetryable: !verdict.retry,
    ...(verdict.retry && verdict.afterMs !== undefined && { nextRetryDelay: verdict.afterMs }),
  });
}
