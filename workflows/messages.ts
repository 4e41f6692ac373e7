// What one may send to an agreement's workflow, and where its work is done.
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { defineQuery, defineUpdate } from '@temporalio/workflow';
import type { Command } from '../agreements/commands/command.ts';
import type { RecentMessages } from '../agreements/delivery/daily-limit.ts';
import type { Agreement } from '../agreements/model/agreement.ts';
import type { Decision } from '../agreements/model/events.ts';
import type { Instant } from '../agreements/time/instants.ts';

/** How an agreement stands after a decision. */
export type Standing = {
  status: Agreement['status'];
  decision?: Decision;
  nextDueAt?: Instant;
  timeZone: string;
};

/** Somebody decides something. Refused without a trace in the history if it does not fit. */
export const decideUpdate = defineUpdate<Standing, [Command]>('decide');

/** The whole agreement as it is. */
export const viewQuery = defineQuery<Agreement>('view');

/** What it has mailed within the last 24 hours. */
export const latelyQuery = defineQuery<RecentMessages>('lately');

/** The memo that holds an agreement's ledger, for lists across all agreements. */
export const ledgerMemo = 'ledger';

/** Among an agreement's Attention where the notices of its whole offer are on hold: those started then are, too. */
export const offerOnHold = 'offer-on-hold';

/** Task queues: mail and directory requests each have one of their own, so that each can be rate limited. */
export const taskQueues = {
  agreements: 'agreements',
  notices: 'agreement-notices',
  provisioning: 'agreement-provisioning',
} as const;

/** Search attributes of every agreement, to be registered in the namespace. Nothing personal in them. */
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

/** The reports to the operators, each run by a schedule of its own. Hours where the operators are; 1 is Monday. */
export const reportSchedules = {
  digest: { id: 'weekly-digest', workflow: 'digest', hour: 8, weekday: 1 },
  watchdog: { id: 'daily-watchdog', workflow: 'watchdog', hour: 7 },
} as const;
