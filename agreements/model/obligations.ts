// An obligation: something that falls due at an instant, how it ends, and the proof of it.
import type { NoticeKind } from '../offer/notice-kinds.ts';
import type { Role } from '../offer/roles.ts';
import type { Deadline } from '../offer/schema.ts';
import type { LocalDate } from '../time/calendar.ts';
import type { Instant } from '../time/instants.ts';
import type { PlannedSession } from './dates.ts';
import type { Reason } from './reasons.ts';

/** Something that falls due at an instant. Its id stays the same however often the plan is made. */
export type Obligation = {
  id: string;
  dueAt: Instant;
  /** Set while it is tried again: since when, and not before which instant. */
  triedSince?: Instant;
  notBefore?: Instant;
  /** What earlier tries have brought. */
  receipts?: Receipt[];
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
      /** Nobody but these, by their addresses; and nobody of those. */
      only?: string[];
      but?: string[];
      /** Sent again, and only to whom nothing of it has come yet. */
      missed?: true;
      about?: About;
      lead?: string;
      /** So long after the day that it is counted from. */
      wait?: string;
      /** The notices that were being sent as what they tell of moved. It follows once one has told of that. */
      after?: string[];
      /** Of a fresh link: the notice whose link it takes the place of. */
      renews?: { id: string; notice: NoticeKind };
      /** Of an invitation to training: the sessions that it tells of. */
      training?: {
        sessions: PlannedSession[];
        /** It goes to those who were told of others. */
        changed?: true;
      };
    }
  /** `asks`: that nobody has answered such a notice, about that day. */
  | { kind: 'alert'; text: string; asks?: NoticeKind; about?: About }
);

export type NoticeObligation = Extract<Obligation, { kind: 'notice' }>;

/** The day that a notice is about (the first one without), its 0:00, and what ends. `sequence` rises when a date moves. */
export type About = {
  event: 'features-end' | 'term-end' | 'deadline' | 'acceptance';
  date: LocalDate;
  endsAt: Instant;
  features: string[];
  sequence: number;
  /** Of a correction: the day that was told before. */
  was?: LocalDate;
  deadline?: PlannedDeadline;
};

/** A deadline of a clause, counted from the end of a term: the last day for it, and the business day at or before. */
export type PlannedDeadline = Pick<Deadline, 'id' | 'title' | 'text' | 'ifMissed' | 'clause'> & {
  termEndsOn: LocalDate;
  lastDay: LocalDate;
  safeDay: LocalDate;
};

/** How an obligation ended. Every obligation ends in exactly one of these. */
export type Outcome = 'carried-out' | 'superseded' | 'suppressed' | 'skipped' | 'failed';

/** Proof of one message to one person. */
export type Receipt = {
  to: string;
  messageId: string;
  /** `uncertain`: the connection broke between the message's end and the server's answer, twice. */
  result: 'accepted' | 'refused' | 'uncertain';
  /** Refused, for the mail server knows no such mailbox: it counts as come back. */
  noMailbox?: true;
  /** What the mail server answered, or the error in one line. */
  reply: string;
  /** Wall-clock time of the answer. */
  at: Instant;
  /** In hex, of the whole message as it was handed over. Left out: none was, or before hashes were kept. */
  sha256?: string;
};

/** Proof of what was done in the directory: one line for each resource that changed. */
export type AccessReceipt = { at: Instant; changes: string[] };

/** The end of one obligation, with its reason and proof. */
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
  /** The notice it was, so that the record tells what was sent about which day. */
  notice?: NoticeObligation;
};
