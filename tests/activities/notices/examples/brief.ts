// The agreement that the examples of notices are about: ChatGPT Enterprise for the US Access Board.

import type { Brief, DeliveryOrder, NoticeOrder } from '../../../../agreements/delivery/order-types.ts';
import type { About, PlannedDeadline } from '../../../../agreements/model/obligations.ts';
import type { Contact } from '../../../../agreements/model/parties.ts';
import { findOffer, loadCatalog, offerNames } from '../../../../offers/catalog.ts';
import { rulesOf } from '../../../../offers/clauses.ts';

export const featuresEnd: About = {
  event: 'features-end',
  date: '2026-11-30',
  endsAt: '2026-11-30T05:00:00Z',
  features: ['unlimited Deep Research', 'unlimited Advanced Voice Mode'],
  sequence: 0,
};

export const termEnd: About = {
  event: 'term-end',
  date: '2027-10-01',
  endsAt: '2027-10-01T04:00:00Z',
  features: [],
  sequence: 0,
};

/** The terms are withdrawn 30 days after they were offered. */
export const acceptance: About = {
  event: 'acceptance',
  date: '2026-10-31',
  endsAt: '2026-10-31T04:00:00Z',
  features: [],
  sequence: 0,
};

/** 60 days before the term's last day is a Sunday. */
export const preliminaryNotice: About & { deadline: PlannedDeadline } = {
  event: 'deadline',
  date: '2027-08-02',
  endsAt: '2027-08-02T04:00:00Z',
  features: [],
  sequence: 0,
  deadline: {
    id: 'preliminary-notice',
    title: 'preliminary notice to the vendor',
    text: 'Give the vendor preliminary written notice of the intent to extend the term (it does not bind)',
    ifMissed: 'The option to extend the term can no longer be exercised by the government alone.',
    clause: 'FAR 52.217-9',
    termEndsOn: termEnd.date,
    lastDay: '2027-08-01',
    safeDay: '2027-07-30',
  },
};

const offer = findOffer(loadCatalog(), 'openai-chatgpt-enterprise');
const textsOf = (advice: { text: string }[]) => advice.map(({ text }) => text);
/** All texts in Spanish, with those of the clause that sets the deadline. */
export const spanish = {
  ...offer.translations?.es,
  ...rulesOf(['FAR 52.217-9']).translations?.es,
};

const allFeatures = offer.features.map(({ id, name, lasts }) => ({
  ...{ id, name, on: true },
  ...(lasts && { ends: { on: featuresEnd.date, at: featuresEnd.endsAt } }),
}));
export const lastingFeatures = allFeatures.filter(({ ends }) => !ends);

export const brief: Brief = {
  agreement: 'agreement:openai-chatgpt-enterprise:access-board.gov',
  agency: { id: 'access-board.gov', name: 'US Access Board', timeZone: 'America/New_York' },
  vendor: offer.vendor,
  product: offer.product,
  term: {
    number: 1,
    startsOn: '2026-10-01',
    endsOn: termEnd.date,
    endsAt: termEnd.endsAt,
    price: { amount: '1.00', currency: 'USD', per: 'agency' },
  },
  features: allFeatures,
  support: textsOf(offer.support),
  community: textsOf(offer.support.filter(({ community }) => community)),
  assurances: textsOf(offer.assurances),
  renewalRules: textsOf(offer.renewal.rules),
  length: 'P1Y',
  spanish,
  status: 'promotional',
  version: '1.0',
};

export const owner: Contact = { name: 'Maria Lopez', email: 'owner@access-board.gov', roles: ['owner'] };
export const contracting: Contact = {
  name: 'Sam Okafor',
  email: 'contracting@access-board.gov',
  roles: ['contracting', 'technical'],
};

/** 9:04 in New York on the last business day that is 30 days before the features end. */
export const now = '2026-10-30T13:04:00Z';

export const notice: NoticeOrder = {
  obligation: 'features-ending-P30D:2026-11-30',
  notice: 'features-ending',
  recipients: [owner, contracting],
  about: featuresEnd,
};

/** One notice to two contacts. */
export const order: DeliveryOrder = { brief, now, notices: [notice], alerts: [] };

/** The sender, and the offers that letters may name. */
export const sender = {
  from: 'notices@onegov.invalid',
  operators: 'operators@onegov.invalid',
  offers: offerNames(loadCatalog()),
};

/** What a notice is written from, besides its order. */
export const around = { askAt: sender.operators, offers: sender.offers };
