// The activities that workflows need, as interfaces. activities/ implements them; workflows/ knows only their types.

import type { Command } from '../agreements/commands/command.ts';
import type { Examined } from '../agreements/commands/examine.ts';
import type {
  Delivered,
  Delivery,
  DeliveryOrder,
  DeliveryProgress,
} from '../agreements/delivery/order-types.ts';
import type { Agreement } from '../agreements/model/agreement.ts';
import type { Drift } from '../agreements/model/drift.ts';
import type { Replan } from '../agreements/model/events.ts';
import type { Agency, Contact } from '../agreements/model/parties.ts';
import type { AccessReceipt, InDirectory } from '../agreements/model/receipts.ts';
import type { Offer } from '../agreements/offer/schema.ts';
import type { Comparison } from '../agreements/reports/reconciliation.ts';
import type { Report } from '../agreements/reports/report.ts';
import type { Instant } from '../agreements/time/instants.ts';

/**
 * Sends notices by mail (activities/notices/delivery/notices.ts). Resolves when the result of each message is final. While some could not be handed over, it
 * fails with the retryable failure `NotDeliveredYet`. The failure's first detail, and the last heartbeat, is a
 * DeliveryProgress.
 * @param before how far earlier tries came
 */
export interface Notices {
  deliver(order: DeliveryOrder, before?: Before): Promise<Delivered>;
}

/** `account`: the progress so far. `secondCopies`: only messages that were handed over before are sent. */
export type Before = { tries: number; account?: DeliveryProgress; secondCopies?: true };

export type AccessOrder = {
  agreement: string;
  agency: Agency;
  product: string;
  /** What the directory has, by the receipts so far. Left out: nothing is known, so it is searched. */
  known?: InDirectory;
};

/** How far a change of access came: the last heartbeat of an attempt, and the first detail of its failure. */
export type AccessProgress = {
  access: AccessReceipt;
  /** How long the directory asked to wait, in milliseconds. */
  waitMs?: number;
};

/**
 * Changes access in the vendor's directory (activities/provisioning/provisioning.ts). Each step may be repeated without harm, and each end looks afterward whether
 * it is so. A failure's first detail is an AccessProgress.
 */
export interface Provisioning {
  /** Creates or finds the people and the features' groups, activates the people and makes them members. */
  grantAccess(order: AccessOrder & { features: string[]; people: Contact[] }): Promise<AccessReceipt>;
  /** Empties and removes the features' groups, and touches nothing else. */
  endFeatures(order: AccessOrder & { features: string[] }): Promise<AccessReceipt>;
  /** Deactivates the people it created, unless another agreement still needs them, and removes the agreement's groups. */
  endAccess(order: AccessOrder & { features: string[] }): Promise<AccessReceipt>;
}

/** What a start asks for, also as JSON in the Temporal UI. */
export type AgreementRequest = {
  /** An offer's id in the catalog, or the whole offer. */
  offer: string | Offer;
  /** The agency's .gov domain, or the agency. */
  agency: string | { id: string; name?: string; timeZone?: string };
  contacts: Contact[];
  /** The activation date. Left out: today. */
  startsOn?: string;
  /** The term's last day, if the order names it. Left out: it follows from the offer. */
  lastDay?: string;
  /** The clauses of its order, with what the order fills in: `FAR 52.217-9, exercise=P30D`. Left out: none, or they are in the offer. */
  clauses?: string[];
  /** Who started it. */
  by?: string;
  /** Nothing begins before the agency accepts the terms. Left out: it accepted them with its order. */
  acceptance?: 'awaited';
  /** Why its notices are on hold from the start. */
  hold?: string;
};

/** What the client knows that starts an agreement. Left out, as in the Temporal UI: nothing. */
export type Known = {
  /** The server started this run only because no run before it had its id. So nobody had the price before. */
  isFirst?: true;
};

/** Checks requests and commands, and works out plans (activities/planner.ts): fast, and free of effects. */
export interface Planner {
  /** Checks the request and that the agency may have the offer. Fails for good with `Refused`. */
  admit(order: { request: AgreementRequest; id: string; now: Instant } & Known): Promise<Agreement>;
  /** Checks a command, and works out the dates and the plan if it moves any. Fails for good with `Refused`. */
  examine(order: { agreement: Agreement; command: Command; now: Instant }): Promise<Examined>;
  /** The dates and the plan of the term that follows a renewal. */
  nextTerm(order: { agreement: Agreement; now: Instant }): Promise<Replan>;
}

/** A report to mail. `id` names its schedule and run, and is part of the Message-ID. `now` dates the message. */
export type ReportOrder = { id: string; now: Instant; report: Report };

/** Mails reports to the operators (activities/notices/delivery/notices.ts), with the same care as notices. It fails in the same way. */
export interface ReportMail {
  mailReport(order: ReportOrder): Promise<Delivery>;
}

/** Looks across all agreements (activities/reports/reports.ts) and reports what it finds. */
export interface Reports {
  /** What happened since an instant, what is due after `now`, and the open issues. */
  readDigest(order: { since: Instant; now: Instant }): Promise<Report>;
  /** What should have happened by `now` and did not. `self`: the workflow that asks, which did not miss its run. */
  readWatchdog(order: { now: Instant; self?: string }): Promise<Report>;
}

/** Compares the directory with what agreements say (activities/reconciliation/reconciliation.ts). */
export interface Reconciliation {
  /** Changes nothing. Its heartbeats carry the agency that it has reached. */
  compareDirectory(): Promise<Comparison>;
  /** Has an agreement mend its drift by the changes of access that its own plan uses. */
  mendDrift(order: { agreement: string; drift: Drift[]; by: string }): Promise<Mending>;
}

/**
 * `asked`: the agreement does it. `refused`: why it does not. `over`: its workflow has ended, so the access that it has left
 * is to be ended by this order.
 */
export type Mending = { asked: true } | { refused: string } | { over: AccessOrder & { features: string[] } };
