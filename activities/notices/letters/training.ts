// The letters that help people use the product: training, its changes, its reminder, and the community.
import { type Facts, helpOf } from './facts.ts';
import type { Letter } from './letter.ts';
import { given, whatToDo } from './sections.ts';
import type { Words } from './words/words.ts';

export function training(facts: Facts, words: Words): Letter {
  const { nextSession } = facts;
  const phrases = words.letters.training;
  return {
    subject: phrases.subject(facts),
    lead: [
      [phrases.comesWithIt(facts), ...(nextSession ? [phrases.nextSession(nextSession)] : [])].join(' '),
      phrases.please,
    ],
    sections: [
      ...given(words.sections.whatIsOffered, helpOf(facts), facts, words),
      whatToDo(words, phrases.steps(facts)),
    ],
  };
}

/** The sessions in earlier notices have changed. */
export function trainingChanged(facts: Facts, words: Words): Letter {
  const { nextSession } = facts;
  const phrases = words.letters.trainingChanged;
  const next = nextSession ? phrases.nextSession(nextSession) : phrases.noneAhead;
  return {
    subject: phrases.subject(facts),
    lead: [`${phrases.changed(facts)} ${next}`, phrases.please],
    sections: [whatToDo(words, phrases.steps)],
  };
}

/** For contacts who have not completed a training yet. Sent once. */
export function trainingReminder(facts: Facts, words: Words): Letter {
  const phrases = words.letters.trainingReminder;
  return {
    subject: phrases.subject(facts),
    lead: [phrases.notOnRecord(facts), phrases.please],
    sections: [
      ...given(words.sections.whatIsOffered, helpOf(facts), facts, words),
      whatToDo(words, phrases.steps),
    ],
  };
}

export function community(facts: Facts, words: Words): Letter {
  const phrases = words.letters.community;
  return {
    subject: phrases.subject(facts),
    lead: [phrases.learn(facts), phrases.please],
    sections: [
      ...given(words.sections.whatIsOffered, facts.brief.community, facts, words),
      whatToDo(words, phrases.steps),
    ],
  };
}
