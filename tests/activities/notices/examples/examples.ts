// An example of each notice, and more where a notice depends on what happened.

import type { CalendarSession } from '../../../../agreements/delivery/calendar-sessions.ts';
import type { Brief, DeliveryOrder, NoticeOrder } from '../../../../agreements/delivery/order-types.ts';
import type { NoticeKind } from '../../../../agreements/offer/notice-kinds.ts';
import {
  acceptance,
  brief,
  contracting,
  featuresEnd,
  lastingFeatures,
  now,
  owner,
  preliminaryNotice,
  termEnd,
} from './brief.ts';

export type Example = { kind: NoticeKind; now: string; brief: Brief } & Pick<
  NoticeOrder,
  'about' | 'others' | 'operatorsToo' | 'withdrawn' | 'sessions' | 'sessionsChanged' | 'withdrawnSessions'
>;

const lateInTerm: Brief = { ...brief, features: lastingFeatures, status: 'renewal' };
/** Renewal was asked for and is not recorded. */
const asked: Brief = { ...lateInTerm, renewalAsked: true };
/** Its terms are not accepted yet. */
const offered: Brief = { ...brief, status: 'onboarding' };
/** No source names a price of this term or the next. */
const { price: _, ...unpriced } = brief.term;
const atUnknownPrices: Brief = { ...lateInTerm, term: unpriced };
const { startsOn, number } = brief.term;
const withoutLength = ({ length: _, ...rest }: Brief): Brief => rest;
/** Free of charge, and without an end. */
const free: Brief = withoutLength({
  ...{ ...brief, features: lastingFeatures },
  term: { number, startsOn, price: { amount: '0.00', currency: 'USD' } },
});
const discount = 'a discount for up to 36 months; no source names its amount';
const afterFreeTerm: Brief = {
  ...lateInTerm,
  term: { ...brief.term, price: { amount: '0.00', currency: 'USD' } },
  nextPrice: discount,
  spanish: { ...brief.spanish, [discount]: 'un descuento por hasta 36 meses; ninguna fuente dice de cuánto' },
};
const over = '2027-10-01T13:04:00Z';
const decided = { at: '2027-08-02T14:00:00Z', by: 'Sam Okafor' };

const introduction: CalendarSession = {
  id: 'introduction',
  title: 'Introduction to ChatGPT Enterprise',
  starts: '2026-10-14T13:00',
  timeZone: 'America/New_York',
  minutes: 60,
  place: 'training.example/introduction',
  startsAt: '2026-10-14T17:00:00Z',
  term: 1,
  sequence: 0,
};
/** Not in the agency's own time zone. */
const workshop: CalendarSession = {
  ...introduction,
  id: 'workshop',
  title: 'Workshop: writing and research',
  starts: '2026-11-10T10:30',
  timeZone: 'America/Los_Angeles',
  minutes: 150,
  place: 'GSA, 50 United Nations Plaza, San Francisco',
  startsAt: '2026-11-10T18:30:00Z',
};

