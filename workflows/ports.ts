// What the workflow needs from outside, as interfaces. activities/ makes them real; only types cross over.
import type {
  About,
  AccessReceipt,
  Agency,
  Agreement,
  Contact,
  Decision,
  Feature,
  Instant,
  Receipt,
  Replan,
  Term,
} from '../agreements/agreement.ts';
import type { Command, Examined } from '../agreements/command.ts';
import type { NoticeKind, Offer } from '../agreements/offer.ts';
import type { Report } from '../agreements/report.ts';
import type { Lately } from '../agreements/restraint.ts';
import type { CalendarSession } from './sessions.ts';

/** What a notice may say of an agreement: enough to write any of them, small enough to stand in a history. */
export type Brief = {
  agreement: string;
  agency: Agency;
  vendor: string;
  product: string;
  term: Term;
  /** The features that are on; all of them while the terms are to be accepted. */
  features: Feature[];
  /** How long access stays after a term that ends undecided, if it does. */
  grace?: string;
  support: string[];
  /** What of the support is a community of users. */
  community: string[];
  assurances: string[];
  renewalRules: string[];
  /** How long the offer's term is, whenever it starts; left out: it ends on a fixed day. */
  length?: string;
  /** The texts of the offer and its clauses in Spanish, by the English ones; left out: nobody reads Spanish. */
  spanish?: Record<string, string>;
  status: Agreement['status'];
  decision?: Decision;
  /** What an answer is given to: it changes when dates or rules are amended. */
  version: string;
  /** The agency has asked for renewal, and no decision is recorded. */
  renewalAsked?: true;
  /** Nobody accepted its terms, and so it was withdrawn. */
  lapsed?: true;
  /** Set for each notice, as it is written: the reason given for the act that it is about. */
  reason?: string;
};

/** One notice to be sent to these people, one message each. */
export type NoticeOrder = {
  /** The obligation it carries out: part of the Message-ID. */
  obligation: string;
  notice: NoticeKind;
  recipients: Contact[];
  /** It may wait for a day on which its readers get fewer messages. */
  mayWait?: true;
  /** Who has got it before, or gets it later; left out: nobody. */
  others?: Contact[];
  /** The operators are told of it at the same time. */
  operatorsToo?: true;
  /** Of a fresh link: the notice that its link is for again. */
  renews?: NoticeKind;
  /** When that happened which it tells of, and the reason that was given. */
  happenedAt?: Instant;
  reason?: string;
  /** `sequence`: that of the calendar entry. */
  about?: About;
  /** Days told before that fall away with this: to be taken out of calendars. */
  withdrawn?: About[];
  /** The sessions of the training that lie ahead. */
  sessions?: CalendarSession[];
  /** It goes to those who were told of other sessions. */
  sessionsChanged?: true;
  /** Sessions told before that fall away with this. */
  withdrawnSessions?: CalendarSession[];
};

/** A message to the operators about something that needs them. */
type AlertOrder = { obligation: string; text: string };

/** All that is to be sent at one moment. `now` dates the messages: the same order always gives the same bytes. */
export type DeliveryOrder = {
  brief: Brief;
  now: Instant;
  notices: NoticeOrder[];
  alerts: AlertOrder[];
  /** What the agreement has mailed within the last 24 hours; left out: nothing, or nothing may wait. */
  lately?: Lately;
};

/** For each obligation of the order, a receipt for each message whose fate is known. */
export type Delivery = Record<string, Receipt[]>;

/** What came of a delivery. `waiting`: whom some of it was not sent to, for she has had enough for a day. */
export type Delivered = { delivery: Delivery; waiting?: Waiting[] };
export type Waiting = { obligation: string; to: string; until: Instant };

/**
 * Sends notices by mail. Resolves when each message's fate is known for good.
 * While some could not be handed over yet it fails with the retryable failure `NotDeliveredYet`,
 * whose first detail is a DeliveryProgress, also to be found in the last heartbeat.
 * @param before how far the tries before this one have come
 */
export interface Notices {
  deliver(order: DeliveryOrder, before?: { tries: number; account?: DeliveryProgress }): Promise<Delivered>;
}

/** How far a delivery has come, kept across its attempts. */
export type DeliveryProgress = {
  delivery: Delivery;
  /** Message-IDs handed to the server without its answer having been seen, once for each time. */
  uncertain: string[];
};

export type AccessOrder = { agreement: string; agency: Agency; product: string };

/** Provisions access in the vendor's directory. Every step may be repeated without harm. */
export interface Provisioning {
  /** Creates or finds the people and the features' groups, activates the people and makes them members. */
  grantAccess(order: AccessOrder & { features: string[]; people: Contact[] }): Promise<AccessReceipt>;
  /** Empties and removes the features' groups, and touches nothing else. */
  endFeatures(order: AccessOrder & { features: string[] }): Promise<AccessReceipt>;
  /** Removes the agreement's groups and deactivates the people it created, unless another agreement still needs them. */
  endAccess(order: AccessOrder & { features: string[] }): Promise<AccessReceipt>;
}

/** What a start asks for; also the JSON that one may type into the Temporal UI. */
export type AgreementRequest = {
  /** An offer's id in the catalogue, or the whole offer. */
  offer: string | Offer;
  /** The agency's .gov domain, or the agency. */
  agency: string | { id: string; name?: string; timeZone?: string };
  contacts: Contact[];
  /** The activation date; today, if left out. */
  startsOn?: string;
  /** Who started it. */
  by?: string;
  /** Nothing begins before the agency has accepted the terms; left out: it did with its order. */
  acceptance?: 'awaited';
  /** Why its notices are on hold from the start. */
  hold?: string;
};

/** Checks what comes from people and works out dates. Local activities: fast, and free of effects. */
export interface Clerk {
  /** Parses the request and checks that the agency may have the offer. Fails for good with `Refused`. */
  admit(order: { request: AgreementRequest; id: string; now: Instant }): Promise<Agreement>;
  /** Parses a command, and works out the dates and the plan if it moves any. Fails for good with `Refused`. */
  examine(order: { agreement: Agreement; command: Command; now: Instant }): Promise<Examined>;
  /** The dates and the plan of the term that follows a renewal. */
  nextTerm(order: { agreement: Agreement; now: Instant }): Promise<Replan>;
}

/** A report to be mailed. `id` names its schedule and run: part of the Message-ID. `now` dates the message. */
export type ReportOrder = { id: string; now: Instant; report: Report };

/** Mails reports to the operators, with the same care as notices: see there for what its failure holds. */
export interface Post {
  mailReport(order: ReportOrder): Promise<Delivery>;
}

/** Looks across all agreements, and writes down what it finds. */
export interface Reports {
  /** What happened since an instant, what is due after `now`, and what needs a person. */
  readDigest(order: { since: Instant; now: Instant }): Promise<Report>;
  /** What should have happened by `now` and has not. `self`: the workflow that asks, which has not missed its run. */
  readWatchdog(order: { now: Instant; self?: string }): Promise<Report>;
}
