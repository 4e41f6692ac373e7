// The English words of the pages.
import { formatsIn, isFree } from '../../text/formats.ts';
import { forms } from './en-forms.ts';

const { longDay, listed, money, spokenPeriod, zoneName } = formatsIn('en-US');

export const en = {
  ...forms,
  longDay,
  listed,
  zoneName,
  spokenPeriod,
  price: (amount: string, currency: string, per?: 'agency' | 'user') =>
    isFree(amount) ? 'Free of charge' : `${money(amount, currency)}${per ? ` per ${per}` : ''}`,
  /** @param days counts the day itself, so it is 1 on that day */
  daysLeft: (days: number) => (days > 1 ? `${days} days left, counting today` : 'Today'),

  site: 'OneGov agreements',
  skip: 'Skip to main content',
  title: (agency: string, product: string) => `${product} for ${agency}`,
  rehearsal: 'This is a rehearsal. Nothing changes for your agency.',
  yours: (name: string) =>
    `This page is for ${name}. Please don’t forward its address: anyone who has it can answer for your agency.`,
  help: 'Questions? Reply to any of our notices. Your reply goes to the people who run this program.',
  helpAt: 'Questions? Write to the people who run this program:',
  back: 'Back to the agreement',
  /** Says that the next text is in English only. English pages don't need it. */
  inEnglish: '',
  promises: (vendor: string) => `${vendor} promises:`,

  /** The agreement's phase, in a sentence or two. */
  phases: {
    awaiting: 'Your agency has not accepted the terms yet. Nothing starts until it does.',
    onboarding: (day: string) => `We are setting up access. The term starts on ${day}.`,
    promotional: (day: string) => `In use through ${day}. Some features end earlier; see the dates below.`,
    standard: (day: string) => `In use through ${day}.`,
    noEnd: {
      promotional: 'In use, with no end date. Some features end earlier; see the dates below.',
      standard: 'In use, with no end date.',
    },
    renewal: (day: string) => `In use through ${day}. Your agency needs to decide by then whether to renew.`,
    asked: (day: string) =>
      `In use through ${day}. Your agency asked to renew, and the people who run this program are working on it.`,
    renewing: (day: string) =>
      `In use through ${day}. The decision is to renew: the next term starts right after.`,
    declining: (day: string) => `In use through ${day}. The decision is not to renew: access ends then.`,
    suspended: (day: string) => `Suspended since ${day}. Nobody can use it for now.`,
    renewed: 'The term has ended, and the next one has begun.',
    expired: (day: string) => `The term ended on ${day} without a decision to renew.`,
    unrenewed: (day: string) =>
      `The term ended on ${day}. Your agency asked to renew, but no renewal was recorded.`,
    declined: (day: string) => `The term ended on ${day}. Your agency decided not to renew.`,
    terminated: 'The agreement was terminated early. Access has ended.',
    withdrawn: 'The agreement was withdrawn before access began.',
  },

  facts: {
    heading: 'The agreement',
    agency: 'Agency',
    product: 'Product',
    term: 'Term',
    termDays: (first: string, last: string) => `${first}, through ${last}`,
    noEnd: (first: string) => `From ${first}, with no end date`,
    noEndFromChoice: 'From the day you choose, with no end date',
    planned: (length: string) => `${length}, from the day you choose`,
    price: 'Price of this term',
    asOrdered: 'As in your agency’s order',
    nextPrice: 'Price of the next term',
    nextUnknown: 'Not known yet. Your agency’s order sets it, and it may differ from this term’s.',
    features: 'Included',
    through: (day: string) => `through ${day}`,
    first: (length: string) => `for the first ${length}`,
    support: 'Training and help',
    renewal: 'About renewal',
    contacts: 'Contacts',
  },

  days: {
    heading: 'Upcoming dates',
    none: 'There are no upcoming dates.',
    zone: (zone: string) => `Dates are in ${zone}, where the agency is. A last day is included.`,
    'accept-by': 'Last day to accept the terms',
    starts: 'The term starts',
    'features-end': (features: string) => `Last day with ${features}`,
    'renewal-opens': 'First day to renew or decline',
    deadline: (clause: string) => `Last safe day to meet a deadline of ${clause}`,
    'term-ends': 'Last day of the term',
    'grace-ends': 'Last day of access, if nobody decides to renew',
  },

  past: {
    heading: (count: number) => `Past events (${count})`,
    by: (name: string) => `by ${name}`,
    notice: (what: string) => `Notice sent: ${what}`,
    accepted: 'The terms were accepted',
    'terms-declined': 'The terms were declined',
    'decided-renew': 'Decision: to renew',
    'decided-decline': 'Decision: not to renew',
    'renewal-asked': 'Renewal was requested',
    extended: 'The term was extended',
    suspended: 'The agreement was suspended',
    reinstated: 'The agreement was reinstated',
    terminated: 'The agreement was terminated',
    'contacts-changed': 'The contacts were changed',
    'contact-left': 'A contact left',
    trained: 'Completed training was reported',
    acknowledged: 'A notice was confirmed',
    'term-began': 'A new term began',
    'access-given': 'Access was granted',
    'features-ended': 'Features ended',
    'access-ended': 'Access ended',
  },

  notices: {
    terms: 'terms to accept',
    welcome: 'welcome',
    training: 'training and help',
    'training-reminder': 'reminder of the training',
    community: 'user community',
    'features-ending': 'features end soon',
    'features-ended': 'features have ended',
    renewal: 'decision about renewal',
    'access-ended': 'access has ended',
    renewed: 'renewed',
    declined: 'not renewed',
    suspended: 'suspended',
    reinstated: 'reinstated',
    terminated: 'terminated',
    deadline: 'deadline',
    'deadline-missed': 'missed deadline',
    correction: 'new date',
    'contact-wanted': 'question about who takes over',
    link: 'new link',
  },

  asked: 'What we ask you to do',
  nothingAsked: 'You don’t need to do anything now.',
  more: 'What else you can do here',

  /** For forms that need a new link first. */
  newLink: {
    note: 'we mail you a new link first',
    text: 'People forward notices with the links in them. So we first mail a new link, which only you get. Open that link to continue.',
  },

  calendar: {
    link: 'Subscribe to the dates',
    text: 'Add this address to your calendar app. It keeps the dates up to date.',
    subscribe: 'Open in a calendar app',
    copy: 'Or copy this address and use it for “Add calendar from internet” or similar:',
    keep: 'This address is only for you. It shows the dates. Nobody can use it to answer for your agency.',
    name: (title: string) => `Dates: ${title}`,
  },

  /** Why the link asks nothing, and what to do. */
  states: {
    done: {
      heading: 'This was already answered',
      text: (name: string, day: string) => `By ${name}, on ${day}.`,
    },
    changed: {
      heading: 'The terms have changed',
      text: 'This link asks about earlier terms, so you can no longer answer with it. This page shows the agreement as it is now. To answer, get a new link.',
    },
    expired: {
      heading: 'This link has expired',
      text: 'Links work for a limited time, so that an old message can’t be misused. We can send you a new one.',
      unreachable:
        'Links work for a limited time, so that an old message can’t be misused. Mail to your address on record came back, so we can’t send you a new one. Please reply to any of our notices.',
      over: 'The agreement is over, and there is nothing left to answer. To learn more, reply to any of our notices.',
    },
    former: {
      heading: 'You are no longer a contact of this agreement',
      text: 'You can’t use this link any more. If this is a mistake, ask a colleague who still gets our notices, or reply to one of them.',
    },
    over: {
      heading: 'This agreement is over',
      text: 'There is nothing left to answer or confirm.',
      open: 'There is nothing left to answer. You can still confirm that you got the notice.',
    },
    suspended: {
      heading: 'The agreement is suspended',
      text: 'You can’t answer for now. Once the agreement is reinstated, you can answer with this link while it works, or with a new one.',
    },
  },

  problems: {
    unknown: {
      heading: 'Page not found',
      text: 'This page does not exist. If you followed a link in one of our messages, check that the link is complete.',
    },
    gone: {
      heading: 'This agreement can’t be shown',
      text: 'We no longer keep it here. To learn more about it, reply to any of our notices.',
    },
    refused: {
      heading: 'This link can’t be used for that',
      text: 'Nothing was recorded. The agreement’s page shows what you can do.',
    },
    conflict: {
      heading: 'That is not possible right now',
      text: 'Nothing was recorded. The agreement may have changed since you opened the page; open it again.',
    },
    limit: {
      heading: 'You have reached the limit for links',
      text: 'Nothing was recorded. There is a limit to how often links can change the contacts in a day, and to how many people they can record. To go on, reply to any of our notices: the people who run this program can do it for you.',
    },
    unusable: {
      heading: 'We can’t read what you sent',
      text: 'Nothing was recorded. Please go back and try again.',
    },
    tooMany: {
      heading: 'Please wait a few minutes',
      text: 'We got too many requests from your network. Nothing is wrong with your link.',
    },
    tooManyAnswers: {
      heading: 'Please wait a few minutes',
      text: 'We got too many answers from your links. Nothing is wrong with this one.',
    },
    away: {
      heading: 'The page is not available right now',
      text: 'Please try again in a few minutes. If you just sent an answer, check first whether it is on record.',
    },
    broken: {
      heading: 'Something went wrong on our side',
      text: 'Please try again later, or reply to our notice.',
    },
  },
};

/** All words of the pages. Every language has all of them. */
export type Words = typeof en;
