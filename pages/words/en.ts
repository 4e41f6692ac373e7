// The English words of the pages.
import { formatsIn } from '../../text/formats.ts';
import { acts } from './en-acts.ts';

const { longDay, listed, money, spokenPeriod, zoneName } = formatsIn('en-US');

export const en = {
  ...acts,
  longDay,
  listed,
  zoneName,
  spokenPeriod,
  price: (amount: string, currency: string, per?: 'agency' | 'user') =>
    `${money(amount, currency)}${per ? ` per ${per}` : ''}`,
  /** The last day counts: 1 on the day itself. */
  daysLeft: (days: number) => (days > 1 ? `${days} days left, counting today` : 'Today'),

  site: 'OneGov agreements',
  skip: 'Skip to main content',
  title: (agency: string, product: string) => `${product} for ${agency}`,
  rehearsal: 'This is a rehearsal. Nothing changes for your agency.',
  yours: (name: string) =>
    `This page is for ${name}. Please don’t forward its address: whoever has it can answer for your agency.`,
  help: 'Questions? Reply to any of our notices. Your reply goes to the people who run this program.',
  helpAt: 'Questions? Write to the people who run this program:',
  back: 'Back to the agreement',
  /** Stands before a text that there is in English only. */
  inEnglish: '',
  promises: (vendor: string) => `${vendor} promises:`,

  /** How it stands, in a sentence or two. */
  phases: {
    awaiting: 'The terms are not accepted yet. Nothing starts before they are.',
    onboarding: (day: string) => `Access is being set up. The term starts on ${day}.`,
    promotional: (day: string) =>
      `In use, through ${day}. Some features end before that; see the dates below.`,
    standard: (day: string) => `In use, through ${day}.`,
    renewal: (day: string) => `In use, through ${day}. Your agency needs to decide by then: renew, or not.`,
    asked: (day: string) =>
      `In use, through ${day}. Your agency has asked for renewal, and the people who run this program are working on it.`,
    renewing: (day: string) =>
      `In use, through ${day}. It was decided to renew: the next term follows right after.`,
    declining: (day: string) => `In use, through ${day}. It was decided not to renew: access ends then.`,
    suspended: (day: string) => `Suspended since ${day}. Nobody can use it for now.`,
    renewed: 'The term has ended, and the next one begins.',
    expired: (day: string) => `The term ended on ${day}, and nobody had decided to renew.`,
    unrenewed: (day: string) =>
      `The term ended on ${day}. Your agency had asked for renewal, and none was recorded.`,
    declined: (day: string) => `The term ended on ${day}. Your agency had decided not to renew.`,
    terminated: 'The agreement was ended early. There is no access any more.',
    withdrawn: 'The agreement was withdrawn before access began.',
  },

  facts: {
    heading: 'The agreement',
    agency: 'Agency',
    product: 'Product',
    term: 'Term',
    termDays: (first: string, last: string) => `${first}, through ${last}`,
    planned: (length: string) => `${length}, from the day you choose`,
    price: 'Price of this term',
    asOrdered: 'As in your agency’s order',
    features: 'Included',
    through: (day: string) => `through ${day}`,
    first: (length: string) => `for the first ${length}`,
    support: 'Training and help',
    renewal: 'About renewal',
    contacts: 'Contacts',
  },

  days: {
    heading: 'What lies ahead',
    none: 'No dates lie ahead.',
    zone: (zone: string) => `Days are those of ${zone}, where the agency is. A last day counts in full.`,
    'accept-by': 'Last day to accept the terms',
    starts: 'The term starts',
    'features-end': (features: string) => `Last day with ${features}`,
    'renewal-opens': 'From this day on, your agency can say whether it renews',
    deadline: (clause: string) => `Last safe day for a deadline of ${clause}`,
    'term-ends': 'Last day of the term',
    'grace-ends': 'Last day of access, if nobody decides to renew',
  },

  past: {
    heading: (count: number) => `What happened so far (${count})`,
    by: (name: string) => `by ${name}`,
    notice: (what: string) => `Notice sent: ${what}`,
    accepted: 'The terms were accepted',
    'terms-declined': 'The terms were declined',
    'decided-renew': 'Decided: to renew',
    'decided-decline': 'Decided: not to renew',
    'renewal-asked': 'Renewal was asked for',
    extended: 'The term was extended',
    suspended: 'The agreement was suspended',
    reinstated: 'The agreement was reinstated',
    terminated: 'The agreement was ended',
    'contacts-changed': 'The contacts were changed',
    'contact-left': 'A contact left',
    trained: 'Completed training was reported',
    acknowledged: 'A notice was acknowledged',
    'term-began': 'A new term began',
    'access-given': 'Access was given',
    'features-ended': 'Features were switched off',
    'access-ended': 'Access was switched off',
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
    terminated: 'ended',
    deadline: 'deadline',
    'deadline-missed': 'missed deadline',
    correction: 'new date',
    'contact-wanted': 'who takes over',
    link: 'new link',
  },

  asked: 'What is asked of you',
  nothingAsked: 'Nothing is asked of you now.',
  more: 'What else you can do here',

  /** What takes a fresh link first. */
  afresh: {
    note: 'we mail you a new link first',
    text: 'Notices are passed on, and their links with them. So this takes a new link, which only you get. Open it, and you can go on.',
  },

  calendar: {
    link: 'Subscribe to the dates',
    text: 'Add this address to your calendar program. The dates stay up to date there by themselves.',
    subscribe: 'Open in a calendar program',
    copy: 'Or copy this address, for “Add calendar from internet” or the like:',
    keep: 'The address is yours. It shows the dates only, and nobody can answer by it.',
    name: (title: string) => `Dates: ${title}`,
  },

  /** How the link stands, and what to do about it. */
  states: {
    done: {
      heading: 'This has been answered',
      text: (name: string, day: string) => `By ${name}, on ${day}.`,
    },
    changed: {
      heading: 'The terms have changed since',
      text: 'This link asked about terms that are not the current ones, so it can’t be used to answer any more. The page shows the agreement as it is now. With a new link you can answer.',
    },
    expired: {
      heading: 'This link has expired',
      text: 'Links work for a limited time, so that an old message can’t be misused. We can send you a new one.',
      unreachable:
        'Links work for a limited time, so that an old message can’t be misused. Mail to the address that we have for you came back, so we can’t send you a new one there. Please reply to any of our notices.',
      over: 'The agreement is over, and there is nothing to answer any more. If you need to know more about it, reply to any of our notices.',
    },
    former: {
      heading: 'You are not a contact of this agreement any more',
      text: 'So this link can’t be used. If that is a mistake, ask a colleague who still gets the notices, or reply to any of ours.',
    },
    over: {
      heading: 'This agreement is over',
      text: 'There is nothing to answer or to confirm any more.',
      open: 'There is nothing to answer any more. You can still confirm that you got the notice.',
    },
    waiting: {
      heading: 'The agreement is suspended',
      text: 'What this link asks can’t be answered for now. Once the agreement goes on, it can be: by this link as long as it works, or by a new one.',
    },
  },

  problems: {
    unknown: {
      heading: 'Page not found',
      text: 'There is no such page. If you came by a link in one of our messages, check that you have all of it.',
    },
    gone: {
      heading: 'This agreement can’t be shown',
      text: 'It is not kept here any more. Reply to any of our notices if you need to know about it.',
    },
    refused: {
      heading: 'This link can’t be used for that',
      text: 'Nothing has changed. See on the agreement’s page what you can do by it.',
    },
    conflict: {
      heading: 'That is not possible as things stand',
      text: 'Nothing has changed. Something may have happened since you opened the page: look at it again.',
    },
    limit: {
      heading: 'That is as much as can be done by link',
      text: 'Nothing has changed. Links can change the contacts a few times a day, and put a limited number of people on record. For more, reply to any of our notices: the people who run this program see to it.',
    },
    unusable: {
      heading: 'We can’t use what was sent',
      text: 'Nothing has changed. Please go back and try again.',
    },
    tooMany: {
      heading: 'Please wait a few minutes',
      text: 'There were too many requests from here. Nothing is wrong with your link.',
    },
    tooManyAnswers: {
      heading: 'Please wait a few minutes',
      text: 'There were too many answers by your links. Nothing is wrong with this one.',
    },
    away: {
      heading: 'The page is not available right now',
      text: 'Please try again in a few minutes. If you have just sent an answer, look first whether it is on record: it may have been taken.',
    },
    broken: {
      heading: 'Something went wrong on our side',
      text: 'Please try again later, or answer by replying to our notice.',
    },
  },
};

/** Everything that the pages say; another language has to say it too. */
export type Words = typeof en;
