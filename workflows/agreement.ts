// One agency's use of one offer, from onboarding to the end of its term; one run for each term.
import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import { check } from '../agreements/commands/check.ts';
import type { Command } from '../agreements/commands/command.ts';
import { decide } from '../agreements/commands/decide.ts';
import { recentMessages } from '../agreements/delivery/daily-limit.ts';
import { evolve } from '../agreements/lifecycle/evolve.ts';
import { isClosed } from '../agreements/lifecycle/phases.ts';
import type { Agreement } from '../agreements/model/agreement.ts';
import type { AgreementEvent } from '../agreements/model/events.ts';
import type { Obligation } from '../agreements/model/obligations.ts';
import { storedAgreement } from '../agreements/model/stored.ts';
import { isInternal, review } from '../agreements/obligations/due.ts';
import { isAccess } from '../agreements/obligations/relevance.ts';
import { nextWakeTime } from '../agreements/obligations/wake-time.ts';
import type { Instant } from '../agreements/time/instants.ts';
import { RefusedError } from '../agreements/validation/errors.ts';
import { createAlarm } from './alarm.ts';
import { isOtherwise } from './call-back.ts';
import { refused } from './failures.ts';
import { decideUpdate, latelyQuery, type Standing, viewQuery } from './messages.ts';
import { admit, examine, planNextTerm } from './planning.ts';
import type { AgreementRequest } from './ports.ts';
import { provision } from './provision.ts';
import { publish } from './publish.ts';
import { send } from './send.ts';

/** What a run starts from: a request, or the agreement as the run before left it. */
export type Start = AgreementRequest | { continued: Agreement };

/** How an agreement ended. */
export type Ending = { status: Agreement['status']; at: Instant };

/** Asking Temporal to cancel it changes nothing but tells the operators: access and promises don't end by themselves. */
export function agreement(start: Start): Promise<Ending> {
  return CancellationScope.nonCancellable(() => live(start));
}

async function live(start: Start): Promise<Ending> {
  let current: Agreement | undefined;
  let isExamining = false;
  const inHand = new Map<string, Obligation>();
  const sending = new Map<CancellationScope, Obligation[]>();
  const toCallBack = new Set<CancellationScope>();
  const alarm = createAlarm();

  setHandler(viewQuery, () => existing());
  setHandler(latelyQuery, () => recentMessages(existing(), now()));
  setHandler(decideUpdate, (command) => CancellationScope.nonCancellable(() => carryOutDecision(command)), {
    validator: fits,
  });

  current = 'continued' in start ? await goOn(storedAgreement(start.continued)) : await admit(start);
  CancellationScope.current().cancelRequested.catch(noteCancellation);
  while (!isFinished() && !isTooLong()) {
    carryOutWhatIsDue();
    await somethingHappens();
    if (isFinished()) await condition(allHandlersFinished);
  }
  await condition(allHandlersFinished);
  if (!isClosed(existing())) await continueAsNew<typeof agreement>({ continued: existing() });
  return { status: existing().status, at: now() };

  /** The next term, or the same one in a fresh history. */
  async function goOn(last: Agreement): Promise<Agreement> {
    if (last.status !== 'renewed') return last;
    const replan = await planNextTerm(last, now());
    return evolve(last, { type: 'term-began', at: now(), number: replan.dates.term.number, replan });
  }

  /** Nothing left to do in this run: what is still owed after a renewal is the next term's to carry out. */
  function isFinished(): boolean {
    return inHand.size === 0 && (existing().status === 'renewed' || isClosed(existing()));
  }

  /** Trouble that lasts for long makes a long history; it goes on in a fresh one. */
  function isTooLong(): boolean {
    return workflowInfo().continueAsNewSuggested && inHand.size === 0;
  }

  function noteCancellation(): void {
    note({ type: 'cancellation-asked', at: now(), by: 'somebody, in Temporal' });
  }

  function carryOutWhatIsDue(): void {
    for (;;) {
      const { due, settled } = review(existing(), now(), inHand);
      for (const settlement of settled) note({ type: 'settled', ...settlement });
      for (const { id } of due.filter(isInternal))
        note({ type: 'settled', at: now(), id, outcome: 'carried-out' });
      const messages = due.filter(({ kind }) => kind === 'notice' || kind === 'alert');
      if (messages.length > 0) sendInBackground(messages);
      for (const step of due.filter(isAccess)) inBackground([step], provision(existing(), step, now));
      if (due.length === 0 && settled.length === 0) return;
    }
  }

  function sendInBackground(messages: Obligation[]): void {
    const scope = new CancellationScope();
    sending.set(scope, messages);
    const work = scope.run(() => send(existing, messages, now));
    inBackground(
      messages,
      work.finally(() => sending.delete(scope)),
    );
  }

  /** The clock goes on while mail and directory are tried: nothing that goes wrong with one may stop the rest. */
  function inBackground(obligations: Obligation[], work: Promise<AgreementEvent[]>): void {
    for (const obligation of obligations) inHand.set(obligation.id, obligation);
    work.then((events) => {
      for (const { id } of obligations) inHand.delete(id);
      for (const event of events) note(event);
    });
  }

  async function somethingHappens(): Promise<void> {
    const [before, busy] = [existing(), inHand.size];
    if (isFinished()) return publish(before, now());
    const next = nextWakeTime(before, inHand, now());
    alarm.set(next, `next: ${before.plan.find(({ dueAt }) => dueAt === next)?.id ?? 'another try'}`);
    publish(before, now());
    await condition(() => existing() !== before || inHand.size !== busy || alarm.hasRung());
  }

  function fits(command: Command): void {
    if (current) refused(() => check(existing(), command, now()));
  }

  async function carryOutDecision(command: Command): Promise<Standing> {
    for (const event of await inTurn(() => consequences(command))) note(event);
    await condition(() => toCallBack.size === 0);
    const { status, decision, agency } = existing();
    const nextDueAt = nextWakeTime(existing(), inHand, now());
    return {
      status,
      timeZone: agency.timeZone,
      ...(decision && { decision }),
      ...(nextDueAt && { nextDueAt }),
    };
  }

  /**
   * One act after the other: of what two local activities bring, a replay keeps no order. And what people ask before the
   * request is checked waits for that.
   */
  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    while (!current || isExamining) await condition(() => current !== undefined && !isExamining);
    isExamining = true;
    return work().finally(() => {
      isExamining = false;
    });
  }

  /** Worked out anew if anything happened meanwhile, so that no plan is made of what is past. */
  async function consequences(command: Command): Promise<AgreementEvent[]> {
    for (;;) {
      const before = existing();
      const examined = await examine(before, command, now());
      if (existing() === before) return refused(() => decide(before, examined, now()));
    }
  }

  function note(event: AgreementEvent): void {
    const before = existing();
    const after = evolve(before, event);
    current = after;
    for (const [scope, messages] of sending) {
      if (isOtherwise(messages, before, after, now())) callBack(scope);
    }
  }

  /** In a workflow task of its own: what is begun and called back within one ends at another moment in a replay. */
  function callBack(scope: CancellationScope): void {
    sending.delete(scope);
    toCallBack.add(scope);
    sleep(1, { summary: 'what is being sent is called back' }).then(() => {
      toCallBack.delete(scope);
      scope.cancel();
    });
  }

  function existing(): Agreement {
    if (current) return current;
    return refused(() => {
      throw new RefusedError(`${workflowInfo().workflowId} is still being checked; ask again in a moment.`);
    });
  }
}

function now(): Instant {
  return new Date().toISOString();
}
