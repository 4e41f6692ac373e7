// The tags that an offer's own letters may use: the facts of a notice, by name.
import type { Language } from '../../../agreements/model/parties.ts';
import type { Offer } from '../../../agreements/offer/schema.ts';
import { sentence } from '../../../text/sentences.ts';
import { endingOf } from '../letters/ending.ts';
import { daysToAct, deadlineOf, type Facts, staying } from '../letters/facts.ts';
import { whatIsOffered } from '../letters/onboarding.ts';
import { whatYouHave } from '../letters/sections.ts';
import { wordsIn } from '../letters/words/languages.ts';
import type { Words } from '../letters/words/words.ts';

type Tag = {
  /** The meaning of the tag, as the template's JSON Schema shows it. */
  says: string;
  value: (facts: Facts, words: Words) => string | string[] | undefined;
  /** The tag stands for any number of texts. Each becomes an entry of a list. */
  several?: true;
  /** Can the tag be unknown with this offer? A text that names an unknown tag is left out. */
  unsure?: (offer: Offer) => boolean;
  /** The tag is a text of the offer or of a clause, which may exist in English only. */
  english?: true;
};

const known = {
  product: { says: 'the product', value: ({ product }) => product },
  vendor: { says: 'the vendor', value: ({ brief }) => brief.vendor },
  agency: { says: "the agency's name", value: ({ agency }) => agency },
  agencyDomain: { says: "the agency's .gov domain", value: ({ brief }) => brief.agency.id },
  zone: { says: "the agency's time zone", value: ({ zone }) => zone },
  today: { says: 'the day the notice goes out', value: ({ today }, { longDay }) => longDay(today) },
  price: {
    says: 'the price of the term',
    value: ({ brief: { term } }, { spokenPrice }) => term.price && spokenPrice(term.price),
    unsure: () => true,
  },
  reason: { says: 'the reason given', value: ({ brief }) => brief.reason, unsure: () => true },

  support: {
    says: "the offer's training and other help",
    value: ({ brief }) => brief.support,
    several: true,
    unsure: (offer) => offer.support.length === 0,
    english: true,
  },
  assurances: {
    says: 'what the vendor promises',
    value: ({ brief }) => brief.assurances,
    several: true,
    unsure: (offer) => offer.assurances.length === 0,
    english: true,
  },
  renewalRules: {
    says: 'what is known about renewal',
    value: ({ brief }) => brief.renewalRules,
    several: true,
    unsure: (offer) => offer.renewal.rules.length === 0,
    english: true,
  },
  features: {
    says: 'each feature and its last day',
    value: (facts, words) => whatYouHave(facts, words).list,
    several: true,
  },
  staying: {
    says: 'each feature that stays',
    value: (facts) => staying(facts).map(({ name }) => facts.said(name)),
    several: true,
  },
  alternatives: {
    says: 'the other offers, by product and vendor in alphabetical order',
    value: ({ alternatives }) => alternatives,
    several: true,
    unsure: () => true,
  },

  offered: {
    says: 'each feature and how long it lasts, the length of the term, and its price',
    value: (facts, words) => whatIsOffered(facts, words).list,
    several: true,
  },

  startDay: {
    says: 'the first day of the term',
    value: ({ brief }, { longDay }) => longDay(brief.term.startsOn),
  },
  termLastDay: {
    says: 'the last day of the term',
    value: ({ termLastDay }, { longDay }) => termLastDay && longDay(termLastDay),
  },
  termLastDayShort: {
    says: 'the same without its weekday and year',
    value: ({ termLastDay }, { shortDay }) => termLastDay && shortDay(termLastDay),
  },
  termMidnight: {
    says: "the term's end, with its time zone",
    value: ({ termLastDay, midnightAfter }) => termLastDay && midnightAfter(termLastDay),
  },

  lastDay: {
    says: 'the last day of what the letter is about',
    value: ({ about, lastDay }, { longDay }) => about && longDay(lastDay),
  },
  lastDayShort: {
    says: 'the same without its weekday and year',
    value: ({ about, lastDay }, { shortDay }) => about && shortDay(lastDay),
  },
  midnight: {
    says: 'the end of that day, with its time zone',
    value: ({ about, lastDay, midnightAfter }) => about && midnightAfter(lastDay),
  },
  daysLeft: {
    says: 'the days left, such as "30 days"',
    value: (facts, { countOf }) => facts.about && countOf(daysToAct(facts), 'day'),
  },
  timeLeft: {
    says: 'a sentence such as "You have 30 days left, counting today."',
    value: (facts, { timeLeft }) => facts.about && timeLeft(daysToAct(facts)),
  },
  countdown: {
    says: 'such as "30 days left", and "today is the last day" in the end',
    value: (facts, { countdown }) => facts.about && countdown(daysToAct(facts), '').trim(),
  },

  ending: { says: 'the features that end', value: ({ ending }) => ending },
  whatMoved: {
    says: 'the features whose last day moved, or the product if the last day of the term moved',
    value: ({ about, ending, product }) => (about?.event === 'features-end' ? ending : product),
  },
  accessUntil: {
    says: 'when access ended',
    value: ({ about, lastDay, today, midnightAfter }, { longDay }) =>
      about ? midnightAfter(lastDay) : longDay(today),
  },
  cause: {
    says: 'a sentence: why access ended',
    value: (facts, { letters }) => {
      const ending = endingOf(facts);
      return ending && letters.accessEnded.causes[ending];
    },
    unsure: () => true,
  },
  accessLastDay: {
    says: 'the last day of access if nobody decides',
    value: ({ lastDay, graceLastDay = lastDay }, { longDay }) => longDay(graceLastDay),
  },
  grace: {
    says: 'how long access continues after a term that ends without a decision',
    value: ({ brief: { grace } }, { spokenPeriod }) => grace && spokenPeriod(grace),
    unsure: ({ renewal }) => !renewal.grace,
  },
  happenedOn: {
    says: 'the day it happened',
    value: ({ happenedOn }, { longDay }) => longDay(happenedOn),
  },

  nextSession: {
    says: 'when the next training session starts; the message lists all sessions in any case',
    value: ({ nextSession }) => nextSession,
    unsure: () => true,
  },

  decidedOn: {
    says: 'the day of the decision',
    value: ({ brief, dayOf }) => brief.decision && dayOf(brief.decision.at),
    unsure: () => true,
  },
  decidedBy: {
    says: 'who recorded the decision',
    value: ({ brief }) => brief.decision?.by,
    unsure: () => true,
  },
  nextStart: {
    says: 'the first day of the next term',
    value: ({ brief }, { longDay }) => brief.term.endsOn && longDay(brief.term.endsOn),
  },
  nextLength: {
    says: 'how long the next term lasts',
    value: ({ renewal }, { spokenPeriod }) => renewal && spokenPeriod(renewal.length),
  },
  nextPrice: {
    says: 'the price of the next term',
    value: ({ renewal }, { spokenPrice }) => renewal?.price && spokenPrice(renewal.price),
    unsure: () => true,
  },

  task: {
    says: 'what has to be done by the deadline',
    value: (facts) => deadlineOf(facts).text.replace(/\.$/, ''),
    english: true,
  },
  ifMissed: {
    says: 'a sentence: what happens if the deadline is missed',
    value: (facts) => sentence(deadlineOf(facts).ifMissed),
    english: true,
  },
  clause: { says: 'the clause that sets the deadline', value: (facts) => deadlineOf(facts).clause },
  safeDay: {
    says: 'the last business day to do it',
    value: (facts, { longDay }) => longDay(deadlineOf(facts).safeDay),
  },
  safeDayShort: {
    says: 'the same without its weekday and year',
    value: (facts, { shortDay }) => shortDay(deadlineOf(facts).safeDay),
  },
} satisfies Record<string, Tag>;

export type TagName = keyof typeof known;
export const tags: Record<TagName, Tag> = known;

export function isTag(name: string): name is TagName {
  return Object.hasOwn(tags, name);
}

/** The value of a tag in a notice. Undefined or empty if the value is not known. */
export function factNamed(name: TagName, facts: Facts, language: Language): string | string[] | undefined {
  return tags[name].value(facts, wordsIn[language]);
}
