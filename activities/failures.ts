// Failures, sorted: which of them time may mend, and which need a person. The one place that decides it.
import { ApplicationFailure } from '@temporalio/common';

/** Worth trying again, perhaps not before `afterMs` milliseconds, or not at all. */
export type Verdict = { retry: true; afterMs?: number } | { retry: false };

const again: Verdict = { retry: true };
const never: Verdict = { retry: false };
const longestWait = 24 * 60 * 60 * 1000;

/**
 * An HTTP answer that is not a success. What passes by itself is tried again: too many requests (429), a server's own
 * trouble (5xx), a timeout (408, 425), somebody else's change at the same moment (409, 412). Any other answer stays the
 * same however often one asks: a wrong request or address, a token that does not do (401, 403), 501 and 505.
 * @param retryAfter the Retry-After header: seconds, or an HTTP date (RFC 9110, 10.2.3); a day at most is waited for
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
 * A request to which `fetch` got no answer. Trouble on the way (dropped, timed out, no such name, a certificate) is
 * tried again; a request that could not even be made is not.
 */
export function sortFetchFailure(error: unknown): Verdict {
  const { name, cause } = error as { name?: string; cause?: unknown };
  return name === 'TimeoutError' || cause !== undefined ? again : never;
}

/** What nodemailer says when the fault lies in the message or in the settings, not in the network or the server. */
const faultsOfOurs = new Set([
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
 * A message that a mail server did not take. Its answer decides: 4xx is tried again, 5xx is not (RFC 5321, 4.2.1).
 * Without an answer, trouble on the way (dropped, timed out, no such name) is tried again.
 */
export function sortSmtpFailure(error: {
  responseCode?: number | undefined;
  code?: string | undefined;
}): Verdict {
  if (error.responseCode !== undefined) return error.responseCode >= 500 ? never : again;
  return error.code === undefined || faultsOfOurs.has(error.code) ? never : again;
}

/**
 * The verdict as Temporal takes it: `TemporaryFailure`, tried again, or `PermanentFailure`, never.
 * @param message one sentence, without secrets and without anything personal: it stands in the history
 */
export function toFailure(verdict: Verdict, message: string): ApplicationFailure {
  return ApplicationFailure.create({
    message,
    type: verdict.retry ? 'TemporaryFailure' : 'PermanentFailure',
    nonRetryable: !verdict.retry,
    ...(verdict.retry && verdict.afterMs !== undefined && { nextRetryDelay: verdict.afterMs }),
  });
}
