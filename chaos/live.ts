// Leads one agreement through its life: starts it, runs its clock from one due instant to the next, and gives its commands.
// Whatever is down, it asks again.
import { setTimeout as pause } from 'node:timers/promises';
import type { WorkflowExecutionDescription } from '@temporalio/client';
import { msToTs, tsToMs } from '@temporalio/common/lib/time.js';
import { shiftDate } from '../agreements/time/calendar.ts';
import { RefusedError } from '../agreements/validation/errors.ts';
import { type Agreements, AlreadyStartedError } from '../clients/api/agreements.ts';
import { UnansweredError } from '../clients/api/unanswered.ts';
import { searchAttributes } from '../workflows/messages.ts';
import type { Life, Step } from './lives.ts';

const [second, hour, day] = [1000, 3_600_000, 86_400_000];

export type Living = {
  id: string;
  life: Life;
  startsOn: string;
  /** Runs it to an instant of its own clock, or to its end. */
  runTo(instant: number, until?: () => boolean): Promise<void>;
  /** The time by its own clock. */
  now(): Promise<number>;
};

/** Starts an agreement. It may wait for minutes for servers and workers that are down. */
export async function begin(agreements: Agreements, life: Life): Promise<Living> {
  const { offer, agency, contacts, startsIn } = life;
  const startsOn = shiftDate(new Date().toISOString().slice(0, 10), `P${startsIn}D`);
  const id = `agreement:${offer}:${agency.id}`;
  await insist(async () => {
    await agreements.start({ offer, agency, contacts, startsOn, by: 'the chaos run' }).catch((error) => {
      if (!(error instanceof AlreadyStartedError)) throw error;
    });
  });
  return {
    id,
    life,
    startsOn,
    runTo: (instant, until) => runTo(agreements, id, instant, until),
    now: () => nowOf(agreements, id),
  };
}

/** Goes through all steps of the life. Ends early if `isOver`. */
export async function live(agreements: Agreements, living: Living, isOver: () => boolean): Promise<void> {
  const { life, id, runTo } = living;
  const first = Date.parse(`${living.startsOn}T20:00:00Z`);
  for (const step of life.steps) {
    const at = first + step.day * day;
    await runTo(step.day === life.meetsEndOn ? at - day : at, isOver);
    if (isOver()) return;
    // A command that meets the end of the term is on its way while the clock runs there.
    await Promise.all([runTo(at, isOver), give(agreements, id, step)]);
  }
  await runTo(first + life.until * day, isOver);
}

/** Gives a command until there is an answer. A refusal is one, too. */
async function give(agreements: Agreements, id: string, { command, times }: Step): Promise<void> {
  await Promise.all(
    Array.from({ length: times }, () =>
      insist(async () => {
        await agreements.decide(id, command).catch((error) => {
          if (!(error instanceof RefusedError) || error instanceof UnansweredError) throw error;
        });
      }),
    ),
  );
}

/** Tries again for ten minutes. A refusal that is no missing answer is final. */
export async function insist<Value>(ask: () => Promise<Value>): Promise<Value> {
  const giveUpAt = Date.now() + 600 * second;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      const isFinal = error instanceof RefusedError && !(error instanceof UnansweredError);
      if (isFinal || Date.now() > giveUpAt) throw error;
      await pause(second);
    }
  }
}

/**
 * From one due instant to the next. While something is in progress, its clock does not run ahead, so that what goes wrong is
 * tried again in real time.
 */
async function runTo(
  agreements: Agreements,
  id: string,
  instant: number,
  isOver = () => false,
): Promise<void> {
  let quietSince = Date.now();
  let waits = 0;
  while (!isOver()) {
    const known = await insist(() => describe(agreements, id));
    const now = clockOf(known);
    if (known.status.name !== 'RUNNING' || now >= instant) return;
    if (isBusy(known)) {
      quietSince = Date.now();
      await pause(200);
      continue;
    }
    const nextDueAt = known.typedSearchAttributes.get(searchAttributes.nextDueAt)?.getTime() ?? instant;
    // Due by now, and a task may be about to begin.
    if (nextDueAt <= now && Date.now() - quietSince < second) {
      await pause(200);
      continue;
    }
    waits = nextDueAt > now ? 0 : waits + 1;
    const next = waits === 0 ? nextDueAt + second : now + patienceFor(known, waits);
    await insist(() => runAhead(agreements, id, Math.min(next, instant) - now));
    quietSince = Date.now();
    await pause(200);
  }
}

/** How long after a look the next one is at what is due and waits: hours; days while notices or access are on hold. */
function patienceFor(
  { typedSearchAttributes: attributes }: WorkflowExecutionDescription,
  looks: number,
): number {
  const isPaused = attributes.get(searchAttributes.phase) === 'suspended';
  const isHeld = attributes.get(searchAttributes.attention)?.includes('on-hold');
  if (isPaused || isHeld) return 2 * day;
  return Math.min(2 ** Math.floor(looks / 3), 12) * hour;
}

function describe({ client }: Agreements, id: string): Promise<WorkflowExecutionDescription> {
  return client.withDeadline(Date.now() + 10 * second, () => client.workflow.getHandle(id).describe());
}

async function nowOf(agreements: Agreements, id: string): Promise<number> {
  return clockOf(await insist(() => describe(agreements, id)));
}

function clockOf({ raw, closeTime }: WorkflowExecutionDescription): number {
  const time = raw.workflowExtendedInfo?.timeSkippingInfo?.currentTime;
  if (closeTime) return closeTime.getTime();
  return time ? tsToMs(time) : Date.now();
}

function isBusy({ raw }: WorkflowExecutionDescription): boolean {
  return Boolean(raw.pendingActivities?.length || raw.pendingWorkflowTask);
}

async function runAhead({ client }: Agreements, id: string, milliseconds: number): Promise<void> {
  const fastForwardConfig = { id: `${Date.now()}`, duration: msToTs(Math.max(second, milliseconds)) };
  await client.withDeadline(Date.now() + 10 * second, () =>
    client.workflowService.updateWorkflowExecutionOptions({
      ...{ namespace: client.options.namespace, workflowExecution: { workflowId: id } },
      workflowExecutionOptions: {
        timeSkippingConfig: { enabled: true, maxSessionSkipCount: 10_000, fastForwardConfig },
      },
      updateMask: { paths: ['time_skipping_config'] },
    }),
  );
}
