// Asks the planner: it needs zod and time-zone tables, which the workflow sandbox does not have.
import { proxyLocalActivities, workflowInfo } from '@temporalio/workflow';
import type { Command } from '../agreements/commands/command.ts';
import type { Examined } from '../agreements/commands/examine.ts';
import type { Agreement } from '../agreements/model/agreement.ts';
import type { Replan } from '../agreements/model/events.ts';
import { storedAgreement } from '../agreements/model/stored.ts';
import type { Instant } from '../agreements/time/instants.ts';
import { answerOf } from './failures.ts';
import type { AgreementRequest, Planner } from './ports.ts';

const planner = proxyLocalActivities<Planner>({ startToCloseTimeout: '10s' });

/** The agreement that a request leads to. Refuses a bad request, and an agency that may not have the offer. */
export function askToAdmit(request: AgreementRequest): Promise<Agreement> {
  const { workflowId: id, startTime } = workflowInfo();
  return answerOf(planner.admit({ request, id, now: startTime.toISOString() })).then(storedAgreement);
}

/** A command in its checked form, with the dates and the plan that it leads to. */
export function askToExamine(agreement: Agreement, command: Command, now: Instant): Promise<Examined> {
  return answerOf(planner.examine({ agreement, command, now }));
}

/** The dates and the plan of the term that follows. */
export function askForNextTerm(agreement: Agreement, now: Instant): Promise<Replan> {
  return answerOf(planner.nextTerm({ agreement, now }));
}
