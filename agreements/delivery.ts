// What comes of sending: how the obligation goes on.
import type { AgreementEvent, Instant, Obligation, Receipt } from './agreement.ts';
import { mostADay, type Restraint } from './restraint.ts';
import { tryAgainAt } from './review.ts';

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
  const all = [...(obligation.receipts ?? []), ...receipts];
  // It may list other sessions by now than those that were sent.
  const { training } = { training: undefined, ...obligation };
  const told = { receipts: all, ...(training && { training }) };
  const until = missing.count > 0 ? tryAgainAt(obligation, now) : undefined;
  if (until !== undefined) {
    return { type: 'delayed', at: now, id, until, reason: `${id}: ${missing.reason}`, ...told };
  }
  if (restraint && missing.count === 0) {
    const { length } = restraint.waiting;
    const reason = `${id}: ${length} of its recipients had ${mostADay} messages within a day`;
    return { type: 'delayed', at: now, id, until: restraint.until, reason, ...told, restrained: true };
  }
  const isSent = missing.count === 0 && all.some(({ result }) => result === 'accepted');
  return {
    type: 'settled',
    at: now,
    id,
    outcome: isSent ? 'carried-out' : 'failed',
    receipts: all,
    ...(training && obligation.kind === 'notice' && { notice: obligation }),
    ...(!isSent && { reason: missing.count > 0 ? missing.reason : whyNobody(all) }),
  };
}

function whyNobody(receipts: Receipt[]): string {
  return receipts.length > 0
    ? 'no recipient is known to have got it'
    : 'no contact is left whom mail reaches';
}
