// The Temporal Schedules of the reports and the reconciliation. The first start creates them; later starts update them if they differ.
import {
  type Client,
  isGrpcServiceError,
  ScheduleAlreadyRunning,
  type ScheduleDescription,
  ScheduleOverlapPolicy,
} from '@temporalio/client';
import { day } from '../agreements/time/instants.ts';
import { operatorsZone } from '../agreements/time/operators-hours.ts';
import { reportSchedules, taskQueues } from '../workflows/messages.ts';

type ReportSchedule = (typeof reportSchedules)[keyof typeof reportSchedules];

/** How late a report is still made after an outage. */
const catchupWindow = 5 * day;

/** gRPC's PERMISSION_DENIED and UNIMPLEMENTED. */
const deniedCodes = [7, 12];

/**
 * Creates or updates the schedules. A paused one stays paused. Agreements run without schedules, so if the account can't
 * create them, `say` only gets a line.
 */
export async function keepSchedules(client: Client, say: (line: string) => void): Promise<void> {
  try {
    for (const schedule of Object.values(reportSchedules)) await keep(client, schedule);
  } catch (error) {
    if (!isDenied(error)) throw error;
    const { namespace } = client.options;
    say(
      `This account can't create schedules in namespace ${namespace}, so the digest and the watchdog are not mailed, and nothing is reconciled; run "onegov digest", "onegov watchdog" and "onegov reconcile" yourself.`,
    );
  }
}

async function keep({ schedule }: Client, wanted: ReportSchedule): Promise<void> {
  const definition = definitionOf(wanted);
  try {
    await schedule.create({ scheduleId: wanted.id, ...definition });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    const handle = schedule.getHandle(wanted.id);
    // An update may drop late runs that are not made yet, so update only if something differs.
    if (isAsWanted(await handle.describe(), wanted)) return;
    await handle.update(({ state }) => ({ ...definition, state }));
  }
}

function definitionOf({ id, workflow, hour, ...when }: ReportSchedule) {
  return {
    spec: {
      calendars: [{ hour, ...('weekday' in when && { dayOfWeek: 'MONDAY' as const }) }],
      timezone: operatorsZone,
    },
    action: {
      type: 'startWorkflow' as const,
      workflowType: workflow,
      workflowId: id,
      taskQueue: taskQueues.agreements,
      staticSummary: `The ${id.replace('-', ' ')}, to the operators`,
    },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow },
  };
}

function isAsWanted({ spec, action, policies }: ScheduleDescription, wanted: ReportSchedule): boolean {
  const [calendar] = spec.calendars ?? [];
  const isWeekly = 'weekday' in wanted;
  const { start, end } = calendar?.dayOfWeek[0] ?? {};
  return (
    spec.timezone === operatorsZone &&
    calendar?.hour[0]?.start === wanted.hour &&
    (isWeekly ? start === 'MONDAY' && end === 'MONDAY' : start !== end) &&
    action.workflowType === wanted.workflow &&
    action.taskQueue === taskQueues.agreements &&
    policies.overlap === ScheduleOverlapPolicy.SKIP &&
    policies.catchupWindow === catchupWindow
  );
}

function isDenied(error: unknown): boolean {
  const cause = error instanceof Error && isGrpcServiceError(error.cause) ? error.cause : error;
  return isGrpcServiceError(cause) && deniedCodes.includes(cause.code);
}
