// What comes of sending: how the obligation goes on.
import type { Agreement } from '../model/agreement.ts';
import type { AgreementEvent } from '../model/events.ts';
import type { NoticeObligation, Obligation, Receipt } from '../model/obligations.ts';
import type { Reason } from '../model/reasons.ts';
import { asPlanned, givenUp } from '../model/record.ts';
import { storedDelay, storedReason } from '../model/stored.ts';
import { whyIrrelevantAt } from '../obligations/relevance.ts';
import { tryAgainAt } from '../obligations/retry.ts';
import type { Instant } from '../time/instants.ts';
import { mostADay, type Restraint } from './daily-limit.ts';

/**
 * What came of a try to send: settled when each message's fate is known, else to be looked at again later,
 * and given up when that has gone on for long enough.
 * @param missing how many messages could not be handed over yet, and why.
 * @param restraint whom it was not sent to for now: it is not settled before it was.
 */
export function afterSending(
  obligation: Obligation,
  receipts: Receipt[],
  missing: { count: number; reason: string },
  now: Instant,
  restraint?: Restraint,
): AgreementEvent {
  const { id } = obligation;
  const refusal = obligation.kind === 'alert' && receipts.find(({ result }) => result === 'refused');
  if (refusal) {
    // What operators are told must not end with a bad hour of the mail server's.
    const again = tryAgainAt(obligation, now);
    const why: Reason = { code: 'error', error: refusal.reply };
    if (again) return { type: 'delayed', at: now, id, until: again, ...storedDelay(id, why) };
  }
  const told = toldBy(obligation, receipts);
  const { receipts: all, training } = told;
  const until = missing.count > 0 ? tryAgainAt(obligation, now) : undefined;
  const failure: Reason = { code: 'error', error: missing.reason };
  if (until !== undefined) {
    return { type: 'delayed', at: now, id, until, ...storedDelay(id, failure), ...told };
  }
  if (restraint && missing.count === 0) {
    const { waiting, until } = restraint;
    const why = storedDelay(id, { code: 'daily-limit', recipients: waiting.length, limit: mostADay });
    return { type: 'delayed', at: now, id, until, ...why, ...told, restrained: true };
  }
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
 * What was called back before all of it went out, for it would be sent otherwise by now: what has gone out keeps its
 * receipts, and the rest is looked at anew.
 */
export function afterCallingBack(
  agreement: Agreement,
  obligation: Obligation,
  receipts: Receipt[],
  at: Instant,
): AgreementEvent[] {
  if (receipts.length === 0) return [];
  const { id } = obligation;
  const told = toldBy(obligation, receipts);
  const moot = whyIrrelevantAt(agreement, obligation, at);
  if (moot !== undefined)
    return [
      { type: 'settled', ...givenUp({ ...obligation, receipts: told.receipts }, at, 'suppressed', moot) },
    ];
  const why = storedDelay(id, { code: 'called-back' });
  return [{ type: 'delayed', at, id, until: at, ...why, ...told, restrained: true }];
}

/** With these all its receipts; and the sessions that it listed, for it may list others by now. */
function toldBy(
  obligation: Obligation,
  receipts: Receipt[],
): { receipts: Receipt[] } & Pick<NoticeObligation, 'training'> {
  const { training } = { training: undefined, ...obligation };
  return { receipts: [...(obligation.receipts ?? []), ...receipts], ...(training && { training }) };
}

/**
 * What a mail server knows no mailbox for has come back, as it would from a server that finds out later: one event for
 * each message.
 */
export function cameBackAtOnce(
  obligations: Obligation[],
  delivery: Record<string, Receipt[]>,
  at: Instant,
): AgreementEvent[] {
  const back = obligations.flatMap((one) =>
    one.kind === 'notice'
      ? (delivery[one.id] ?? []).filter(({ noMailbox }) => noMailbox).map((receipt) => ({ receipt, one }))
      : [],
  );
  const messages = new Map(back.map(({ receipt }) => [receipt.messageId, receipt]));
  return [...messages.values()].map(({ to: address, messageId, reply: reason }) => {
    const its = back.filter(({ receipt }) => receipt.messageId === messageId);
    const notices = its.map(({ one }) => asPlanned(one));
    return { type: 'bounced', at, by: 'the mail server', reason, address, messageId, notices };
  });
}

function whyNobody({ kind }: Obligation, receipts: Receipt[]): Reason {
  const isBack = kind === 'notice' && receipts.length > 0 && receipts.every(({ noMailbox }) => noMailbox);
  if (isBack) return { code: 'no-mailbox' };
  return { code: receipts.length > 0 ? 'nobody-reached' : 'nobody-reachable' };
}
