// The updates and queries of an agreement's workflow, its search attributes, and the task queues.
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { Command } from '../agreements/commands/command.ts';
import type { RecentMessages } from '../agreements/delivery/daily-limit.ts';
import type { Agreement } from '../agreements/model/agreement.ts';
import type { Decision } from '../agreements/model/events.ts';
import type { AccessNow } from '../agreements/obligations/access-now.ts';
import type { Instant } from '../agreements/time/instants.ts';

/** How an agreement stands after a command. */
export type Standing = {
  status: Agreement['status'];
  decision?: Decision;
  nextDueAt?: Instant;
  timeZone: string;
  /** What else the command brought, in sentences. */
  remarks?: string[];
};

/** Any command. One that does not fit is refused, and leaves no trace in the history. */
export const decideUpdate = defineUpdate<Standing, [Command]>('decide');

/**
 * Ends once the planner has admitted the request that the run began with, or fails with its refusal. Whoever starts an
 * agreement sends it along with the start, so that one request to the server brings the planner's answer.
 */
export const admittedUpdate = defineUpdate<void>('admitted');

/** The whole agreement as it is. */
export const viewQuery = defineQuery<Agreement>('view');

/** The messages of the last 24 hours. */
export const latelyQuery = defineQuery<RecentMessages>('lately');

/** What the agreement says about access now. */
export const accessQuery = defineQuery<AccessNow>('access');

/** The memo that holds an agreement's ledger, for lists across all agreements. */
export const ledgerMemo = 'ledger';

/** A value of the search attribute `Attention`: the whole offer is on hold, so agreements that start then are, too. */
export const offerOnHold = 'offer-on-hold';

/** Mail and directory requests have their own task queues, so that each can have its own rate limit. */
export const taskQueues = {
  agreements: 'agreements',
  notices: 'agreement-notices',
  provisioning: 'agreement-provisioning',
} as const;

/** Search attributes of each agreement. Register them in the namespace. Nothing personal in them. */
export const searchAttributes = {
  agency: defineSearchAttributeKey('AgencyId', SearchAttributeType.KEYWORD),
  offer: defineSearchAttributeKey('OfferId', SearchAttributeType.KEYWORD),
  phase: defineSearchAttributeKey('Phase', SearchAttributeType.KEYWORD),
  decision: defineSearchAttributeKey('Decision', SearchAttributeType.KEYWORD),
  attention: defineSearchAttributeKey('Attention', SearchAttributeType.KEYWORD_LIST),
  nextDueAt: defineSearchAttributeKey('NextDueAt', SearchAttributeType.DATETIME),
  featuresEndAt: defineSearchAttributeKey('FeaturesEndAt', SearchAttributeType.DATETIME),
  termEndsAt: defineSearchAttributeKey('TermEndsAt', SearchAttributeType.DATETIME),
} as const;

/** The reports to the operators, and the reconciliation. Each has its own schedule. Hours are the operators'; weekday 1 is Monday. */
export const reportSchedules = {
  digest: { id: 'weekly-digest', workflow: 'digest', hour: 8, weekday: 1 },
  watchdog: { id: 'daily-watchdog', workflow: 'watchdog', hour: 7 },
  reconciliation: { id: 'daily-reconciliation', workflow: 'reconcile', hour: 3 },
} as const;
