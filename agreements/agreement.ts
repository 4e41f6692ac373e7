// An agreement's state and how what happens changes it. Plain data throughout: it travels through Temporal as JSON.
import type { Deadline, NoticeKind, Offer, Price, Role, Session } from './offer.ts';

/** An instant, ISO 8601 in UTC: `2026-11-23T14:03:00Z`. */
export type Instant = string;

/** A calendar day where the agency is: `2026-11-23`. */
export type LocalDate = string;

export type Agency = {
  /** The agency's .gov domain. */
  id: string;
  name: string;
  /** IANA name, such as `America/New_York`. */
  timeZone: string;
};

/** The languages that notices are written in; the first one is for whoever names none. */
export type Language = 'en' | 'es';

/** Each notice, or only what needs a decision. */
export type Pace = 'all' | 'decisions';

export type Contact = {
  name: string;
  email: string;
  roles: Role[];
  language?: Language | undefined;
  /** Left out: each notice. */
  pace?: Pace | undefined;
};

export type Feature = {
  id: string;
  name: string;
  /** Is it switched on for the agency right now? */
  on: boolean;
  /** The first day without it and its 0:00; left out when it lasts as long as the term. */
  ends?: { on: LocalDate; at: Instant };
};

export type Term = {
  /** 1 for the first, 2 after one renewal … */
  number: number;
  startsOn: LocalDate;
  /** The first day after the term. */
  endsOn: LocalDate;
  /** 0:00 of that day where the agency is. */
  endsAt: Instant;
  /** Left out when it is whatever the agency's own order says. */
  price?: Price;
  /** The day that it ended on before it was first extended. */
  extendedFrom?: LocalDate;
};

/** A session of the training, with the instant that it starts at. */
export type PlannedSession = Omit<Session, 'source'> & { startsAt: Instant };

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

export type Decision =
  | { kind: 'renew'; at: Instant; by: string; reason?: string; price?: Price; length: string }
  /** `to`: the offer that the agency goes on with. */
  | { kind: 'decline'; at: Instant; by: string; reason?: string; to?: string };

/**
 * The terms: still to be accepted, since when, and from which day on the days for that are counted; or accepted.
 */
type Acceptance =
  | { awaitedSince: Instant; offeredOn: LocalDate }
  | { acceptedAt: Instant; by: string; reference?: string };

/** Something that a rule wants on record: that it was found or done, by whom, and where that is written. */
type Determination = { id: string; at: Instant; by: string; reference: string };

/** Something that a person has to look at. It goes away when its obligation is settled well. */
export type Attention = {
  kind: 'delayed' | 'refused' | 'bounced' | 'uncertain' | 'failed';
  obligation: Obligation;
  since: Instant;
  text: string;
  /** The addresses that were refused, or that it bounced from. */
  refused?: string[];
};

/** Who did it, when, and why. `answers`: the notice that led to it. */
type Act = { at: Instant; by: string; reason?: string; answers?: string };

/** The end of one obligation, with its reason and proof. */
export type Settlement = {
  at: Instant;
  id: string;
  outcome: Outcome;
  reason?: string;
  receipts?: Receipt[];
  access?: AccessReceipt;
  /** The notice it was, so that the record tells what was sent about which day. */
  notice?: NoticeObligation;
};

/** What of an agreement's dates can move. The term ends `anchor.months` after `anchor.date`: so nothing drifts. */
export type Dates = {
  term: Term;
  anchor: { date: LocalDate; months: number };
  features: Feature[];
  /** Those of the training, past ones among them; left out if it has none with a date. */
  sessions?: PlannedSession[];
};

/** New dates or rules, the plan that follows from them, and what of the plan is settled already. */
export type Replan = {
  dates: Dates;
  plan: Obligation[];
  settled: Settlement[];
  offer?: Offer;
  acceptance?: Acceptance;
};

