// One agency's use of one offer, from onboarding to the end of its term; one run for each term.
import {
  ApplicationFailure,
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { checkAsTyped } from '../agreements/commands/check.ts';
import type { Command } from '../agreements/commands/command.ts';
import { decide } from '../agreements/commands/decide.ts';
import { remarksOn } from '../agreements/commands/remarks.ts';
import { recentMessages } from '../agreements/delivery/daily-limit.ts';
import { evolve } from '../agreements/lifecycle/evolve.ts';
import { isClosed } from '../agreements/lifecycle/phases.ts';
import type { Agreement } from '../agreements/model/agreement.ts';
import type { AgreementEvent } from '../agreements/model/events.ts';
import type { Settlement } from '../agreements/model/obligations.ts';
import { storedAgreement } from '../agreements/model/stored.ts';
import { accessNow } from '../agreements/obligations/access-now.ts';
import { isInternal, review, triedLast } from '../agreements/obligations/due.ts';
import { isAccess } from '../agreements/obligations/relevance.ts';
import { nextWakeTime } from '../agreements/obligations/wake-time.ts';
import type { Instant } from '../agreements/time/instants.ts';
import { RefusedError } from '../agreements/validation/errors.ts';
import { createAlarm } from './alarm.ts';
import { isOutdated } from './call-back.ts';
import { has } from './changes.ts';
import { createClock } from './clock.ts';
import { refusing } from './failures.ts';
import { createWork } from './in-progress.ts';
import {
  accessQuery,
  admittedUpdate,
  decideUpdate,
  latelyQuery,
  type Standing,
  viewQuery,
} from './messages.ts';
import { askForNextTerm, askToAdmit, askToExamine } from './planner.ts';
import type { AgreementRequest, Known } from './ports.ts';
import { provision } from './provision.ts';
import { publish } from './publish.ts';
import { send } from './send.ts';
import { createTurns } from './turns.ts';

/**
 * What a run starts from: a request, or the agreement as the run before it ended. `stopped`: it comes from an export, and
 * someone had stopped it in Temporal, so it can be seen and does nothing.
 */
export type Start = AgreementRequest | { continued: Agreement; stopped?: true };

/** How an agreement ended. */
export type Ending = { status: Agreement['status']; at: Instant };

/** A cancel request only alerts the operators: access and promises don't end by it. */
export function agreement(start: Start, known?: Known): Promise<Ending> {
  return CancellationScope.nonCancellable(() => live(start, known));
}

async function live(start: Start, known?: Known): Promise<Ending> {
  let current: Agreement | undefined;
  let refusal: unknown;
  let starters = 0;
  const work = createWork(note);
  const turns = createTurns(() => current !== undefined);
  const clock = createClock();
  const alarm = createAlarm(clock);
  const { now } = clock;

  setHandler(viewQuery, () => existing());
  setHandler(accessQuery, () => accessNow(existing()));
  setHandler(latelyQuery, () => recentMessages(existing(), now()));
  setHandler(admittedUpdate, () => CancellationScope.nonCancellable(admitted));
  setHandler(decideUpdate, (command) => CancellationScope.nonCancellable(() => carryOut(command)), {
    validator: refuseUnlessItFits,
  });

  try {
    current = isContinued(start)
      ? await goOn(storedAgreement(start.continued), now)
      : await askToAdmit(start, known);
  } catch (error) {
    refusal = error;
    await condition(() => starters === 0);
    throw error;
  }
  if ('stopped' in Object(start))
    throw ApplicationFailure.nonRetryable('It was stopped in Temporal before it was restored.', 'Stopped');
  CancellationScope.current().cancelRequested.catch(noteCancelRequest);
  while (!isFinished() && !isTooLong()) {
    carryOutWhatIsDue();
    await somethingHappens();
    if (isFinished()) await condition(allHandlersFinished);
  }
  await condition(allHandlersFinished);
  if (!isClosed(existing())) await continueAsNew<typeof agreement>({ continued: existing() });
  return { status: existing().status, at: now() };

  /** Nothing is left to do in this run. After a renewal, the next term carries out what is still owed. */
  function isFinished(): boolean {
    return work.inProgress.size === 0 && (existing().status === 'renewed' || isClosed(existing()));
  }

  /** A failure that lasts makes a long history, which continues in a new one. */
  function isTooLong(): boolean {
    return workflowInfo().continueAsNewSuggested && work.inProgress.size === 0;
  }

  function carryOutWhatIsDue(): void {
    for (;;) {
      const { due, settled } = review(existing(), now(), work.inProgress);
      for (const settlement of inOrder(settled)) settle(settlement);
      for (const { id } of due.filter(isInternal)) settle({ at: now(), id, outcome: 'carried-out' });
      const messages = due.filter(({ kind }) => kind === 'notice' || kind === 'alert');
      if (messages.length > 0) work.beginDelivery(messages, () => send(existing, messages, now));
      for (const step of due.filter(isAccess)) work.begin([step], provision(existing(), step, now));
      if (due.length === 0 && settled.length === 0) return;
    }
  }

  /** Histories from before what was tried came last go on in their own order. */
  function inOrder(settled: Settlement[]): Settlement[] {
    const ordered = triedLast(existing(), settled);
    const isOther = ordered.some(({ id }, index) => id !== settled[index]?.id);
    return isOther && has('tried-last') ? ordered : settled;
  }

  /** Unless the end of another one has ended it. */
  function settle(settlement: Settlement): void {
    const isPlanned = existing().plan.some(({ id }) => id === settlement.id);
    if (isPlanned || !has('one-outcome')) note({ type: 'settled', ...settlement });
  }

  async function somethingHappens(): Promise<void> {
    const [before, busy] = [existing(), work.inProgress.size];
    if (isFinished()) return publish(before, now());
    const next = nextWakeTime(before, work.inProgress, now());
    alarm.set(next, `next: ${before.plan.find(({ dueAt }) => dueAt === next)?.id ?? 'another try'}`);
    publish(before, now());
    await condition(() => existing() !== before || work.inProgress.size !== busy || alarm.hasRung());
  }

  /** Whoever waits for the start is answered before the workflow fails. */
  async function admitted(): Promise<void> {
    starters += 1;
    await condition(() => current !== undefined || refusal !== undefined);
    starters -= 1;
    existing();
  }

  function refuseUnlessItFits(command: Command): void {
    if (current) refusing(() => checkAsTyped(existing(), command, now()));
  }

  async function carryOut(command: Command): Promise<Standing> {
    const events = await turns.take(() => eventsOf(command));
    for (const event of events) note(event);
    await work.whenCalledBack();
    const standing = standingOf(existing(), nextWakeTime(existing(), work.inProgress, now()));
    const remarks = remarksOn(events);
    return remarks.length > 0 ? { ...standing, remarks } : standing;
  }

  /** Asks again if the agreement changed meanwhile: a plan must follow from the agreement as it is now. */
  async function eventsOf(command: Command): Promise<AgreementEvent[]> {
    for (;;) {
      const before = existing();
      const examined = await askToExamine(before, command, clock.ofCommand(before));
      if (existing() === before) return refusing(() => decide(before, examined, clock.ofCommand(before)));
    }
  }

  function note(event: AgreementEvent): void {
    const before = existing();
    const isBeside = work.inProgress.size > 0 && has('one-outcome');
    const after = evolve(before, event, isBeside ? work.inProgress : new Map());
    current = after;
    work.callBack((messages) => isOutdated(messages, before, after, now()));
  }

  function noteCancelRequest(): void {
    note({ type: 'cancellation-asked', at: now(), by: 'somebody, in Temporal' });
  }

  function existing(): Agreement {
    if (current) return current;
    if (refusal) throw refusal;
    return refusing(() => {
      throw new RefusedError(`${workflowInfo().workflowId} is still being checked. Try again in a moment.`);
    });
  }
}

/** Anything can be the input of a workflow that someone starts in the Temporal UI, also nothing at all. */
function isContinued(start: Start | null | undefined): start is { continued: Agreement } {
  if (typeof start !== 'object' || start === null || !('continued' in start)) return false;
  const { agency, offer, term, plan, record }: Partial<Agreement> = Object(start.continued);
  return [agency, offer, term].every(isObject) && [plan, record].every(Array.isArray);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

/** The next term, or the same one in a new history. */
async function goOn(last: Agreement, now: () => Instant): Promise<Agreement> {
  if (last.status !== 'renewed') return last;
  const replan = await askForNextTerm(last, now());
  return evolve(last, { type: 'term-began', at: now(), number: replan.dates.term.number, replan });
}

function standingOf({ status, decision, agency }: Agreement, nextDueAt: Instant | undefined): Standing {
  return {
    status,
    timeZone: agency.timeZone,
    ...(decision && { decision }),
    ...(nextDueAt && { nextDueAt }),
  };
}
