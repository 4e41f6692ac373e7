// The letters about the decision at the end of a term, before and after the decision.
import { endOf } from '../../../agreements/model/dates.ts';
import { daysUntil, type Facts, lastDayOfTerm } from './facts.ts';
import type { Letter, Section } from './letter.ts';
import { featuresWithDays, given, listed, theDecision, whatToDo } from './sections.ts';
import type { Words } from './words/words.ts';

/** A decision is needed. */
export function renewal(facts: Facts, words: Words): Letter {
  const { brief, alternatives, answerBy, daysLeft, graceLastDay } = facts;
  const { sections, letters } = words;
  const phrases = letters.renewal;
  const isTooLate = daysLeft < 1;
  const inTime = graceLastDay ? phrases.subjectInGrace : phrases.subject;
  return {
    subject: isTooLate ? phrases.subjectTooLate(facts) : inTime(facts),
    lead: [whenTermEnds(facts, words), (isTooLate ? phrases.decideNow : phrases.decide)[answerBy]],
    sections: [
      whatFollows(phrases.ifNobodyDecides, facts, words),
      ...whatItCosts(facts, words),
      whatToDo(words, [phrases.askPeople(facts), phrases.askOfficer, ...decideAndAnswer(facts, words)]),
      ...given(sections.aboutRenewing, brief.renewalRules, facts, words),
      ...listed(phrases.today, featuresWithDays(brief.features, facts, words)),
      ...(alternatives.length > 0
        ? [{ heading: phrases.others.heading, paragraphs: [phrases.others.text], list: alternatives }]
        : []),
    ],
  };
}

/** The agency asked for renewal, but the renewal is not recorded yet. */
export function renewalAsked(facts: Facts, words: Words): Letter {
  const { brief, daysLeft } = facts;
  const phrases = words.letters.renewalAsked;
  return {
    subject: daysLeft < 1 ? phrases.subjectTooLate(facts) : phrases.subject(facts),
    lead: [whenTermEnds(facts, words), phrases.please],
    sections: [
      whatFollows(phrases.ifNotRecorded, facts, words),
      whatToDo(words, phrases.steps),
      ...given(words.sections.aboutRenewing, brief.renewalRules, facts, words),
    ],
  };
}

/** The term ended without a decision, and access continues for a time. */
export function graceBegan(facts: Facts, words: Words): Letter {
  const { brief, answerBy, lastDay, graceLastDay = lastDay } = facts;
  const phrases = words.letters.graceBegan;
  const stays = phrases.accessStays(words.spokenPeriod(brief.grace), graceLastDay);
  const subject = phrases.subject(facts, graceLastDay);
  if (brief.renewalAsked) {
    return {
      subject,
      lead: [`${phrases.endedAfterAsking(facts)} ${stays}`, phrases.askWhatIsMissing],
      sections: [whatToDo(words, phrases.stepsAfterAsking)],
    };
  }
  return {
    subject,
    lead: [`${phrases.ended(facts)} ${stays}`, phrases.decide[answerBy]],
    sections: [whatToDo(words, decideAndAnswer(facts, words))],
  };
}

export function renewed(facts: Facts, words: Words): Letter {
  const { brief, renewal: decision } = facts;
  const phrases = words.letters.renewed;
  const { heading, starts, lasts, price, priceAsOrdered } = phrases.nextTerm;
  return {
    subject: phrases.subject(facts),
    lead: [phrases.renewed(facts), phrases.please],
    sections: [
      {
        heading,
        list: [
          starts(endOf(brief.term).on),
          lasts(words.spokenPeriod(decision?.length)),
          decision?.price ? price(words.spokenPrice(decision.price)) : priceAsOrdered,
        ],
      },
      ...theDecision(facts, words),
    ],
  };
}

/** Replaces `renewed` after the new term has begun. */
export function termBegan(facts: Facts, words: Words): Letter {
  const phrases = words.letters.renewed;
  return {
    subject: phrases.subject(facts),
    lead: [phrases.anotherTerm(facts), phrases.please],
    sections: [],
  };
}

export function declined(facts: Facts, words: Words): Letter {
  const phrases = words.letters.declined;
  const { heading, nothingChanges, ifMistake } = phrases.untilThen;
  const timeLeft = words.timeLeft(daysUntil(facts.today, lastDayOfTerm(facts)));
  return {
    subject: phrases.subject(facts),
    lead: [phrases.declined(facts), phrases.please],
    sections: [
      ...theDecision(facts, words),
      { heading, paragraphs: [`${nothingChanges} ${timeLeft}`, ifMistake] },
    ],
  };
}

function whenTermEnds(facts: Facts, words: Words): string {
  const { termEnds, termEnded } = words.letters.renewal;
  const phrase = facts.daysLeft < 1 ? termEnded : termEnds;
  return `${phrase(facts)} ${words.timeLeft(facts.daysLeft)}`;
}

/** What happens if nobody decides, or nobody records the renewal. */
function whatFollows(heading: string, { brief, lastDay, graceLastDay }: Facts, words: Words): Section {
  const { accessStays, accessEnds, notAutomatic } = words.letters.renewal;
  const access = graceLastDay
    ? accessStays(words.spokenPeriod(brief.grace), graceLastDay)
    : accessEnds(lastDay);
  return { heading, paragraphs: [access, notAutomatic] };
}

function whatItCosts(facts: Facts, words: Words): Section[] {
  const { term, nextPrice } = facts.brief;
  const phrases = words.letters.renewal;
  const lastDay = lastDayOfTerm(facts);
  return listed(words.sections.whatItCosts, [
    term.price ? phrases.price(words.spokenPrice(term.price), lastDay) : phrases.priceAsOrdered(lastDay),
    nextPrice ? phrases.nextPrice(facts.said(nextPrice)) : phrases.nextPriceUnknown,
  ]);
}

function decideAndAnswer({ answerBy }: Facts, words: Words): string[] {
  const { bothAreFine, answer } = words.letters.renewal;
  return [bothAreFine, answer[answerBy]];
}
