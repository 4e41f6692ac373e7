// The letters before the term begins and on its first day: terms, withdrawn, welcome.
import { daysBetween } from '../../../agreements/time/calendar.ts';
import { capitalized } from '../../../text/sentences.ts';
import { endingFirst, type Facts } from './facts.ts';
import type { Letter, Section } from './letter.ts';
import { given, listed, whatToDo, whatYouHave, why } from './sections.ts';
import type { Words } from './words/words.ts';

/** The agency has not accepted the terms yet. */
export function terms(facts: Facts, words: Words): Letter {
  const { brief, about, answerBy } = facts;
  const { sections, letters } = words;
  const phrases = letters.terms;
  const { heading, text } = phrases.ifNobodyAccepts;
  return {
    subject: about ? phrases.subject(facts) : phrases.subjectWithoutDay(facts),
    lead: [about ? phrases.canAcceptUntil(facts) : phrases.canAccept(facts), phrases.please],
    sections: [
      whatIsOffered(facts, words),
      ...given(sections.promises(brief.vendor), brief.assurances, facts, words),
      ...given(sections.help, brief.support, facts, words),
      ...given(sections.aboutRenewing, brief.renewalRules, facts, words),
      whatToDo(words, [phrases.findOut, phrases.chooseDay, phrases.accept[answerBy], phrases.orDecline]),
      ...(about ? [{ heading, paragraphs: [text(facts)] }] : []),
    ],
  };
}

/** Each feature with how long it lasts, then the length of the term and its price. */
export function whatIsOffered({ brief, termLastDay, said }: Facts, words: Words): Section {
  const { term, features, length } = brief;
  const { offered } = words.letters.terms;
  const untilWhen = termLastDay ? offered.termRunsThrough(termLastDay) : offered.termHasNoEnd;
  const howLong = length ? offered.termLasts(words.spokenPeriod(length)) : untilWhen;
  return {
    heading: offered.heading,
    list: [
      ...features.map(({ name, ends }) => {
        const feature = capitalized(said(name));
        if (!ends) return offered.wholeTerm(feature);
        return offered.forFirst(feature, words.countOf(daysBetween(term.startsOn, ends.on), 'day'));
      }),
      howLong,
      term.price ? offered.price(words.spokenPrice(term.price)) : offered.priceAsOrdered,
    ],
  };
}

/** The agreement was withdrawn before the agency had access. */
export function withdrawn(facts: Facts, words: Words): Letter {
  const phrases = words.letters.withdrawn;
  return {
    subject: phrases.subject(facts),
    lead: [phrases.happened(facts), phrases.please],
    sections: why(facts, words, facts.brief.lapsed && phrases.nobodyAccepted),
  };
}

export function welcome(facts: Facts, words: Words): Letter {
  const { brief, said } = facts;
  const { price } = brief.term;
  const { sections, letters } = words;
  const phrases = letters.welcome;
  const first = endingFirst(facts);
  const sooner = first && phrases.endsSooner(words.listed(first.names.map(said)), first.lastDay);
  return {
    subject: phrases.subject(facts),
    lead: [
      [phrases.term(facts), ...(sooner ? [sooner] : [])].join(' '),
      first ? phrases.tellWhatEndsSooner : phrases.tellThatItStarts(facts),
    ],
    sections: [
      whatYouHave(facts, words),
      whatToDo(words, phrases.steps(facts)),
      ...listed(sections.whatItCosts, [
        price ? phrases.price(words.spokenPrice(price)) : phrases.priceAsOrdered,
      ]),
      ...given(sections.promises(brief.vendor), brief.assurances, facts, words),
      ...given(sections.help, brief.support, facts, words),
    ],
  };
}
