// Reads agreements' runs, with what each has published, and the schedules of the reports, through a Temporal client.
import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { agencyOf, offerOf } from '../agreements/model/ids.ts';
import { storedLedger } from '../agreements/model/stored.ts';
import type { Row } from '../agreements/reports/report.ts';
import type { ScheduleState } from '../agreements/reports/watchdog.ts';
import { isTimeZone, writableZone } from '../agreements/time/calendar.ts';
import type { Instant } from '../agreements/time/instants.ts';
import { whyUnreadable } from '../encryption/readable-payloads.ts';
import { searchAttributes as keys, reportSchedules } from '../workflows/messages.ts';
import { type Run, runsOf, textsOf } from './runs.ts';

export type Visibility = {
  /** The runs of agreements that match a query, newest first, page by page. */
  rows(query: string): AsyncIterable<Row>;
  count(query: string): Promise<number>;
  /** The state of each report's schedule. */
  schedules(): Promise<ScheduleState[]>;
};

export function visibilityOf(client: Client): Visibility {
  return {
    async *rows(query) {
      for await (const run of runsOf(client, ofAgreements(query))) yield rowOf(run);
    },
    count: async (query) => (await client.workflow.count(ofAgreements(query))).count,
    schedules: () => Promise.all(Object.values(reportSchedules).map((each) => stateOf(client, each.id))),
  };
}

/** The gRPC status codes that matter here. */
export const grpc = {
  cancelled: 1,
  invalidArgument: 3,
  deadlineExceeded: 4,
  notFound: 5,
  permissionDenied: 7,
  resourceExhausted: 8,
  failedPrecondition: 9,
  unavailable: 14,
  unauthenticated: 16,
};

/** Narrows a query down to agreements. */
export function ofAgreements(query: string): string {
  return `WorkflowType = "agreement" AND (${query})`;
}

/** The server sets this on a workflow whose tasks keep failing. Servers before 1.30 don't. */
const problems = defineSearchAttributeKey('TemporalReportedProblems', SearchAttributeType.KEYWORD_LIST);

/** Do the tasks of its workflow keep failing? */
export function isStuck({
  typedSearchAttributes,
}: Pick<WorkflowExecutionInfo, 'typedSearchAttributes'>): boolean {
  return (typedSearchAttributes.get(problems) ?? []).length > 0;
}

/** A run, with what its agreement has published. */
export function rowOf(run: Run): Row {
  const { id, status, startedAt, closedAt, published } = run;
  const shown = (key: { name: string }) => textsOf(run, key)[0];
  const nextDueAt = dateOf(shown(keys.nextDueAt));
  const { ledger, broken } = readLedger(published);
  const isStuck = textsOf(run, problems).length > 0;
  const isFailing = isStuck && status === 'RUNNING';
  const wrong = broken ?? (isFailing ? `its workflow keeps failing; ${lookAtIt}` : undefined);
  return {
    id,
    agency: shown(keys.agency) ?? agencyOf(id),
    offer: shown(keys.offer) ?? offerOf(id),
    phase: shown(keys.phase) ?? 'onboarding',
    startedAt,
    status,
    isStuck,
    ...(closedAt && { closedAt }),
    ...(nextDueAt && { nextDueAt }),
    ...(ledger && { ledger }),
    ...(wrong && { broken: wrong }),
  };
}

/** A date in a search attribute, with milliseconds. */
export function dateOf(text: string | undefined): Instant | undefined {
  return text === undefined ? undefined : new Date(text).toISOString();
}

const lookAtIt = 'see it in the Temporal UI';

/** What an agreement has published, so that any reader can use it: with a time zone that times can be written in. */
function readLedger(published: unknown): Pick<Row, 'ledger' | 'broken'> {
  if (published === undefined) return {};
  const ledger = storedLedger(published);
  if (!ledger) return { broken: whyBroken(published) };
  const { timeZone } = ledger;
  const usable = { ...ledger, timeZone: writableZone(timeZone) };
  if (isTimeZone(timeZone)) return { ledger: usable };
  return { ledger: usable, broken: `its time zone, ${timeZone}, is not that of a place; times are in UTC` };
}

function whyBroken(published: unknown): string {
  const why = whyUnreadable(published);
  return why === undefined
    ? `what it has published can't be read; ${lookAtIt}`
    : `what it has published can't be read: ${why}`;
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
