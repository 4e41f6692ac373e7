// Restraint: what can't wait goes first, and nobody gets more messages in a day than she reads.
import type { Agreement } from '../model/agreement.ts';
import type { NoticeObligation, Obligation } from '../model/obligations.ts';
import type { Contact } from '../model/parties.ts';
import { noticeTraits } from '../offer/notice-kinds.ts';
import type { Instant } from '../time/instants.ts';
import { between, day, later } from '../time/instants.ts';

/** A person gets at most so many messages of her agency's agreements within 24 hours, but for what can't wait. */
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
  if (left > 0 && left <= 8 * day) return 2;
  if (training?.changed) return 2;
  return { high: 2, usual: 3, low: 4 }[noticeTraits[notice].urgency];
}

/** May it wait for a day on which its readers get fewer messages? */
export function mayWait(notice: NoticeObligation, now: Instant): boolean {
  return urgencyOfOne(notice, now) >= 3;
}

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
  if (!mayWait(notice, now)) return undefined;
  const sent = lately(agreement, now);
  const full = recipients.flatMap((contact) => {
    const until = fullUntil(sent[contact.email.toLowerCase()]);
    return until === undefined ? [] : [{ contact, until }];
  });
  const [first] = full.toSorted((one, other) => between(other.until, one.until));
  return first && { waiting: full.map(({ contact }) => contact), until: first.until };
}

/** Messages of the last 24 hours: when each went to an address, which is in lower case. */
export type Lately = Record<string, Instant[]>;

/** Until when somebody waits to whom messages went then; nothing if she need not. */
export function fullUntil(times: Instant[] = []): Instant | undefined {
  const freeing = times.toSorted((one, other) => between(other, one))[times.length - mostADay];
  return freeing && later(freeing, day);
}

/** What an agreement has mailed within 24 hours. */
export function lately({ record }: Agreement, now: Instant): Lately {
  const times = new Map<string, { to: string; at: Instant }>();
  for (const entry of record) {
    if (entry.type !== 'settled' && entry.type !== 'delayed') continue;
    for (const { to, messageId, result } of entry.receipts ?? []) {
      const key = `${messageId} ${to}`.toLowerCase();
      if (result !== 'refused' && !times.has(key)) times.set(key, { to: to.toLowerCase(), at: entry.at });
    }
  }
  const ofDay = [...times.values()].filter(({ at }) => between(at, now) < day);
  return together(ofDay.map(({ to, at }) => ({ [to]: [at] })));
}

/** All of them as one. */
export function together(all: Lately[]): Lately {
  const found: Lately = {};
  for (const [to, times] of all.flatMap((one) => Object.entries(one)))
    found[to] = [...(found[to] ?? []), ...times];
  return found;
}
