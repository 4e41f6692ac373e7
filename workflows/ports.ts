// What the workflow needs from outside, as interfaces. activities/ makes them real; only types cross over.

import type { Command } from '../agreements/commands/command.ts';
import type { Examined } from '../agreements/commands/examine.ts';
import type {
  Delivered,
  Delivery,
  DeliveryOrder,
  DeliveryProgress,
} from '../agreements/delivery/order-types.ts';
import type { Agreement } from '../agreements/model/agreement.ts';
import type { Replan } from '../agreements/model/events.ts';
import type { AccessReceipt } from '../agreements/model/obligations.ts';
import type { Agency, Contact } from '../agreements/model/parties.ts';
import type { Offer } from '../agreements/offer/schema.ts';
import type { Report } from '../agreements/reports/report.ts';
import type { Instant } from '../agreements/time/instants.ts';

/**
 * Sends notices by mail. Resolves when each message's fate is known for good.
 * While some could not be handed over yet it fails with the retryable failure `NotDeliveredYet`,
 * whose first detail is a DeliveryProgress, also to be found in the last heartbeat.
 * @param before how far the tries before this one have come
 */
export interface Notices {
  deliver(order: DeliveryOrder, before?: { tries: number; account?: DeliveryProgress }): Promise<Delivered>;
}

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
  /** An offer's id in the catalog, or the whole offer. */
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
  /** What happened since an instant, what is due after `now`, and the open issues. */
  readDigest(order: { since: Instant; now: Instant }): Promise<Report>;
  /** What should have happened by `now` and has not. `self`: the workflow that asks, which has not missed its run. */
  readWatchdog(order: { now: Instant; self?: string }): Promise<Report>;
}
