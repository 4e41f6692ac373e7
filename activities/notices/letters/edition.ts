// What an edition of the notices has to say for itself, in its own language.

import type { CalendarSession } from '../../../agreements/delivery/calendar-sessions.ts';
import type { About } from '../../../agreements/model/obligations.ts';
import type { Language } from '../../../agreements/model/parties.ts';
import type { NoticeKind } from '../../../agreements/offer/notice-kinds.ts';
import type { LocalDate } from '../../../agreements/time/calendar.ts';
import type { Instant } from '../../../agreements/time/instants.ts';
import type { Letter, Section } from '../content/content.ts';
import type { Purpose } from '../links/signed-links.ts';
import type { Facts } from './facts.ts';

/** What the facts of a notice are put in. */
export type Phrases = {
  language: Language;
  longDay: (day: LocalDate) => string;
  listed: (names: string[]) => string;
  zoneName: (timeZone: string, now: Instant) => string;
  midnightAfter: (day: LocalDate, zone: string) => string;
  /** What ends, where its names are not known. */
  someFeatures: string;
  /** Day and time of a session where it takes place. */
  startOf: (session: CalendarSession) => string;
  lengthOf: (session: CalendarSession) => string;
};

/** The letters: one for each kind of notice, and for what some of them turn into. */
export type LetterName =
  | NoticeKind
  | 'grace-began'
  | 'renewal-asked'
  | 'term-began'
  | 'training-changed'
  | 'withdrawn';
export type Letters = Record<LetterName, (facts: Facts) => Letter>;

/** What a notice's link is for. */
export type Asked = Exclude<Purpose, 'calendar'>;

/** What stands around every letter. */
export type Frame = {
  rehearsalMark: string;
  rehearsalBanner: string;
  aboutThis: (facts: Facts) => Section;
  whoGotIt: (facts: Facts) => Section;
  questions: (facts: Facts) => Section;
  /** What the button of an answer says; `name`: who takes over; `several`: that there are several things to answer. */
  answer: Record<Asked | 'name' | 'several', string>;
  /** `through`: the last day that the link works all day. What to do with it when the message is passed on. */
  linkNote: (through: LocalDate, forwarding: 'take out' | 'keep') => string;
  /** The subject of a message with more notices than the one that the subject is of. */
  andMore: (subject: string, count: number) => string;
  /** How many notices are in one message. */
  together: (count: number, facts: Facts) => string;
  inThisMessage: string;
  /** `sessions`: those that lie ahead, each in words. */
  sessions: (sessions: string[]) => Section;
  /** `days`: what falls away, each in words. */
  takenOut: (days: string[]) => Section;
  /** What calendars show. */
  lastDayOf: (what: string) => string;
  lastDayToAccept: (product: string) => string;
  deadlineFor: (what: string, product: string) => string;
  /** What they say of it, whenever it is opened. */
  dayNote: (about: About, facts: Facts) => string;
  sessionNote: (facts: Facts) => string;
};

export type Edition = { phrases: Phrases; letters: Letters; frame: Frame };

/** Which letter a notice is, as things stand: what goes out after its day tells that it has passed. */
export function letterName(
  kind: NoticeKind,
  { brief, daysLeft, graceLastDay, renewal, sessionsChanged }: Facts,
): LetterName {
  const isOver = daysLeft < 1;
  if (kind === 'features-ending' && isOver) return 'features-ended';
  if (kind === 'deadline' && isOver) return 'deadline-missed';
  if (kind === 'renewal' && brief.renewalAsked) return 'renewal-asked';
  if (kind === 'access-ended' && graceLastDay && !isEnded(brief.status)) return 'grace-began';
  if (kind === 'renewed' && !renewal) return 'term-began';
  if (kind === 'training' && sessionsChanged) return 'training-changed';
  if (kind === 'terminated' && brief.status === 'withdrawn') return 'withdrawn';
  return kind;
}

/** How an agreement ended, where that is settled. */
type Ended = 'expired' | 'declined' | 'terminated' | 'withdrawn';

const ends: readonly string[] = ['expired', 'declined', 'terminated', 'withdrawn'] satisfies Ended[];

export function isEnded(status: Facts['brief']['status']): status is Ended {
  return ends.includes(status);
}

/** What to say of why access ended. `unrenewed`: renewal was asked for, and none was recorded. */
export type Ending = Ended | 'unrenewed';

export function endingOf({ brief: { status, renewalAsked } }: Facts): Ending | undefined {
  if (status === 'expired' && renewalAsked) return 'unrenewed';
  return isEnded(status) ? status : undefined;
}
