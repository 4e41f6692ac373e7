// What is to be sent, from an agreement as it stands. Pure, so that a preview shows what a workflow will send.

import { isSameAddress, recipientsLeft, recipientsOf } from '../contacts/recipients.ts';
import type { Agreement } from '../model/agreement.ts';
import type { RecordEntry } from '../model/events.ts';
import { eventInstantIn, kindIn, versionOf } from '../model/ids.ts';
import type { NoticeObligation, Obligation } from '../model/obligations.ts';
import type { Contact } from '../model/parties.ts';
import { awaitsAcceptance } from '../model/status.ts';
import { noticeTraits } from '../offer/notice-kinds.ts';
import { periodsOf } from '../offer/rules.ts';
import type { Offer } from '../offer/schema.ts';
import { spanishOf } from '../offer/translations.ts';
import type { Instant } from '../time/instants.ts';
import { entriesOf } from './calendar-entries.ts';
import { sessionsOf } from './calendar-sessions.ts';
import { recentMessages } from './daily-limit.ts';
import type { AlertOrder, Brief, DeliveryOrder, NoticeOrder } from './order-types.ts';
import { mayWait } from './urgency.ts';

/** The order that carries out these obligations. Recipients who have a notice already are left out. */
export function orderFor(agreement: Agreement, obligations: Obligation[], now: Instant): DeliveryOrder {
  const notices = obligations
    .filter((one) => one.kind === 'notice')
    .map((notice) => noticeOrder(notice, agreement, now));
  const alerts = obligations
    .filter((one) => one.kind === 'alert')
    .filter(({ unanswered }) => !unanswered)
    .map(
      (alert): AlertOrder => ({
        obligation: alert.id,
        text: alertText(alert, agreement),
        ...(alert.shared && { shared: true as const }),
      }),
    );
  const readers = notices.flatMap(({ recipients }) => recipients);
  const isReadInSpanish = readers.some(({ language }) => language === 'es');
  const sent = notices.some((notice) => notice.mayWait) ? recentMessages(agreement, now) : {};
  return {
    ...{ brief: briefOf(agreement, isReadInSpanish), now, notices, alerts },
    ...(Object.keys(sent).length > 0 && { lately: sent }),
  };
}

function noticeOrder(obligation: NoticeObligation, agreement: Agreement, now: Instant): NoticeOrder {
  const { id, notice, training, renews } = obligation;
  const recipients = recipientsLeft(obligation, agreement);
  const others = othersOf(obligation, recipients, agreement);
  const happenedAt = noticeTraits[notice].tellsOfEvent ? eventInstantIn(id) : undefined;
  const reason = reasonGivenAt(happenedAt, agreement);
  return {
    obligation: id,
    notice,
    recipients,
    ...(mayWait(obligation, now) && { mayWait: true as const }),
    ...(others.length > 0 && { others }),
    ...(isToldToOperators(obligation, agreement.offer) && { operatorsToo: true as const }),
    ...(happenedAt && { happenedAt }),
    ...(reason !== undefined && { reason }),
    ...(renews && { renews: renews.notice }),
    ...entriesOf(obligation, agreement, now),
    ...sessionsOf(obligation, agreement, now),
    ...(training?.changed && { sessionsChanged: true as const }),
  };
}

/** The other recipients, who have it already or get it later. Those whose mail server refused it don't count. */
function othersOf(
  { receipts = [], ...notice }: NoticeObligation,
  recipients: Contact[],
  agreement: Agreement,
): Contact[] {
  const refused = receipts.filter(({ result }) => result === 'refused').map(({ to }) => to);
  return recipientsOf(notice, agreement).filter(
    ({ email }) =>
      !recipients.some((one) => isSameAddress(one.email, email)) &&
      !refused.some((one) => isSameAddress(one, email)),
  );
}

/** Does the offer's rule that plans the notice name the operators, too? */
function isToldToOperators({ notice, lead, wait }: NoticeObligation, { notices }: Offer): boolean {
  return notices.some(
    ({ kind, to, when }) =>
      kind === notice && to.includes('operators') && periodsOf(when).some((one) => one === (lead ?? wait)),
  );
}

/** An agency that asked for renewal has answered; then the operators have to act. */
function alertText(
  { text, asks }: Extract<Obligation, { kind: 'alert' }>,
  { renewalAsked }: Agreement,
): string {
  return asks === 'renewal' && renewalAsked
    ? `${text} The agency has asked for renewal: record it with "renew".`
    : text;
}

function briefOf(agreement: Agreement, isReadInSpanish: boolean): Brief {
  const { id, agency, offer, term, features, status, decision } = agreement;
  const texts = (advice: { text: string }[]) => advice.map(({ text }) => text);
  const spanish = isReadInSpanish && spanishOf(offer);
  return {
    agreement: id,
    agency,
    vendor: offer.vendor,
    product: offer.product,
    term,
    features: features.filter(({ on }) => on || awaitsAcceptance(agreement)),
    support: texts(offer.support),
    community: texts(offer.support.filter(({ community }) => community)),
    assurances: texts(offer.assurances),
    renewalRules: texts(offer.renewal.rules),
    ...(offer.renewal.nextPrice && { nextPrice: offer.renewal.nextPrice.text }),
    ...('length' in offer.term && { length: offer.term.length }),
    ...(spanish && { spanish }),
    status,
    version: versionOf(agreement),
    ...(hasLapsed(agreement) && { lapsed: true as const }),
    ...(agreement.renewalAsked && { renewalAsked: true as const }),
    ...(decision && { decision }),
    ...(offer.renewal.grace && { grace: offer.renewal.grace }),
  };
}

/** Was it withdrawn because nobody accepted the terms in time? */
function hasLapsed({ status, record }: Agreement): boolean {
  const isCarriedOut = (entry: RecordEntry) =>
    entry.type === 'settled' && kindIn(entry.id) === 'withdraw' && entry.outcome === 'carried-out';
  return status === 'withdrawn' && record.some(isCarriedOut);
}

/** The reason that someone gave for the event that a notice tells of. */
function reasonGivenAt(at: Instant | undefined, { record }: Agreement): string | undefined {
  const events = at ? record.filter((entry) => entry.at === at) : [];
  return events.flatMap((entry) => ('by' in entry && entry.reason ? [entry.reason] : []))[0];
}
