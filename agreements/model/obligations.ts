// Obligations: what falls due at an instant, how it ends, and the proof of that.
import type { NoticeKind } from '../offer/notice-kinds.ts';
import type { Role } from '../offer/roles.ts';
import type { Deadline } from '../offer/schema.ts';
import type { LocalDate } from '../time/calendar.ts';
import type { Instant } from '../time/instants.ts';
import type { PlannedSession } from './dates.ts';
import type { Reason } from './reasons.ts';
import type { AccessReceipt, Receipt } from './receipts.ts';
import type { Unanswered } from './unanswered.ts';

/** Something that falls due at an instant. Its id stays the same however often it is planned. */
export type Obligation = {
  id: string;
  dueAt: Instant;
  /** Set while it is tried again: since when, and when the next try is. */
  triedSince?: Instant;
  notBefore?: Instant;
  /** The receipts of earlier tries. */
  receipts?: Receipt[];
  /** Messages of earlier tries of which one more copy is owed. Their receipts say `uncertain`. */
  unanswered?: Unanswered[];
  /** It is being carried out, and is no longer relevant since. If it is not carried out, it ends for this reason. */
  irrelevant?: Reason;
} & (
  | { kind: 'grant-access' }
  | { kind: 'end-features'; features: string[] }
  | { kind: 'end-access' }
  | { kind: 'open-renewal' }
  | { kind: 'end-term' }
  | { kind: 'end-grace' }
  /** Terms that nobody has accepted by then are withdrawn. */
  | { kind: 'withdraw' }
  | {
      kind: 'notice';
      notice: NoticeKind;
      series: string;
      to: Role[];
      /** Only these addresses get it; and these do not. */
      only?: string[];
      but?: string[];
      /** It is sent again, only to recipients whom it has not reached. */
      missed?: true;
      about?: About;
      lead?: string;
      /** How long after the day that it is counted from. */
      wait?: string;
      /** Of a correction: the notices that were being sent when their day moved. It follows if one of them reached someone. */
      after?: string[];
      /** Of a fresh link: the notice whose link it replaces. */
      renews?: { id: string; notice: NoticeKind };
      /** Of a reinstatement before the first day: it tells when access begins, and doesn't wait for it. */
      beforeAccess?: true;
      /** It asks at the start of a term that is almost over, and waits for access. */
      afterAccess?: true;
      /** Of an invitation to training: the sessions that it lists. */
      training?: {
        sessions: PlannedSession[];
        /** It goes to contacts who were told of other sessions. */
        changed?: true;
      };
    }
  /**
   * `asks`: nobody has answered a notice of this kind, about that day. `shared`: other agreements may have the same issue
   * at once, and the operators get one such alert a day.
   */
  | { kind: 'alert'; text: string; asks?: NoticeKind; about?: About; shared?: true }
);

export type NoticeObligation = Extract<Obligation, { kind: 'notice' }>;

/** The day that a notice is about (the first day without), its 0:00, and what ends. `sequence` rises when a date moves. */
export type About = {
  event: 'features-end' | 'term-end' | 'deadline' | 'acceptance';
  date: LocalDate;
  /** The number of the term whose day it is, if ids name that term. Features may end in any term. */
  term?: number;
  endsAt: Instant;
  features: string[];
  sequence: number;
  /** Of a correction: the day that the agency was told before. Of a deadline that moved: its safe day before. */
  was?: LocalDate;
  /** Of a deadline that moved: its last day before, if that is another one. */
  wasLastDay?: LocalDate;
  deadline?: PlannedDeadline;
};

/**
 * A clause's deadline: its last day, and its safe day, the business day at or before. `termEndsOn`: the end of a term that
 * it is counted from; left out if it has a day of its own.
 */
export type PlannedDeadline = Pick<Deadline, 'id' | 'title' | 'text' | 'ifMissed' | 'clause'> & {
  termEndsOn?: LocalDate;
  lastDay: LocalDate;
  safeDay: LocalDate;
};

/** How an obligation ends. Every obligation has exactly one outcome. */
export type Outcome = 'carried-out' | 'superseded' | 'suppressed' | 'skipped' | 'failed';

/** The end of one obligation, with its reason and its proof. */
export type Settlement = {
  at: Instant;
  id: string;
  outcome: Outcome;
  /** In words, for people to read. Nothing depends on them: `reasonOf` in stored.ts gives the code. */
  reason?: string;
  /** Left out in records from before there were codes. */
  why?: Reason;
  receipts?: Receipt[];
  access?: AccessReceipt;
  /** The notice, so that the record says what was sent about which day. */
  notice?: NoticeObligation;
};
