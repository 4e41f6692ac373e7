// Asks the planner: it needs zod and time-zone tables, which the workflow sandbox does not have.
import { proxyActivities, proxyLocalActivities, workflowInfo } from '@temporalio/workflow';
import type { Command } from '../agreements/commands/command.ts';
import type { Examined } from '../agreements/commands/examine.ts';
import type { Agreement } from '../agreements/model/agreement.ts';
import type { Replan } from '../agreements/model/events.ts';
import { storedAgreement } from '../agreements/model/stored.ts';
import type { Instant } from '../agreements/time/instants.ts';
import { has } from './changes.ts';
import { answerOf } from './failures.ts';
import type { AgreementRequest, Known, Planner } from './ports.ts';

const options = { startToCloseTimeout: '10s' } as const;
const ordinary = proxyActivities<Planner>(options);
const local = proxyLocalActivities<Planner>(options);

/**
 * A local activity does not always replay if anything comes while it runs: another result, a query, another command.
 * Only runs from before that was known ask in that way, for what they asked by then.
 */
function planner() {
  return has('planned-beside') ? ordinary : local;
}

/** The agreement that a request leads to. Refuses a bad request, and an agency that may not have the offer. */
export function askToAdmit(request: AgreementRequest, known: Known = {}): Promise<Agreement> {
  const { workflowId: id, startTime } = workflowInfo();
  const order = {
    request,
    id,
    now: startTime.toISOString(),
    ...(known.isFirst && { isFirst: known.isFirst }),
  };
  return answerOf(planner().admit.executeWithOptions({ summary: 'start' }, [order])).then(storedAgreement);
}

/** A command in its checked form, with the dates and the plan that it leads to. */
export function askToExamine(agreement: Agreement, command: Command, now: Instant): Promise<Examined> {
  const order = { agreement, command, now };
  return answerOf(planner().examine.executeWithOptions({ summary: command.type }, [order]));
}

/** The dates and the plan of the term that follows. */
export function askForNextTerm(agreement: Agreement, now: Instant): Promise<Replan> {
  const order = { agreement, now };
  return answerOf(planner().nextTerm.executeWithOptions({ summary: 'next term' }, [order]));
}
