// Reads what publish.ts shows: agreements' runs in visibility, and schedules. For those with a client, not for workflows.
import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { storedLedger } from '../agreements/model/stored.ts';
import type { Row } from '../agreements/reports/report.ts';
import type { ScheduleState } from '../agreements/reports/watchdog.ts';
import { searchAttributes as keys, ledgerMemo, reportSchedules } from '../workflows/messages.ts';

export type Visibility = {
  /** Agreements' runs that match a query, newest first, page by page. */
  rows(query: string): AsyncIterable<Row>;
  count(query: string): Promise<number>;
  /** The schedules of the reports, as they are. */
  schedules(): Promise<ScheduleState[]>;
};

export function visibilityOf(client: Client): Visibility {
  return {
    async *rows(query) {
      for await (const run of client.workflow.list({ query: ofAgreements(query), pageSize }))
        yield rowOf(run);
    },
    count: async (query) => (await client.workflow.count(ofAgreements(query))).count,
    schedules: () => Promise.all(Object.values(reportSchedules).map((each) => stateOf(client, each.id))),
  };
}

/** A ledger has about 3 KB: a page stays well below what a message may have. */
export const pageSize = 500;

/** Those of gRPC's status codes that mean something here. */
export const grpc = { invalidArgument: 3, permissionDenied: 7 };

export function ofAgreements(query: string): string {
  return `WorkflowType = "agreement" AND (${query})`;
}

/** Set by the server on a workflow whose tasks fail again and again; servers before 1.30 don't. */
const problems = defineSearchAttributeKey('TemporalReportedProblems', SearchAttributeType.KEYWORD_LIST);

/** A run, with what its agreement has published. */
export function rowOf(run: WorkflowExecutionInfo): Row {
  const { workflowId: id, status, startTime, closeTime, memo, typedSearchAttributes: shown } = run;
  const nextDueAt = shown.get(keys.nextDueAt)?.toISOString();
  const ledger = storedLedger(memo?.[ledgerMemo]);
  return {
    id,
    agency: shown.get(keys.agency) ?? '',
    offer: shown.get(keys.offer) ?? '',
    phase: shown.get(keys.phase) ?? 'onboarding',
    startedAt: startTime.toISOString(),
    status: status.name,
    isStuck: (shown.get(problems) ?? []).length > 0,
    ...(closeTime && { closedAt: closeTime.toISOString() }),
    ...(nextDueAt && { nextDueAt }),
    ...(ledger && { ledger }),
  };
}

async function stateOf({ schedule, workflow }: Client, id: string): Promise<ScheduleState> {
  const known = await schedule
    .getHandle(id)
    .describe()
    .catch((error: Error): ScheduleState => {
      if (error.name === 'ScheduleNotFoundError') return { id, exists: false };
      if ((error.cause as { code?: number } | undefined)?.code === grpc.permissionDenied)
        return { id, exists: 'hidden' };
      throw error;
    });
  if ('exists' in known) return known;
  const { createdAt, recentActions, numActionsMissedCatchupWindow: missed } = known.info;
  const runs = recentActions.map(async ({ takenAt, action }) => {
    const { workflowId, firstExecutionRunId: runId } = action.workflow;
    const status = await workflow
      .getHandle(workflowId, runId)
      .describe()
      .then(({ status }) => status.name)
      .catch((error: Error) => {
        if (error.name === 'WorkflowNotFoundError') return 'DELETED';
        throw error;
      });
    return { id: workflowId, at: takenAt.toISOString(), status };
  });
  return {
    ...{ id, exists: true, createdAt: createdAt.toISOString(), missed, runs: await Promise.all(runs) },
    ...(known.state.paused && { paused: known.state.note ?? '' }),
  };
}
