// The letters about contacts: a contact left, or a contact asked for a new link.
import type { Facts } from './facts.ts';
import type { Letter } from './letter.ts';
import { whatToDo } from './sections.ts';
import type { Words } from './words/words.ts';

/** A contact left. This letter asks the other contacts who takes over. */
export function contactWanted(facts: Facts, words: Words): Letter {
  const phrases = words.letters.contactWanted;
  return {
    subject: phrases.subject(facts),
    lead: [phrases.left(facts), phrases.please],
    sections: [whatToDo(words, phrases.steps)],
  };
}

/** For a contact who asked for a new link. */
export function freshLink(facts: Facts, words: Words): Letter {
  const phrases = words.letters.link;
  return { subject: phrases.subject(facts), lead: [phrases.newLink(facts), phrases.please], sections: [] };
}
