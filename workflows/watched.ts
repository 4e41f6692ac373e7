// Runs in the sandbox beside the workflows while a history is replayed: passes on each command that they give to Temporal,
// in words that can be compared, and the agreement as it is then. No worker that carries out agreements loads it.
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { tsToMs } from '@temporalio/common/lib/time.js';
import { proxySinks, type Sinks, type WorkflowInterceptorsFactory, workflowInfo } from '@temporalio/workflow';
import { getActivator } from '@temporalio/workflow/lib/global-attributes.js';
import type { Agreement } from '../agreements/model/agreement.ts';
import { type Asked, itsOwn } from './asked.ts';
import { viewQuery } from './messages.ts';

export interface WatchedSinks extends Sinks {
  watched: { asked(commands: Asked[]): void; is(agreement: Agreement): void };
}

const { watched } = proxySinks<WatchedSinks>();

type Duration = Parameters<typeof tsToMs>[0];
type Command = Record<string, Record<string, unknown> | null | undefined>;

export const interceptors: WorkflowInterceptorsFactory = () => {
  let last: Agreement | undefined;
  return {
    internals: [
      {
        concludeActivation(input, next) {
          const output = next(input);
          watched.asked(output.commands.flatMap((command) => asked(command as Command)));
          const agreement = asItIs();
          if (agreement && agreement !== last) watched.is(agreement);
          last = agreement;
          return output;
        },
      },
    ],
  };
};

/** The answer of its query, which nobody can ask in a replay; nothing before there is an agreement. */
function asItIs(): Agreement | undefined {
  try {
    return getActivator().queryHandlers.get(viewQuery.name)?.handler() as Agreement | undefined;
  } catch {
    return undefined;
  }
}

function asked(command: Command): Asked[] {
  const { scheduleActivity: activity, startTimer: timer, modifyWorkflowProperties: memo } = command;
  const { upsertWorkflowSearchAttributes: upsert, continueAsNewWorkflowExecution: next } = command;
  if (activity) {
    const { activityId, activityType: type, taskQueue } = activity;
    const args = valuesOf(activity.arguments);
    const queue = taskQueue === workflowInfo().taskQueue ? itsOwn : taskQueue;
    return [{ command: 'activity', id: String(activityId), with: { type, queue, args } }];
  }
  if (timer)
    return [
      { command: 'timer', id: String(timer.seq), with: tsToMs(timer.startToFireTimeout as Duration) / 1000 },
    ];
  if (memo) return [{ command: 'memo', with: fieldsOf(memo.upsertedMemo) }];
  if (upsert) return [{ command: 'attributes', with: namesOf(upsert.searchAttributes) }];
  // The state that it continues with is read in one place, whichever version stored it.
  if (next) return [{ command: 'next', with: next.workflowType }];
  return [];
}

function valuesOf(payloads: unknown): unknown[] {
  return ((payloads ?? []) as Payload[]).map((one) => defaultPayloadConverter.fromPayload(one));
}

function fieldsOf(memo: unknown): Record<string, unknown> {
  const { fields = {} } = Object(memo) as { fields?: Record<string, Payload> };
  return Object.fromEntries(
    Object.entries(fields).map(([key, one]) => [key, defaultPayloadConverter.fromPayload(one)]),
  );
}

function namesOf(attributes: unknown): string[] {
  const { indexedFields } = Object(attributes) as { indexedFields?: object };
  return Object.keys(indexedFields ?? Object(attributes)).toSorted();
}