export const examples: Record<string, Example> = {
  terms: { kind: 'terms', now: '2026-10-01T13:04:00Z', brief: offered, about: acceptance },
  'terms-without-an-end': { kind: 'terms', now: '2026-10-01T13:04:00Z', brief: offered },
  'terms-with-no-end': {
    ...{ kind: 'terms', now: '2026-10-01T13:04:00Z', about: acceptance },
    brief: { ...free, status: 'onboarding' },
  },
  'welcome-with-no-end': { kind: 'welcome', now: '2026-10-01T13:04:00Z', brief: free },
  'suspended-with-no-end': {
    ...{ kind: 'suspended', now: '2027-03-01T14:04:00Z', brief: { ...free, status: 'suspended' } },
  },
  'reinstated-with-no-end': { kind: 'reinstated', now: '2027-03-10T14:04:00Z', brief: free },
  'welcome-at-an-unknown-price': {
    ...{ kind: 'welcome', now: '2026-10-01T13:04:00Z', brief: { ...brief, term: unpriced } },
  },
  'renewal-at-unknown-prices': {
    ...{ kind: 'renewal', now: '2027-09-01T13:04:00Z', brief: atUnknownPrices, about: termEnd },
  },
  'renewal-after-a-free-term': {
    ...{ kind: 'renewal', now: '2027-09-01T13:04:00Z', brief: afterFreeTerm, about: termEnd },
  },
  welcome: { kind: 'welcome', now: '2026-10-01T13:04:00Z', brief },
  training: { kind: 'training', now: '2026-10-01T13:04:00Z', brief },
  'training-with-sessions': {
    kind: 'training',
    now: '2026-10-01T13:04:00Z',
    brief,
    sessions: [introduction, workshop],
  },
  'training-changed': {
    kind: 'training',
    now: '2026-10-08T15:20:00Z',
    brief,
    sessions: [{ ...workshop, starts: '2026-11-12T10:30', startsAt: '2026-11-12T18:30:00Z', sequence: 1 }],
    sessionsChanged: true,
    withdrawnSessions: [{ ...introduction, sequence: 1 }],
  },
  'training-reminder-with-sessions': {
    kind: 'training-reminder',
    now: '2026-10-22T13:04:00Z',
    brief,
    sessions: [workshop],
  },
  'training-reminder': { kind: 'training-reminder', now: '2026-10-22T13:04:00Z', brief },
  community: { kind: 'community', now: '2026-10-01T13:04:00Z', brief },
  'features-ending': { kind: 'features-ending', now, brief, about: featuresEnd },
  'features-ending-tomorrow': {
    kind: 'features-ending',
    now: '2026-11-28T14:04:00Z',
    brief,
    about: featuresEnd,
  },
  'features-ending-today': {
    kind: 'features-ending',
    now: '2026-11-29T14:04:00Z',
    brief,
    about: featuresEnd,
  },
  'features-ended': {
    kind: 'features-ended',
    now: '2026-11-30T14:04:00Z',
    brief: { ...brief, features: lastingFeatures, status: 'standard' },
    about: featuresEnd,
  },
  renewal: { kind: 'renewal', now: '2027-06-03T13:04:00Z', brief: lateInTerm, about: termEnd },
  'renewal-in-the-last-week': {
    kind: 'renewal',
    now: '2027-09-23T13:04:00Z',
    brief: lateInTerm,
    about: termEnd,
    others: [{ name: 'Edna Executive', email: 'executive@access-board.gov', roles: ['executive'] }],
    operatorsToo: true,
  },
  'renewal-with-grace': {
    kind: 'renewal',
    now: '2027-09-30T13:04:00Z',
    brief: { ...lateInTerm, grace: 'P30D' },
    about: termEnd,
  },
  'access-ended-expired': {
    kind: 'access-ended',
    now: over,
    brief: { ...lateInTerm, features: [], status: 'expired' },
    about: termEnd,
  },
  'access-ended-declined': {
    kind: 'access-ended',
    now: over,
    brief: { ...lateInTerm, features: [], status: 'declined', decision: { kind: 'decline', ...decided } },
    about: termEnd,
  },
  'access-ended-terminated': {
    kind: 'access-ended',
    now: '2027-03-01T14:04:00Z',
    brief: { ...lateInTerm, features: [], status: 'terminated', reason: 'The vendor left the schedule.' },
  },
  'access-ended-in-grace': {
    kind: 'access-ended',
    now: over,
    brief: { ...lateInTerm, grace: 'P30D' },
    about: termEnd,
  },
  'renewal-asked': { kind: 'renewal', now: '2027-09-01T13:04:00Z', brief: asked, about: termEnd },
  'access-ended-unrenewed': {
    kind: 'access-ended',
    now: over,
    brief: { ...asked, features: [], status: 'expired' },
    about: termEnd,
  },
  'access-ended-in-grace-unrenewed': {
    kind: 'access-ended',
    now: over,
    brief: { ...asked, grace: 'P30D' },
    about: termEnd,
  },
  renewed: {
    kind: 'renewed',
    now: '2027-08-02T14:00:00Z',
    brief: { ...lateInTerm, decision: { kind: 'renew', length: 'P1Y', ...decided } },
    withdrawn: [{ ...termEnd, sequence: 1 }],
  },
  'renewed-at-a-price': {
    kind: 'renewed',
    now: '2027-08-02T14:00:00Z',
    brief: {
      ...lateInTerm,
      decision: {
        kind: 'renew',
        length: 'P18M',
        price: { amount: '1250.00', currency: 'USD', per: 'agency' },
        reason: 'Used every day by the rulemaking team.',
        ...decided,
      },
    },
  },
  'term-began': {
    kind: 'renewed',
    now: '2027-10-01T13:04:00Z',
    brief: {
      ...lateInTerm,
      term: { number: 2, startsOn: '2027-10-01', endsOn: '2028-10-01', endsAt: '2028-10-01T04:00:00Z' },
      status: 'standard',
    },
  },
  declined: {
    kind: 'declined',
    now: '2027-08-02T14:00:00Z',
    brief: { ...lateInTerm, decision: { kind: 'decline', reason: 'Not needed any more.', ...decided } },
  },
  'declined-for-another': {
    kind: 'declined',
    now: '2027-08-02T14:00:00Z',
    brief: { ...lateInTerm, decision: { kind: 'decline', to: 'google-gemini-for-government', ...decided } },
  },
  'correction-features': {
    kind: 'correction',
    now: '2026-11-05T15:20:00Z',
    brief,
    about: {
      ...featuresEnd,
      date: '2026-12-15',
      endsAt: '2026-12-15T05:00:00Z',
      was: featuresEnd.date,
      sequence: 1,
    },
  },
  'correction-term': {
    kind: 'correction',
    now: '2027-07-06T15:20:00Z',
    brief: { ...lateInTerm, term: { ...brief.term, endsOn: '2027-09-30', endsAt: '2027-09-30T04:00:00Z' } },
    about: {
      ...termEnd,
      date: '2027-09-30',
      endsAt: '2027-09-30T04:00:00Z',
      was: termEnd.date,
      sequence: 1,
    },
  },
  deadline: { kind: 'deadline', now: '2027-07-16T13:04:00Z', brief: lateInTerm, about: preliminaryNotice },
  'deadline-after-its-safe-day': {
    kind: 'deadline',
    now: '2027-07-31T13:04:00Z',
    brief: { ...lateInTerm, decision: { kind: 'renew', length: 'P1Y', ...decided } },
    about: preliminaryNotice,
  },
  'deadline-on-another-safe-day': {
    kind: 'deadline',
    now: '2027-07-20T13:04:00Z',
    brief: lateInTerm,
    about: {
      ...preliminaryNotice,
      was: '2027-07-30',
      deadline: { ...preliminaryNotice.deadline, safeDay: '2027-07-29' },
    },
  },
  'deadline-on-a-past-safe-day': {
    kind: 'deadline',
    now: '2027-07-29T13:04:00Z',
    brief: lateInTerm,
    about: {
      ...preliminaryNotice,
      was: '2027-07-30',
      deadline: { ...preliminaryNotice.deadline, safeDay: '2027-07-26' },
    },
  },
  'deadline-on-another-last-day': {
    kind: 'deadline',
    now: '2027-07-20T13:04:00Z',
    brief: lateInTerm,
    about: {
      ...preliminaryNotice,
      was: '2027-08-31',
      wasLastDay: '2027-08-31',
    },
  },
  'deadline-missed': {
    kind: 'deadline-missed',
    now: '2027-08-02T13:04:00Z',
    brief: lateInTerm,
    about: preliminaryNotice,
  },
  suspended: {
    kind: 'suspended',
    now: '2027-02-26T14:04:00Z',
    brief: { ...lateInTerm, features: [], status: 'suspended', reason: 'The vendor left the schedule.' },
  },
  reinstated: {
    kind: 'reinstated',
    now: '2026-11-12T14:04:00Z',
    brief: { ...brief, reason: 'The vendor is back on the schedule.' },
  },
  'reinstated-before-start': {
    kind: 'reinstated',
    now: '2026-09-12T14:04:00Z',
    brief: { ...brief, reason: 'The vendor is back on the schedule.' },
  },
  terminated: {
    kind: 'terminated',
    now: '2027-03-01T14:04:00Z',
    brief: { ...lateInTerm, features: [], status: 'terminated', reason: 'The agency closed the pilot.' },
  },
  withdrawn: {
    kind: 'terminated',
    now: '2026-10-15T14:04:00Z',
    brief: { ...brief, status: 'withdrawn', reason: 'Entered by mistake.' },
  },
  'withdrawn-unanswered': {
    kind: 'terminated',
    now: '2026-10-31T13:04:00Z',
    brief: { ...brief, status: 'withdrawn', lapsed: true },
    withdrawn: [{ ...acceptance, sequence: 1 }],
  },
  'contact-wanted': { kind: 'contact-wanted', now, brief },
  link: { kind: 'link', now, brief },
  'terminated-with-days-told': {
    kind: 'terminated',
    now: '2027-07-01T13:04:00Z',
    brief: { ...lateInTerm, features: [], status: 'terminated' },
    withdrawn: [
      { ...termEnd, sequence: 1 },
      { ...preliminaryNotice, sequence: 1 },
    ],
  },
};

