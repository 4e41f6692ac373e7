// What is to be sent, and what came of it: plain data between a workflow and the activity that sends mail.
import type { Agreement } from '../model/agreement.ts';
import type { Feature, Term } from '../model/dates.ts';
import type { Decision } from '../model/events.ts';
import type { About } from '../model/obligations.ts';
import type { Agency, Contact } from '../model/parties.ts';
import type { Receipt } from '../model/receipts.ts';
import type { NoticeKind } from '../offer/notice-kinds.ts';
import type { Instant } from '../time/instants.ts';
import type { CalendarSession } from './calendar-sessions.ts';
import type { RecentMessages } from './daily-limit.ts';

/** What a notice may say about an agreement: enough to write any notice, small enough for a workflow history. */
export type Brief = {
  agreement: string;
  agency: Agency;
  vendor: string;
  product: string;
  term: Term;
  /** The features that are on; all features while the terms are still to be accepted. */
  features: Feature[];
  /** How long access stays after a term that ends without a decision, if it stays. */
  grace?: string;
  support: string[];
  /** The part of the support that is a community of users. */
  community: string[];
  assurances: string[];
  renewalRules: string[];
  /** What a source says of the price after this term. Left out: nothing is known. */
  nextPrice?: string;
  /** How long the offer's term is; left out: it ends on a fixed day. */
  length?: string;
  /** The Spanish texts of the offer and its clauses, by the English texts; left out: nobody reads Spanish. */
  spanish?: Record<string, string>;
  status: Agreement['status'];
  decision?: Decision;
  /** The version of the terms that an answer is given to. */
  version: string;
  /** The agency has asked for renewal, and no decision is recorded. */
  renewalAsked?: true;
  /** It was withdrawn because nobody accepted its terms in time. */
  lapsed?: true;
  /** Set for each notice: the reason that someone gave for the event that it tells of. */
  reason?: string;
};

/** One notice to be sent, with one message for each recipient. */
export type NoticeOrder = {
  /** The obligation that it carries out: part of the Message-ID. */
  obligation: string;
  notice: NoticeKind;
  recipients: Contact[];
  /** It may wait if a recipient has reached the daily limit. */
  mayWait?: true;
  /** Contacts who have it already, or get it later; left out: nobody. */
  others?: Contact[];
  /** The operators get it, too. */
  operatorsToo?: true;
  /** For a fresh link: the kind of notice that it is about. */
  renews?: NoticeKind;
  /** When the event happened that it tells of, and the reason that someone gave. */
  happenedAt?: Instant;
  reason?: string;
  /** `sequence`: that of the calendar entry. */
  about?: About;
  /** Days to be taken out of calendars. */
  withdrawn?: About[];
  /** The training sessions to come. */
  sessions?: CalendarSession[];
  /** It goes to contacts who were told of other sessions. */
  sessionsChanged?: true;
  /** Sessions to be taken out of calendars. */
  withdrawnSessions?: CalendarSession[];
};

/** One alert to be sent to the operators. `shared`: it may wait if they got such an alert of another agreement. */
export type AlertOrder = { obligation: string; text: string; shared?: true };

/** All that is to be sent at one moment. `now` dates the messages: the same order always gives the same bytes. */
export type DeliveryOrder = {
  brief: Brief;
  now: Instant;
  notices: NoticeOrder[];
  alerts: AlertOrder[];
  /** The agreement's messages of the last 24 hours; left out: there are none, or nothing may wait. */
  lately?: RecentMessages;
};

/** For each obligation of the order, a receipt for each message of which it is known what became of it. */
export type Delivery = Record<string, Receipt[]>;

/** What came of a delivery. `waiting`: contacts at the daily limit, who did not get all of it, and shared alerts that wait. */
export type Delivered = { delivery: Delivery; waiting?: Waiting[] };

export type Waiting = { obligation: string; to: string; until: Instant };

/** How far a delivery has come, kept across its attempts. */
export type DeliveryProgress = {
  delivery: Delivery;
  /** Message-IDs of messages that the server was given and did not answer, once for each try. */
  uncertain: string[];
};
