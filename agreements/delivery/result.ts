// What follows from sending: each obligation is settled, or put off until the next try.
import type { Agreement } from '../model/agreement.ts';
import type { AgreementEvent } from '../model/events.ts';
import type { NoticeObligation, Obligation } from '../model/obligations.ts';
import type { Reason } from '../model/reasons.ts';
import type { Receipt } from '../model/receipts.ts';
import { asPlanned, givenUp } from '../model/record.ts';
import { meaningOfRefusal, storedDelay, storedReason } from '../model/stored.ts';
import type { Unanswered } from '../model/unanswered.ts';
import { whyIrrelevantAt } from '../obligations/relevance.ts';
import { tryAgainAt } from '../obligations/retry.ts';
import type { Instant } from '../time/instants.ts';
import { earliest } from '../time/instants.ts';
import { dailyLimit, type OverDailyLimit } from './daily-limit.ts';

/** What a try to send has left: messages that the mail server did not take, and messages that it did not answer. */
export type Missing = {
  count: number;
  reason: string;
  /** Messages of which one more copy is owed, and when it is due. Left out: there are none. */
  unanswered?: Unanswered[];
  copiesAt?: Instant | undefined;
};

/**
 * What follows from a try to send one obligation. It is settled when it is known what became of each message; until
 * then it is put off, and in the end it is given up.
 * @param overLimit whom it was not sent to for now: it is settled after they have got it. Of a shared alert: nobody, and
 *   until when it waits
 */
export function afterSending(
  obligation: Obligation,
  receipts: Receipt[],
  missing: Missing,
  now: Instant,
  overLimit?: OverDailyLimit,
): AgreementEvent {
  const { id } = obligation;
  const delayed = (until: Instant, why: Reason) =>
    ({ type: 'delayed', at: now, id, until, ...storedDelay(id, why) }) as const;
  const refusal = obligation.kind === 'alert' && receipts.find(({ result }) => result === 'refused');
  if (refusal) {
    // Operators get an alert even if the mail server refuses mail for a while.
    const again = tryAgainAt(obligation, now);
    if (again) return delayed(again, { code: 'error', error: refusal.reply });
  }
  const soFar = withEarlierTries(obligation, receipts);
  const failure: Reason = { code: 'error', error: missing.reason };
  const { unanswered, copiesAt } = missing;
  const again = missing.count > 0 || unanswered ? tryAgainAt(obligation, now) : undefined;
  if (again !== undefined) {
    const next = earliest([again, ...(copiesAt ? [copiesAt] : [])]) ?? again;
    return { ...delayed(next, failure), ...soFar, ...(unanswered && { unanswered }) };
  }
  if (overLimit && missing.count === 0) {
    const { waiting, until } = overLimit;
    const why: Reason =
      obligation.kind === 'alert'
        ? { code: 'operators-told' }
        : { code: 'daily-limit', recipients: waiting.length, limit: dailyLimit };
    return { ...delayed(until, why), ...soFar, restrained: true };
  }
  const { receipts: all, training } = soFar;
  const isSent = missing.count === 0 && all.some(({ result }) => result === 'accepted');
  return {
    type: 'settled',
    at: now,
    id,
    outcome: isSent ? 'carried-out' : 'failed',
    receipts: all,
    ...(training && obligation.kind === 'notice' && { notice: obligation }),
    ...(!isSent && storedReason(missing.count > 0 ? failure : whyNobody(obligation, all))),
  };
}

/**
 * What follows when sending was called back before all messages went out. Those that went out keep their receipts. The
 * rest is looked at again at once.
 */
export function afterCallingBack(
  agreement: Agreement,
  obligation: Obligation,
  receipts: Receipt[],
  at: Instant,
  unanswered?: Unanswered[],
): AgreementEvent[] {
  if (receipts.length === 0) return [];
  const { id } = obligation;
  const soFar = withEarlierTries(obligation, receipts);
  const why = whyIrrelevantAt(agreement, obligation, at);
  if (why) {
    const sent = { ...obligation, receipts: soFar.receipts };
    return [{ type: 'settled', ...givenUp(sent, at, 'suppressed', why) }];
  }
  const calledBack = storedDelay(id, { code: 'called-back' });
  const owed = unanswered && { unanswered };
  return [{ type: 'delayed', at, id, until: at, ...calledBack, ...soFar, ...owed, restrained: true }];
}

/** All receipts of an obligation, the last one for each message; and the sessions that an invitation listed, because they may change later. */
function withEarlierTries(
  obligation: Obligation,
  receipts: Receipt[],
): { receipts: Receipt[] } & Pick<NoticeObligation, 'training'> {
  const { training } = { training: undefined, ...obligation };
  const isOfOther = ({ messageId, to }: Receipt) =>
    !receipts.some((one) => one.messageId === messageId && one.to === to);
  const earlier = (obligation.receipts ?? []).filter(isOfOther);
  return { receipts: [...earlier, ...receipts], ...(training && { training }) };
}

/** A bounce for each message that the mail server refused, as if it had come back later. */
export function bouncesAtOnce(
  obligations: Obligation[],
  delivery: Record<string, Receipt[]>,
  at: Instant,
): AgreementEvent[] {
  const back = obligations.flatMap((one) =>
    one.kind === 'notice'
      ? (delivery[one.id] ?? []).filter(meaningOfRefusal).map((receipt) => ({ receipt, one }))
      : [],
  );
  const messages = new Map(back.map(({ receipt }) => [receipt.messageId, receipt]));
  return [...messages.values()].map(({ to: address, messageId, reply: reason, meaning }) => {
    const its = back.filter(({ receipt }) => receipt.messageId === messageId);
    const notices = its.map(({ one }) => asPlanned(one));
    const message = { address, messageId, notices, ...(meaning && { meaning }) };
    return { type: 'bounced', at, by: 'the mail server', reason, ...message };
  });
}

function whyNobody({ kind }: Obligation, receipts: Receipt[]): Reason {
  const meanings = receipts.map(meaningOfRefusal);
  if (kind === 'notice' && receipts.length > 0 && meanings.every((meaning) => meaning !== undefined))
    return { code: meanings.every((meaning) => meaning === 'no-mailbox') ? 'no-mailbox' : 'came-back' };
  return { code: receipts.length > 0 ? 'nobody-reached' : 'nobody-reachable' };
}
