// The daily limit: nobody gets more messages within 24 hours than this, except for what can't wait.
// workflows/send.ts applies it to one agreement; activities/notices/delivery/notices.ts to all agreements of the agency.
import type { Agreement } from '../model/agreement.ts';
import type { NoticeObligation } from '../model/obligations.ts';
import type { Contact } from '../model/parties.ts';
import type { Instant } from '../time/instants.ts';
import { between, day, earliest, later } from '../time/instants.ts';
import { mayWait } from './urgency.ts';

/** How many messages one contact gets within 24 hours, from all agreements of the agency together. */
export const dailyLimit = 4;

/** The contacts whom a notice does not go to for now, and when the first of them may get it. */
export type OverDailyLimit = { waiting: Contact[]; until: Instant };

type Addressed = { notice: NoticeObligation; recipients: Contact[] };

/**
 * For each notice of one delivery, by its id: the contacts who do not get it yet. A contact who gets a message anyway,
 * for a notice that can't wait, gets all the others in it.
 */
export function allOverDailyLimit(
  notices: Addressed[],
  agreement: Agreement,
  now: Instant,
): ReadonlyMap<string, OverDailyLimit> {
  const found = notices.map((one) => ({ ...one, over: overDailyLimit(one, agreement, now) }));
  const getMessage = new Set(
    found.flatMap(({ recipients, over }) => recipients.filter((contact) => !over?.waiting.includes(contact))),
  );
  return new Map(
    found.flatMap(({ notice, over }): [string, OverDailyLimit][] => {
      const waiting = over?.waiting.filter((contact) => !getMessage.has(contact)) ?? [];
      return over && waiting.length > 0 ? [[notice.id, { ...over, waiting }]] : [];
    }),
  );
}

/** The recipients who have had as many messages as the limit allows; nothing if there are none. */
export function overDailyLimit(
  { notice, recipients }: Addressed,
  agreement: Agreement,
  now: Instant,
): OverDailyLimit | undefined {
  if (!mayWait(notice, now)) return undefined;
  const sent = recentMessages(agreement, now);
  const waiting = recipients.flatMap((contact) => {
    const until = waitsUntil(sent[contact.email.toLowerCase()]);
    return until === undefined ? [] : [{ contact, until }];
  });
  const until = earliest(waiting.map((one) => one.until));
  return until === undefined ? undefined : { waiting: waiting.map(({ contact }) => contact), until };
}

/** Messages of the last 24 hours: the instants at which they went to each address, in lower case. */
export type RecentMessages = Record<string, Instant[]>;

/** Until when a contact waits who got messages at these instants; nothing if the limit is not reached. */
export function waitsUntil(times: Instant[] = []): Instant | undefined {
  const oldest = times.toSorted((one, other) => between(other, one))[times.length - dailyLimit];
  return oldest && later(oldest, day);
}

/** The messages of an agreement within the last 24 hours. */
export function recentMessages({ record }: Agreement, now: Instant): RecentMessages {
  const messages = new Map<string, { to: string; at: Instant }>();
  for (const entry of record) {
    if (entry.type !== 'settled' && entry.type !== 'delayed') continue;
    for (const { to, messageId, result } of entry.receipts ?? []) {
      const key = `${messageId} ${to}`.toLowerCase();
      if (result !== 'refused' && !messages.has(key))
        messages.set(key, { to: to.toLowerCase(), at: entry.at });
    }
  }
  const recent = [...messages.values()].filter(({ at }) => between(at, now) < day);
  return mergedMessages(recent.map(({ to, at }) => ({ [to]: [at] })));
}

/** The messages of several agreements as one list. */
export function mergedMessages(all: RecentMessages[]): RecentMessages {
  const merged: RecentMessages = {};
  for (const [to, times] of all.flatMap((one) => Object.entries(one)))
    merged[to] = [...(merged[to] ?? []), ...times];
  return merged;
}
