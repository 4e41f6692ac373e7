// Every letter by its name. They state only what the agreement and its offer state: no price, term or clause of our own.
import { accessEnded, reinstated, suspended, terminated } from './access.ts';
import { contactWanted, freshLink } from './contacts.ts';
import { correction, deadline, deadlineMissed } from './deadlines.ts';
import type { Facts } from './facts.ts';
import { featuresEnded, featuresEnding } from './features.ts';
import type { Letter } from './letter.ts';
import type { LetterName } from './letter-names.ts';
import { terms, welcome, withdrawn } from './onboarding.ts';
import { declined, graceBegan, renewal, renewalAsked, renewed, termBegan } from './renewal.ts';
import { community, training, trainingChanged, trainingReminder } from './training.ts';
import type { Words } from './words/words.ts';

export const letters: Record<LetterName, (facts: Facts, words: Words) => Letter> = {
  terms,
  withdrawn,
  welcome,
  training,
  'training-changed': trainingChanged,
  'training-reminder': trainingReminder,
  community,
  'features-ending': featuresEnding,
  'features-ended': featuresEnded,
  renewal,
  'renewal-asked': renewalAsked,
  'grace-began': graceBegan,
  renewed,
  'term-began': termBegan,
  declined,
  'access-ended': accessEnded,
  suspended,
  reinstated,
  terminated,
  correction,
  deadline,
  'deadline-missed': deadlineMissed,
  'contact-wanted': contactWanted,
  link: freshLink,
};
