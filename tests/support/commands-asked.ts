// Runs in the sandbox beside the workflows: passes on each command that they give to Temporal, in words that a test can compare.
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { proxySinks, type Sinks, type WorkflowInterceptorsFactory } from '@temporalio/workflow';

/** A command that a test compares: what is asked for, and with what. */
export type Asked = { command: string; with: unknown };

export interface CommandSinks extends Sinks {
  commands: { asked(commands: Asked[]): void };
}

const { commands: sink } = proxySinks<CommandSinks>();

type Command = Record<string, Record<string, unknown> | null | undefined>;

export const interceptors: WorkflowInterceptorsFactory = () => ({
  internals: [
    {
      concludeActivation(input, next) {
        const output = next(input);
        sink.asked(output.commands.flatMap((command) => asked(command as Command)));
        return output;
      },
    },
  ],
});

function asked(command: Command): Asked[] {
  const { scheduleActivity: activity, startTimer: timer, modifyWorkflowProperties: memo } = command;
  const { upsertWorkflowSearchAttributes: upsert, continueAsNewWorkflowExecution: next } = command;
  if (activity) {
    const { activityType: type, taskQueue: queue } = activity;
    return [{ command: 'activity', with: { type, queue, args: valuesOf(activity.arguments) } }];
  }
  if (timer) return [{ command: 'timer', with: secondsOf(timer.startToFireTimeout) }];
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

function secondsOf(duration: unknown): number {
  const { seconds = 0, nanos = 0 } = Object(duration) as { seconds?: unknown; nanos?: number };
  return Number(seconds) + (nanos ?? 0) / 1e9;
}