export type AgreementEvent =
  | ({ type: 'agreed' } & Act)
  | ({ type: 'accepted'; reference?: string; replan?: Replan } & Act)
  | ({ type: 'determined'; determination: Determination } & Act)
  | ({ type: 'decided'; decision: Decision } & Act)
  | ({ type: 'suspended' } & Act)
  | ({ type: 'reinstated'; clock: 'keep' | 'move'; replan?: Replan } & Act)
  | ({ type: 'amended'; replan: Replan } & Act)
  | ({ type: 'extended'; length: string; replan: Replan } & Act)
  | ({ type: 'contacts-changed'; contacts: Contact[] } & Act)
  | ({ type: 'terminated' } & Act)
  | ({ type: 'retried' } & Act)
  | ({ type: 'acknowledged'; notice: string } & Act)
  | ({ type: 'resent'; notice: string; again: NoticeObligation } & Act)
  | ({
      type: 'bounced';
      address: string;
      messageId: string;
      notices: NoticeObligation[];
      /** What follows is still sent there. */
      passing?: true;
    } & Act)
  | ({ type: 'renewal-asked' } & Act)
  | ({ type: 'contact-left'; contact: Contact } & Act)
  | ({ type: 'pace-chosen'; contact: string; pace: Pace } & Act)
  | ({ type: 'link-asked'; contact: Contact } & Act)
  | ({ type: 'trained'; people: string[]; training?: string } & Act)
  | ({ type: 'held'; ofOffer?: boolean } & Act)
  | ({ type: 'released'; replan?: Replan } & Act)
  | ({ type: 'settled' } & Settlement)
  | {
      type: 'delayed';
      at: Instant;
      id: string;
      until: Instant;
      reason: string;
      receipts?: Receipt[];
      /** Of an invitation: what it told those whom it reached. */
      training?: NoticeObligation['training'];
      /** By us: nothing is wrong. */
      restrained?: true;
    }
  | ({ type: 'cancellation-asked' } & Act)
  | { type: 'term-began'; at: Instant; number: number; replan: Replan };

/** What the record keeps of an event: all but the plan, which the state has. */
export type RecordEntry = AgreementEvent extends infer Event
  ? Event extends AgreementEvent
    ? Omit<Event, 'replan'>
    : never
  : never;

export type Running = 'onboarding' | 'promotional' | 'standard' | 'renewal';
type Over = 'renewed' | 'expired' | 'declined' | 'terminated' | 'withdrawn';

type Basis = Dates & {
  id: string;
  offer: Offer;
  agency: Agency;
  contacts: Contact[];
  /** When access was first granted; left out before. */
  activatedAt?: Instant;
  /** Everything still ahead, soonest first. */
  plan: Obligation[];
  /** For each series and date, when the latest of its notices that was sent had been due. */
  reached: Record<string, Instant>;
  /** The days that the agency was told of last: the term's end, under `term-end`, and each feature's, under its name. */
  told?: Record<string, LocalDate>;
  decision?: Decision;
  /** The agency wants it renewed; nobody has recorded that decision yet. */
  renewalAsked?: Act;
  /** Addresses of contacts that mail came back from, in lower case: it goes to the next one instead. */
  unreachable?: string[];
  /** Contacts who said that it is not their job any more, for whom nobody was named since. */
  contactsLeft?: { at: Instant; roles: Role[] }[];
  /** The addresses of those who have completed a training, in lower case. */
  trained?: string[];
  /** Left out: the terms were accepted with the order. */
  acceptance?: Acceptance;
  /** How long each extension was, over all terms. */
  extensions?: string[];
  /** On record in this term. */
  determinations: Determination[];
  /** No notice is sent while it is set; the clock goes on. `ofOffer`: those of the whole offer are on hold. */
  hold?: Act & { ofOffer?: boolean };
  attention: Attention[];
  record: RecordEntry[];
  /** How often its dates have moved. */
  revision: number;
};

export type Agreement = Basis &
  (
    | { status: Running }
    | { status: 'suspended'; since: Instant; resumes: Running }
    /** `since`: it was suspended since then when its term ended. */
    | { status: Over; since?: Instant }
  );
