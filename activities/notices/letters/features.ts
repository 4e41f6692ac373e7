// The letters about features that end before the term ends.
import type { Facts } from './facts.ts';
import type { Letter } from './letter.ts';
import { whatStays, whatToDo } from './sections.ts';
import type { Words } from './words/words.ts';

export function featuresEnding(facts: Facts, words: Words): Letter {
  const phrases = words.letters.featuresEnding;
  const { heading, text } = phrases.meaning;
  const isOne = facts.about?.features.length === 1;
  return {
    subject: phrases.subject(facts),
    lead: [phrases.until(facts), phrases.please(isOne)],
    sections: [
      { heading, paragraphs: [text(facts)] },
      whatStays(facts, words),
      whatToDo(words, phrases.steps(facts, isOne)),
    ],
  };
}

export function featuresEnded(facts: Facts, words: Words): Letter {
  const phrases = words.letters.featuresEnded;
  const { heading, text } = phrases.ifNot;
  return {
    subject: phrases.subject(facts),
    lead: [phrases.ended(facts), phrases.please],
    sections: [whatStays(facts, words), { heading, paragraphs: [text] }],
  };
}