/** Notices that fall due together with others. */
export const noticeOrders = {
  welcome: { obligation: 'welcome:2026-10-01', notice: 'welcome', recipients: [owner, contracting] },
  training: { obligation: 'training:2026-10-01', notice: 'training', recipients: [owner] },
  community: { obligation: 'community:2026-10-01', notice: 'community', recipients: [owner] },
  renewal: {
    obligation: 'renewal-P60D:2027-10-01',
    notice: 'renewal',
    recipients: [owner, contracting],
    about: termEnd,
  },
  deadline: {
    obligation: 'deadline-preliminary-notice-P14D:2027-08-02',
    notice: 'deadline',
    recipients: [contracting],
    about: preliminaryNotice,
  },
} satisfies Record<string, NoticeOrder>;

/** Orders with several notices to one contact. */
export const ordersTogether = {
  together: {
    brief,
    now: '2026-10-01T13:04:00Z',
    notices: [noticeOrders.welcome, noticeOrders.training, noticeOrders.community],
    alerts: [],
  },
  'together-with-a-deadline': {
    brief: lateInTerm,
    now: '2027-07-16T13:04:00Z',
    notices: [noticeOrders.renewal, noticeOrders.deadline],
    alerts: [],
  },
} satisfies Record<string, DeliveryOrder>;
