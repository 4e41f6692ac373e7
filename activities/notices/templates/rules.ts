// The rules for letters in an offer's own words: the tags that each letter may name, and those that it must name.
import type { Offer } from '../../../agreements/offer/schema.ts';
import type { LetterName } from '../letters/letters.ts';
import { type TagName, tags } from './tags.ts';

type Rules = {
  /** The tags that this letter may name, besides the tags that any letter may name. */
  names: TagName[];
  /** The lead must name one tag of each group. */
  lead: TagName[][];
  /** The letter must name one tag of each group somewhere. */
  somewhere?: TagName[][];
  /** The letter asks the reader to do something, so it must have steps. */
  asks?: true;
  /** Can the letter's day be unknown with this offer? */
  undated?: (offer: Offer) => boolean;
};

export const anywhere: TagName[] = [
  'product',
  'vendor',
  'agency',
  'agencyDomain',
  'zone',
  'today',
  'support',
  'assurances',
  'renewalRules',
];
const term: TagName[] = ['startDay', 'termLastDay', 'termLastDayShort', 'termMidnight', 'price'];
const day: TagName[] = ['lastDay', 'lastDayShort', 'midnight'];
const counted: TagName[] = [...day, 'daysLeft', 'timeLeft', 'countdown'];
const decision: TagName[] = ['decidedOn', 'decidedBy', 'reason'];
const deadline: TagName[] = ['task', 'ifMissed', 'clause', 'safeDay', 'safeDayShort'];

const who: TagName[] = ['agency', 'product'];
const onDay: TagName[] = ['lastDay', 'midnight'];
const left: TagName[] = ['daysLeft', 'timeLeft', 'countdown'];
const atTermEnd: TagName[] = ['termLastDay', 'termMidnight'];

export const rules: Record<LetterName, Rules> = {
  terms: {
    names: [...counted, 'offered', 'price'],
    lead: [onDay, who],
    somewhere: [['offered'], ['assurances'], left],
    asks: true,
    undated: ({ acceptance }) => !acceptance,
  },
  withdrawn: { names: ['happenedOn', 'reason'], lead: [['happenedOn'], who] },
  welcome: {
    names: [...term, 'features'],
    lead: [['startDay'], atTermEnd],
    somewhere: [['features']],
    asks: true,
  },
  training: { names: ['nextSession'], lead: [who], asks: true },
  'training-changed': { names: ['nextSession'], lead: [who], asks: true },
  'training-reminder': { names: ['nextSession'], lead: [who], asks: true },
  community: { names: [], lead: [who], asks: true },
  'features-ending': {
    names: [...term, ...counted, 'ending', 'staying'],
    lead: [onDay, ['ending']],
    somewhere: [left],
    asks: true,
  },
  'features-ended': { names: [...term, ...day, 'ending', 'staying'], lead: [onDay, ['ending']] },
  renewal: {
    names: [...term, ...counted, 'features', 'accessLastDay', 'grace', 'alternatives'],
    lead: [onDay, who],
    somewhere: [['accessLastDay'], left],
    asks: true,
  },
  'renewal-asked': {
    names: [...term, ...counted, 'features', 'accessLastDay', 'grace'],
    lead: [onDay, who],
    somewhere: [left],
    asks: true,
  },
  'access-ended': { names: ['accessUntil', 'cause', 'reason'], lead: [['accessUntil'], who] },
  'grace-began': {
    names: [...term, ...day, 'accessLastDay', 'grace'],
    lead: [['accessLastDay'], who],
    somewhere: [onDay],
    asks: true,
  },
  renewed: {
    names: [...term, ...decision, 'nextStart', 'nextLength', 'nextPrice'],
    lead: [['nextStart'], who],
  },
  'term-began': { names: [...term, 'features'], lead: [['startDay'], atTermEnd, who] },
  declined: { names: [...term, ...decision], lead: [atTermEnd, who] },
  suspended: { names: ['happenedOn', 'reason'], lead: [['happenedOn'], who] },
  reinstated: {
    names: [...term, 'features', 'happenedOn', 'reason'],
    lead: [who],
    somewhere: [['features'], atTermEnd],
  },
  terminated: { names: ['happenedOn', 'reason'], lead: [['happenedOn'], who] },
  correction: {
    names: [...term, ...counted, 'whatMoved'],
    lead: [onDay, ['whatMoved']],
    somewhere: [left],
    asks: true,
  },
  deadline: {
    names: [...term, ...counted, ...deadline],
    lead: [['safeDay'], who],
    somewhere: [['task'], ['lastDay'], ['ifMissed'], left],
    asks: true,
  },
  'deadline-missed': {
    names: [...term, ...day, ...deadline],
    lead: [['lastDay'], who],
    somewhere: [['task'], ['ifMissed']],
    asks: true,
  },
  'contact-wanted': { names: [], lead: [who], asks: true },
  link: { names: [], lead: [who] },
};

/** Can this tag be unknown in this letter of this offer? */
export function isUnsure(name: TagName, letter: LetterName, offer: Offer): boolean {
  const isUndated = rules[letter].undated?.(offer) === true && counted.includes(name);
  return isUndated || tags[name].unsure?.(offer) === true;
}
