// What is to be sent, and what came of it: plain data between a workflow and the activity that sends it.
import type { Agreement } from '../model/agreement.ts';
import type { Feature, Term } from '../model/dates.ts';
import type { Decision } from '../model/events.ts';
import type { About, Receipt } from '../model/obligations.ts';
import type { Agency, Contact } from '../model/parties.ts';
import type { NoticeKind } from '../offer/notice-kinds.ts';
import type { Instant } from '../time/instants.ts';
import type { CalendarSession } from './calendar-sessions.ts';
import type { Lately } from './daily-limit.ts';

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

/** How far a delivery has come, kept across its attempts. */
export type DeliveryProgress = {
  delivery: Delivery;
  /** Message-IDs handed to the server without its answer having been seen, once for each time. */
  uncertain: string[];
};
