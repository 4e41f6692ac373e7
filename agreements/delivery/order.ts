// What is to be sent, made of an agreement as it is: pure, so that a preview says what a workflow will send.

import { isSameAddress, recipientsOf, toReach } from '../contacts/recipients.ts';
import type { Agreement } from '../model/agreement.ts';
import type { RecordEntry } from '../model/events.ts';
import { eventInstantIn, kindIn, versionOf } from '../model/ids.ts';
import type { NoticeObligation, Obligation } from '../model/obligations.ts';
import type { Contact } from '../model/parties.ts';
import { awaitsAcceptance } from '../obligations/relevance.ts';
import { noticeTraits } from '../offer/notice-kinds.ts';
import { periodsOf } from '../offer/rules.ts';
import type { Offer } from '../offer/schema.ts';
import { spanishOf } from '../offer/translations.ts';
import type { Instant } from '../time/instants.ts';
import { entriesOf } from './calendar-entries.ts';
import { sessionsOf } from './calendar-sessions.ts';
import { lately, mayWait } from './daily-limit.ts';
import type { Brief, DeliveryOrder, NoticeOrder } from './order-types.ts';

/** The order that carries these out, to whom they have not reached yet. */
export function orderFor(agreement: Agreement, obligations: Obligation[], now: Instant): DeliveryOrder {
  const notices = obligations.flatMap((obligation): NoticeOrder[] => {
    if (obligation.kind !== 'notice') return [];
    const { id, notice, training, renews } = obligation;
    const recipients = toReach(obligation, agreement);
    const others = othersOf(obligation, recipients, agreement);
    const happenedAt = instantOfAct(obligation);
    const reason = reasonOf(happenedAt, agreement);
    return [
      {
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
      },
    ];
  });
  const alerts = obligations.flatMap((obligation) =>
    obligation.kind === 'alert' ? [{ obligation: obligation.id, text: textOf(obligation, agreement) }] : [],
  );
  const readers = notices.flatMap(({ recipients }) => recipients);
  const isReadInSpanish = readers.some(({ language }) => language === 'es');
  const sent = notices.some(({ mayWait }) => mayWait) ? lately(agreement, now) : {};
  return {
    ...{ brief: briefOf(agreement, isReadInSpanish), now, notices, alerts },
    ...(Object.keys(sent).length > 0 && { lately: sent }),
  };
}

/** Who of those it is for has it already: whom it was refused for has not. */
function othersOf(
  { receipts = [], ...notice }: NoticeObligation,
  now: Contact[],
  agreement: Agreement,
): Contact[] {
  const refused = receipts.filter(({ result }) => result === 'refused').map(({ to }) => to);
  return recipientsOf(notice, agreement).filter(
    ({ email }) =>
      !now.some((one) => isSameAddress(one.email, email)) &&
      !refused.some((one) => isSameAddress(one, email)),
  );
}

/** By the rule of the offer that it is planned by. */
function isToldToOperators({ notice, lead, wait }: NoticeObligation, { notices }: Offer): boolean {
  return notices.some(
    ({ kind, to, when }) =>
      kind === notice && to.includes('operators') && periodsOf(when).some((one) => one === (lead ?? wait)),
  );
}

/** An agency that has asked for renewal has answered: it is for the operators then. */
function textOf({ text, asks }: Extract<Obligation, { kind: 'alert' }>, { renewalAsked }: Agreement): string {
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

function hasLapsed({ status, record }: Agreement): boolean {
  const isCarriedOut = (entry: RecordEntry) =>
    entry.type === 'settled' && kindIn(entry.id) === 'withdraw' && entry.outcome === 'carried-out';
  return status === 'withdrawn' && record.some(isCarriedOut);
}

/** The reason given for the very act that a notice is about; no other act's. */
function reasonOf(at: Instant | undefined, { record }: Agreement): string | undefined {
  const acts = at ? record.filter((entry) => entry.at === at) : [];
  return acts.flatMap((entry) => ('by' in entry && entry.reason ? [entry.reason] : []))[0];
}

/** When that happened which a notice tells of, however late it goes out, or again. */
function instantOfAct({ id, notice }: NoticeObligation): Instant | undefined {
  return noticeTraits[notice].tellsOfEvent ? eventInstantIn(id) : undefined;
}
