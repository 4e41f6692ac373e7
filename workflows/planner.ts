// Asks the planner: it needs zod and time-zone tables, which the workflow sandbox does not have.
import { patched, proxyActivities, proxyLocalActivities, workflowInfo } from '@temporalio/workflow';
import type { Command } from '../agreements/commands/command.ts';
import type { Examined } from '../agreements/commands/examine.ts';
import type { Agreement } from '../agreements/model/agreement.ts';
import type { Replan } from '../agreements/model/events.ts';
import { storedAgreement } from '../agreements/model/stored.ts';
import type { Instant } from '../agreements/time/instants.ts';
import { answerOf } from './failures.ts';
import type { AgreementRequest, Planner } from './ports.ts';

const local = proxyLocalActivities<Planner>({ startToCloseTimeout: '10s' });
const beside = proxyActivities<Planner>({ startToCloseTimeout: '10s' });

/**
 * A local activity does not always replay if anything comes while it runs: another result, a query, another command.
 * So only a run that has just begun asks in that way, and runs from before that was known.
 */
const isBeside = () => patched('planned-beside');

/** The agreement that a request leads to. Refuses a bad request, and an agency that may not have the offer. */
export function askToAdmit(request: AgreementRequest): Promise<Agreement> {
  const { workflowId: id, startTime } = workflowInfo();
  return answerOf(local.admit({ request, id, now: startTime.toISOString() })).then(storedAgreement);
}

/** A command in its checked form, with the dates and the plan that it leads to. */
export function askToExamine(agreement: Agreement, command: Command, now: Instant): Promise<Examined> {
  const order = { agreement, command, now };
  const summary = command.type;
  return answerOf(
    isBeside() ? beside.examine.executeWithOptions({ summary }, [order]) : local.examine(order),
  );
}

/** The dates and the plan of the term that follows. */
export function askForNextTerm(agreement: Agreement, now: Instant): Promise<Replan> {
  const order = { agreement, now };
  return answerOf(isBeside() ? beside.nextTerm(order) : local.nextTerm(order));
}
