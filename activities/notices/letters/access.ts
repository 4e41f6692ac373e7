// The letters about access that stops or comes back: suspended, reinstated, terminated, or ended with the term.
import { endingOf } from './ending.ts';
import type { Facts } from './facts.ts';
import type { Letter } from './letter.ts';
import { accountsAreOff, whatYouHave, why } from './sections.ts';
import type { Words } from './words/words.ts';

export function suspended(facts: Facts, words: Words): Letter {
  const phrases = words.letters.suspended;
  const { heading, text } = phrases.whatGoesOn;
  return {
    subject: phrases.subject(facts),
    lead: [phrases.suspended(facts), phrases.please],
    sections: [...why(facts, words), { heading, paragraphs: [text(facts)] }, accountsAreOff(words)],
  };
}

export function reinstated(facts: Facts, words: Words): Letter {
  const phrases = words.letters.reinstated;
  const { heading, text } = phrases.term;
  const isBeforeStart = facts.brief.term.startsOn > facts.today;
  return {
    subject: isBeforeStart ? phrases.subjectBeforeStart(facts) : phrases.subject(facts),
    lead: [isBeforeStart ? phrases.canUseFrom(facts) : phrases.canUse(facts), phrases.please],
    sections: [whatYouHave(facts, words), { heading, paragraphs: [text(facts)] }, ...why(facts, words)],
  };
}

export function terminated(facts: Facts, words: Words): Letter {
  const phrases = words.letters.terminated;
  return {
    subject: phrases.subject(facts),
    lead: [phrases.terminated(facts), phrases.please(facts)],
    sections: [...why(facts, words), accountsAreOff(words)],
  };
}

export function accessEnded(facts: Facts, words: Words): Letter {
  const phrases = words.letters.accessEnded;
  const ending = endingOf(facts);
  return {
    subject: phrases.subject(facts),
    lead: [facts.about ? phrases.hadUntil(facts) : phrases.hadUntilToday(facts), phrases.please(facts)],
    sections: [...why(facts, words, ending && phrases.causes[ending]), accountsAreOff(words)],
  };
}
