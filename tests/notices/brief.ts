// The agreement that the examples of notices are about: ChatGPT Enterprise for the US Access Board.
import type { About, Contact, PlannedDeadline } from '../../agreements/agreement.ts';
import type { Brief, DeliveryOrder, NoticeOrder } from '../../workflows/ports.ts';

export const featuresEnd: About = {
  event: 'features-end',
  date: '2026-11-30',
  endsAt: '2026-11-30T05:00:00Z',
  features: ['Deep Research', 'Advanced Voice Mode'],
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
    text: 'Give the vendor preliminary written notice of the intent to extend the term (it does not bind)',
    ifMissed: 'The option to extend the term can no longer be exercised by the government alone.',
    clause: 'FAR 52.217-9',
    termEndsOn: termEnd.date,
    lastDay: '2027-08-01',
    safeDay: '2027-07-30',
  },
};

const models = { id: 'frontier-models', name: 'Frontier models', on: true };
const research = {
  id: 'deep-research',
  name: 'Deep Research',
  on: true,
  ends: { on: featuresEnd.date, at: featuresEnd.endsAt },
};
const voice = { ...research, id: 'advanced-voice-mode', name: 'Advanced Voice Mode' };

const allFeatures = [models, research, voice];
export const lastingFeatures = [models];

export const brief: Brief = {
  agreement: 'agreement:openai-chatgpt-enterprise:access-board.gov',
  agency: { id: 'access-board.gov', name: 'US Access Board', timeZone: 'America/New_York' },
  vendor: 'OpenAI',
  product: 'ChatGPT Enterprise',
  term: {
    number: 1,
    startsOn: '2026-10-01',
    endsOn: termEnd.date,
    endsAt: termEnd.endsAt,
    price: { amount: '1.00', currency: 'USD', per: 'agency' },
  },
  features: allFeatures,
  support: [
    'Introductory training tailored to government, through OpenAI Academy.',
    'A dedicated government user community.',
    'Partner-led training by Slalom and BCG.',
  ],
  assurances: ['Business data is not used to train or improve the models.'],
  renewalRules: [
    'There is no obligation to renew.',
    'OMB M-26-04 asks that existing contracts for large language models be modified, where practicable, before an option is exercised.',
  ],
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

/** One notice to two people. */
export const order: DeliveryOrder = { brief, now, notices: [notice], alerts: [] };

export const sender = { from: 'notices@onegov.invalid', operators: 'operators@onegov.invalid' };
