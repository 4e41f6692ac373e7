// Restraint: what can't wait goes first, and nobody gets more messages in a day than she reads.
import type { Agreement, Contact, Instant, NoticeObligation, Obligation } from './agreement.ts';
import { between, day, later } from './instants.ts';
import type { NoticeKind } from './offer.ts';
import { isSameAddress } from './recipients.ts';
import { onEvent } from './review.ts';

/** A contact gets at most so many messages of an agreement within 24 hours, but for what can't wait. */
export const mostADay = 4;

/**
 * How urgent what is to be sent together is: as urgent as its most urgent part. 1 is the most urgent, 3 is usual: the
 * priority of the work in Temporal's queue.
 */
export function urgencyOf(obligations: Obligation[], now: Instant): number {
  return Math.min(4, ...obligations.map((one) => urgencyOfOne(one, now)));
}

function urgencyOfOne(obligation: Obligation, now: Instant): number {
  if (obligation.kind !== 'notice') return 2;
  const { notice, about, training } = obligation;
  const left = about ? between(now, about.endsAt) : Number.POSITIVE_INFINITY;
  if (left > 0 && left <= 2 * day) return 1;
  if (onEvent.includes(notice) || tellsAtOnce.includes(notice) || (left > 0 && left <= 8 * day)) return 2;
  if (training?.changed) return 2;
  return invitations.includes(notice) ? 4 : 3;
}

const tellsAtOnce: NoticeKind[] = ['correction', 'link', 'contact-wanted', 'deadline-missed'];
const invitations: NoticeKind[] = ['training', 'training-reminder', 'community'];

/** Whom a notice is not sent to for now, and from when on it may be. */
export type Restraint = { waiting: Contact[]; until: Instant };

/**
 * Of notices that are sent together, by their ids: whom each is not sent to for now. Whoever gets a message of them all
 * the same gets in it what else there is for her.
 */
export function restraintsOn(
  notices: { notice: NoticeObligation; recipients: Contact[] }[],
  agreement: Agreement,
  now: Instant,
): ReadonlyMap<string, Restraint> {
  const found = notices.map((one) => ({
    ...one,
    on: restraintOn(one.notice, one.recipients, agreement, now),
  }));
  const written = new Set(
    found.flatMap(({ recipients, on }) => recipients.filter((contact) => !on?.waiting.includes(contact))),
  );
  return new Map(
    found.flatMap(({ notice, on }): [string, Restraint][] => {
      const waiting = on?.waiting.filter((contact) => !written.has(contact)) ?? [];
      return on && waiting.length > 0 ? [[notice.id, { ...on, waiting }]] : [];
    }),
  );
}

/** Those of the recipients who have had as many messages as one gets in a day; nothing if there are none. */
export function restraintOn(
  notice: NoticeObligation,
  recipients: Contact[],
  agreement: Agreement,
  now: Instant,
): Restraint | undefined {
  if (urgencyOfOne(notice, now) < 3) return undefined;
  const full = recipients.flatMap((contact) => {
    const times = messagesOfDay(contact, agreement, now);
    const freeing = times[times.length - mostADay];
    return freeing === undefined ? [] : [{ contact, until: later(freeing, day) }];
  });
  const [first] = full.toSorted((one, other) => between(other.until, one.until));
  return first && { waiting: full.map(({ contact }) => contact), until: first.until };
}

/** When each message of the last 24 hours went to a contact, the oldest first. */
function messagesOfDay({ email }: Contact, { record }: Agreement, now: Instant): Instant[] {
  const times = new Map<string, Instant>();
  for (const entry of record) {
    if (entry.type !== 'settled' && entry.type !== 'delayed') continue;
    for (const { to, messageId, result } of entry.receipts ?? []) {
      const isFirst = !times.has(messageId);
      if (result !== 'refused' && isFirst && isSameAddress(to, email)) times.set(messageId, entry.at);
    }
  }
  return [...times.values()].filter((at) => between(at, now) < day);
}
