// The one door from the command line to the letters: makes a notice as a worker makes it.

import { toHtml } from '../../activities/notices/message/html.ts';
import type { Message, Sender } from '../../activities/notices/message/message.ts';
import { messagesOf } from '../../activities/notices/message/notice-messages.ts';
import { toText } from '../../activities/notices/message/plain-text.ts';
import { loadTemplates } from '../../activities/notices/templates/load-templates.ts';
import { orderFor } from '../../agreements/delivery/order.ts';
import { evolve } from '../../agreements/lifecycle/evolve.ts';
import type { Agreement } from '../../agreements/model/agreement.ts';
import { isRehearsal } from '../../agreements/model/ids.ts';
import { obligationName } from '../../agreements/model/obligation-names.ts';
import type { NoticeObligation } from '../../agreements/model/obligations.ts';
import { reasonInWords, waitingWords } from '../../agreements/model/reason-words.ts';
import type { Receipt } from '../../agreements/model/receipts.ts';
import { whyIrrelevantAt } from '../../agreements/obligations/relevance.ts';
import { waitingReason } from '../../agreements/obligations/waiting.ts';
import type { NoticeKind } from '../../agreements/offer/notice-kinds.ts';
import type { Instant } from '../../agreements/time/instants.ts';
import { between, isReached } from '../../agreements/time/instants.ts';
import { RefusedError } from '../../agreements/validation/errors.ts';
import { type Catalog, offerNames } from '../../offers/catalog.ts';
import { noticeNamed } from './notice-names.ts';

export type Preview = {
  agreement: string;
  obligation: string;
  notice: NoticeKind;
  dueAt: Instant;
  /** When it was sent, if it was. */
  sentAt?: Instant;
  /** The instant that its words are for. */
  wordedFor: Instant;
  /** Why it waits, or will not be sent, as things stand. */
  obstacle?: string;
  subject: string;
  text: string;
  html: string;
  /** One for each recipient. `eml`: the whole message as it will be sent, except that its link opens nothing. */
  messages: { to: string; messageId: string; eml: Buffer }[];
};

/**
 * What will be sent to the recipients of now, word for word, if nothing changes before it is due.
 * @param named the notice, by its id, its beginning or its kind
 * @param options `catalog`: the offers that a letter may name; `now`; `today`: with the words for now instead of the due day.
 * @param sender without `templates`, those of the offers in the catalog are used
 * @throws {RefusedError} if there is no such notice, it has no recipient left, or a template can't be used.
 */
export async function preview(
  agreement: Agreement,
  named: string,
  sender: Sender,
  { catalog, now, today = false }: { catalog: Catalog; now: Instant; today?: boolean },
): Promise<Preview> {
  const { notice, sentAt, receipts } = noticeNamed(agreement, named);
  const { id, dueAt } = notice;
  const wordedFor = today ? now : (sentAt ?? (isReached(dueAt, now) ? now : dueAt));
  const then = sentAt ? agreement : foreseen(agreement, wordedFor);
  const alongside = receipts ? sentAlong(agreement, receipts) : dueAlong(then, notice, wordedFor);
  const all = await messagesOf(orderFor(then, alongside, wordedFor), {
    templates: loadTemplates(catalog),
    offers: offerNames(catalog),
    ...sender,
    ...(sender.links && { links: { ...sender.links, keys: [noKey] } }),
    rehearsal: isRehearsal(agreement.id),
  });
  const messages = all.filter(({ obligations }) => obligations.includes(id));
  const [first] = messages;
  if (!first) throw new RefusedError(`The ${obligationName(id)} of ${agreement.id} has no recipient left.`);
  const obstacle = sentAt ? undefined : obstacleTo(then, notice, wordedFor);
  return {
    agreement: agreement.id,
    obligation: id,
    notice: notice.notice,
    dueAt,
    ...(sentAt && { sentAt }),
    wordedFor,
    ...(obstacle && { obstacle }),
    subject: first.content.subject,
    text: toText(first.content),
    html: toHtml(first.content),
    messages: await Promise.all(messages.map(composed)),
  };
}

/** Signs the links in a preview, so that they open nothing: a contact's link is for that contact only. */
const noKey = 'of a preview';

/** The notices that go out at the same instant, in the order of the plan: a contact gets them in one message. */
function dueAlong(agreement: Agreement, meant: NoticeObligation, then: Instant): NoticeObligation[] {
  return agreement.plan.filter(
    (obligation) =>
      obligation.kind === 'notice' &&
      (obligation.id === meant.id ||
        (obligation.dueAt === meant.dueAt && !obstacleTo(agreement, obligation, then))),
  ) as NoticeObligation[];
}

/** The notices that these receipts prove. */
function sentAlong({ record }: Agreement, receipts: Receipt[]): NoticeObligation[] {
  const ids = new Set(receipts.map(({ messageId }) => messageId));
  return record.flatMap((entry) =>
    entry.type === 'settled' && entry.notice && entry.receipts?.some(({ messageId }) => ids.has(messageId))
      ? [entry.notice]
      : [],
  );
}

async function composed({ to, id, compose }: Message): Promise<Preview['messages'][number]> {
  return { to, messageId: id, eml: await compose() };
}

/** The agreement as it will be then, if every step of its plan goes well and nothing else changes. */
function foreseen(agreement: Agreement, then: Instant): Agreement {
  const step = agreement.plan
    .filter(({ kind, dueAt }) => kind !== 'notice' && kind !== 'alert' && isReached(dueAt, then))
    .toSorted((one, other) => between(other.dueAt, one.dueAt))[0];
  if (!step) return agreement;
  const { id, dueAt: at } = step;
  return foreseen(evolve(agreement, { type: 'settled', at, id, outcome: 'carried-out' }), then);
}

function obstacleTo(agreement: Agreement, notice: NoticeObligation, then: Instant): string | undefined {
  const why = whyIrrelevantAt(agreement, notice, then);
  if (why) return `As things stand, it will not be sent: ${reasonInWords(why)}.`;
  const waits = waitingReason(agreement, notice);
  return waits && `It waits: ${waitingWords[waits]}.`;
}
