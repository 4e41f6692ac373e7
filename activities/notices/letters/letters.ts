// All letters: who writes each one, and which one a notice becomes. Letters state only what the agreement and its offer
// state: they add no price, term or clause.
import type { NoticeKind } from '../../../agreements/offer/notice-kinds.ts';
import { isEnded } from '../links/purpose.ts';
import { accessEnded, reinstated, suspended, terminated } from './access.ts';
import { contactWanted, freshLink } from './contacts.ts';
import { correction, deadline, deadlineMissed } from './deadlines.ts';
import type { Facts } from './facts.ts';
import { featuresEnded, featuresEnding } from './features.ts';
import type { Letter } from './letter.ts';
import { terms, welcome, withdrawn } from './onboarding.ts';
import { declined, graceBegan, renewal, renewalAsked, renewed, termBegan } from './renewal.ts';
import { community, training, trainingChanged, trainingReminder } from './training.ts';
import type { Words } from './words/words.ts';

/** One letter for each kind of notice, and those that some notices turn into. */
export type LetterName =
  | NoticeKind
  | 'grace-began'
  | 'renewal-asked'
  | 'term-began'
  | 'training-changed'
  | 'withdrawn';

type LetterEntry = {
  write: (facts: Facts, words: Words) => Letter;
  /** The letter asks for something by its day, or right away after that day. */
  asksByDay?: true;
  /** The letter is about a day ahead, so its words are wrong after that day. */
  looksAhead?: true;
};

/** Every letter by its name. A letter without a row does not compile. */
export const letters: Record<LetterName, LetterEntry> = {
  terms: { write: terms, asksByDay: true, looksAhead: true },
  withdrawn: { write: withdrawn },
  welcome: { write: welcome },
  training: { write: training },
  'training-changed': { write: trainingChanged },
  'training-reminder': { write: trainingReminder },
  community: { write: community },
  'features-ending': { write: featuresEnding, asksByDay: true, looksAhead: true },
  'features-ended': { write: featuresEnded },
  renewal: { write: renewal, asksByDay: true, looksAhead: true },
  'renewal-asked': { write: renewalAsked, asksByDay: true, looksAhead: true },
  'grace-began': { write: graceBegan, asksByDay: true },
  renewed: { write: renewed },
  'term-began': { write: termBegan },
  declined: { write: declined },
  'access-ended': { write: accessEnded },
  suspended: { write: suspended },
  reinstated: { write: reinstated },
  terminated: { write: terminated },
  correction: { write: correction, asksByDay: true, looksAhead: true },
  deadline: { write: deadline, asksByDay: true, looksAhead: true },
  'deadline-missed': { write: deadlineMissed, asksByDay: true },
  'contact-wanted': { write: contactWanted },
  link: { write: freshLink },
};

/** The letter for a notice. After the day that the notice is about, its letter says that the day has passed. */
export function letterNameOf(
  kind: NoticeKind,
  { brief, daysLeft, graceLastDay, renewal, sessionsChanged }: Facts,
): LetterName {
  const isTooLate = daysLeft < 1;
  if (kind === 'features-ending' && isTooLate) return 'features-ended';
  if (kind === 'deadline' && isTooLate) return 'deadline-missed';
  if (kind === 'renewal' && brief.renewalAsked) return 'renewal-asked';
  if (kind === 'access-ended' && graceLastDay && !isEnded(brief.status)) return 'grace-began';
  if (kind === 'renewed' && !renewal) return 'term-began';
  if (kind === 'training' && sessionsChanged) return 'training-changed';
  if (kind === 'terminated' && brief.status === 'withdrawn') return 'withdrawn';
  return kind;
}
