// The letters: one for each kind of notice, and for what some of them turn into.
import type { NoticeKind } from '../../../agreements/offer/notice-kinds.ts';
import { isEnded } from '../links/purpose.ts';
import type { Facts } from './facts.ts';

export type LetterName =
  | NoticeKind
  | 'grace-began'
  | 'renewal-asked'
  | 'term-began'
  | 'training-changed'
  | 'withdrawn';

type LetterTraits = {
  /** It asks for something by its day, or at once after that day. */
  asksByDay?: true;
  /** It is about a day to come, so its words do not fit after that day. */
  looksAhead?: true;
};

/** What is true of each letter. A letter that has no line here does not compile. */
export const letterTraits: Record<LetterName, LetterTraits> = {
  terms: { asksByDay: true, looksAhead: true },
  withdrawn: {},
  welcome: {},
  training: {},
  'training-changed': {},
  'training-reminder': {},
  community: {},
  'features-ending': { asksByDay: true, looksAhead: true },
  'features-ended': {},
  renewal: { asksByDay: true, looksAhead: true },
  'renewal-asked': { asksByDay: true, looksAhead: true },
  'grace-began': { asksByDay: true },
  renewed: {},
  'term-began': {},
  declined: {},
  'access-ended': {},
  suspended: {},
  reinstated: {},
  terminated: {},
  correction: { asksByDay: true, looksAhead: true },
  deadline: { asksByDay: true, looksAhead: true },
  'deadline-missed': { asksByDay: true },
  'contact-wanted': {},
  link: {},
};

/** Which letter a notice is, as things stand. What goes out after its day says that the day has passed. */
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
