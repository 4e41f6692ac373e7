// The loop of workflows/agreement.ts without an engine. A test sets its clock, and what goes wrong.

import { check } from '../../../agreements/commands/check.ts';
import type { Command } from '../../../agreements/commands/command.ts';
import { decide } from '../../../agreements/commands/decide.ts';
import { examine } from '../../../agreements/commands/examine.ts';
import { recipientsLeft } from '../../../agreements/contacts/recipients.ts';
import { allOverDailyLimit } from '../../../agreements/delivery/daily-limit.ts';
import { afterSending, bouncesAtOnce } from '../../../agreements/delivery/result.ts';
import { evolve } from '../../../agreements/lifecycle/evolve.ts';
import { ownInstant } from '../../../agreements/lifecycle/known-ids.ts';
import { isClosed, lastsPast } from '../../../agreements/lifecycle/phases.ts';
import type { Agreement } from '../../../agreements/model/agreement.ts';
import type { AgreementEvent } from '../../../agreements/model/events.ts';
import type { Obligation, Settlement } from '../../../agreements/model/obligations.ts';
import type { Contact } from '../../../agreements/model/parties.ts';
import type { BounceMeaning, Receipt } from '../../../agreements/model/receipts.ts';
import { isInternal, review, triedLast } from '../../../agreements/obligations/due.ts';
import { isAccess } from '../../../agreements/obligations/relevance.ts';
import { tryAgainAt } from '../../../agreements/obligations/retry.ts';
import { nextWakeTime } from '../../../agreements/obligations/wake-time.ts';
import { planNextTerm } from '../../../agreements/planning/next-term.ts';
import type { Instant } from '../../../agreements/time/instants.ts';
import { later } from '../../../agreements/time/instants.ts';
import { RefusedError } from '../../../agreements/validation/errors.ts';

/** The result of one message, or of one change in the directory. */
export type Fate = Receipt['result'] | BounceMeaning | 'later';
export type AccessFate = 'done' | 'later' | 'never';

export type World = {
  mail: (to: string, now: Instant) => Fate;
  directory: (now: Instant) => AccessFate;
  /** How long mail and directory take, in milliseconds. */
  takes: number;
  /** When the engine runs to look at what is due at an instant. */
  awake: (at: Instant) => Instant;
};

const healthy: World = {
  mail: () => 'accepted',
  directory: () => 'done',
  takes: 1000,
  awake: (at) => at,
};

export type Act = { at: Instant; command: Command };

/** A message that was handed over, and the agreement as it was then. */
export type Sent = {
  to: string;
  result: Receipt['result'];
  obligation: Obligation;
  at: Instant;
  from: Agreement;
};

export type Course = {
  agreement: Agreement;
  sent: Sent[];
  refusals: string[];
  /** The features that have a group in the directory. */
  directory: Set<string>;
  /** Every obligation that was ever planned. */
  planned: Map<string, Obligation>;
  /** The ids of obligations that failed while they were in the plan. */
  failed: string[];
};

export type Plot = {
  world?: Partial<World>;
  acts?: Act[];
  until: Instant;
  /** It ends after this many terms. */
  terms?: number;
  /** Called each time that all that is due has been begun. */
  watch?: (course: Course, now: Instant, inProgress: ReadonlyMap<string, Obligation>) => void;
};

/** The course of an agreement up to an instant. Throws if the loop does not come to rest. */
export function simulate(begun: Agreement, from: Instant, plot: Plot): Course {
  const world = { ...healthy, ...plot.world };
  const acts = (plot.acts ?? []).toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at));
  const inProgress = new Map<string, Obligation>();
  let working: { at: Instant; finish: () => void }[] = [];
  let now = from;
  const course: Course = {
    agreement: begun,
    sent: [],
    refusals: [],
    directory: new Set(),
    planned: new Map(begun.plan.map((obligation) => [obligation.id, obligation])),
    failed: [],
  };

  for (let step = 0; step < 20_000; step++) {
    carryOutWhatIsDue();
    plot.watch?.(course, now, inProgress);
    const { agreement } = course;
    if (isFinished()) {
      if (agreement.status !== 'renewed' || agreement.term.number === (plot.terms ?? 9)) return course;
      const replan = planNextTerm(agreement, now);
      note({ type: 'term-began', at: now, number: replan.dates.term.number, replan });
      continue;
    }
    const next = [nextWakeTime(agreement, inProgress, now), working[0]?.at, acts[0]?.at, plot.until]
      .filter((at) => at !== undefined)
      .reduce(sooner);
    if (Date.parse(next) >= Date.parse(plot.until)) return course;
    now = latest(now, world.awake(next));
    finishWork();
    while (acts[0] && hasCome(acts[0].at)) carryOut((acts.shift() as Act).command);
  }
  throw new Error(`The loop does not come to rest: ${now}, ${JSON.stringify(course.agreement.plan)}`);

  function isFinished(): boolean {
    return inProgress.size === 0 && (course.agreement.status === 'renewed' || isClosed(course.agreement));
  }

  function carryOutWhatIsDue(): void {
    for (;;) {
      const { due, settled } = review(course.agreement, now, inProgress);
      for (const settlement of triedLast(course.agreement, settled)) settle(settlement);
      for (const { id } of due.filter(isInternal)) settle({ at: now, id, outcome: 'carried-out' });
      const messages = due.filter(({ kind }) => kind === 'notice' || kind === 'alert');
      if (messages.length > 0) inBackground(messages, send(messages));
      for (const step of due.filter(isAccess)) inBackground([step], provision(step));
      if (due.length === 0 && settled.length === 0) return;
    }
  }

  function settle(settlement: Settlement): void {
    const isPlanned = course.agreement.plan.some(({ id }) => id === settlement.id);
    if (isPlanned) note({ type: 'settled', ...settlement });
  }

  function inBackground(obligations: Obligation[], work: () => AgreementEvent[]): void {
    for (const obligation of obligations) inProgress.set(obligation.id, obligation);
    working = [
      ...working,
      {
        at: later(now, world.takes),
        finish: () => {
          for (const event of work()) {
            if ('id' in event) inProgress.delete(event.id);
            note(event);
          }
          for (const { id } of obligations) inProgress.delete(id);
        },
      },
    ];
  }

  function finishWork(): void {
    const done = working.filter(({ at }) => hasCome(at));
    working = working.filter(({ at }) => !hasCome(at));
    for (const { finish } of done) finish();
  }

  function send(obligations: Obligation[]): () => AgreementEvent[] {
    const from = course.agreement;
    const overLimit = allOverDailyLimit(
      obligations
        .filter((one) => one.kind === 'notice')
        .map((notice) => ({ notice, recipients: recipientsLeft(notice, from) })),
      from,
      now,
    );
    const fates = obligations.map((obligation) => {
      const all = recipientsFor(obligation, from);
      const over = overLimit.get(obligation.id);
      const recipients = all.filter((one) => !over?.waiting.includes(one)).map(({ email }) => email);
      const receipts = recipients.flatMap((to): Receipt[] => {
        const fate = world.mail(to, now);
        if (fate === 'later') return [];
        const answer = isMeaning(fate) ? { result: 'refused' as const, meaning: fate } : { result: fate };
        course.sent.push({ to, result: answer.result, obligation, at: now, from });
        return [{ to, messageId: `<${now}@${to}>`, reply: replies[answer.result], at: now, ...answer }];
      });
      return { obligation, receipts, over, count: recipients.length - receipts.length };
    });
    return () => [
      ...fates.map(({ obligation, receipts, over, count }) => {
        const missing = { count, reason: 'the mail server does not answer' };
        return afterSending(obligation, receipts, missing, now, over);
      }),
      ...bouncesAtOnce(
        obligations,
        Object.fromEntries(fates.map(({ obligation, receipts }) => [obligation.id, receipts])),
        now,
      ),
    ];
  }

  function provision(step: Obligation): () => AgreementEvent[] {
    const { id } = step;
    const fate = world.directory(now);
    if (fate === 'done') changeDirectory(course, step, now);
    return () => {
      if (fate === 'done') return [{ type: 'settled', at: now, id, outcome: 'carried-out' }];
      const reason = 'the directory does not answer';
      const until = fate === 'later' ? tryAgainAt(step, now) : undefined;
      return until
        ? [{ type: 'delayed', at: now, id, until, reason: `${id}: ${reason}` }]
        : [{ type: 'settled', at: now, id, outcome: 'failed', reason }];
    };
  }

  function carryOut(asked: Command): void {
    try {
      check(course.agreement, asked);
      now = ownInstant(course.agreement, now);
      for (const event of decide(course.agreement, examine(course.agreement, asked, now), now)) note(event);
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      course.refusals.push(error.message);
    }
  }

  function note(event: AgreementEvent): void {
    const { plan } = course.agreement;
    if (event.type === 'settled' && event.outcome === 'failed' && plan.some(({ id }) => id === event.id)) {
      course.failed.push(event.id);
    }
    course.agreement = evolve(course.agreement, event, inProgress);
    const fresh = 'replan' in event ? (event.replan?.plan ?? []) : [];
    for (const obligation of [...fresh, ...course.agreement.plan])
      course.planned.set(obligation.id, obligation);
  }

  function hasCome(at: Instant): boolean {
    return Date.parse(at) <= Date.parse(now);
  }
}

const replies = { accepted: '250 OK', refused: '550 No', uncertain: 'no answer' };

function isMeaning(fate: Receipt['result'] | BounceMeaning): fate is BounceMeaning {
  return fate !== 'accepted' && fate !== 'refused' && fate !== 'uncertain';
}

function recipientsFor(obligation: Obligation, agreement: Agreement): Contact[] {
  if (obligation.kind !== 'notice')
    return [{ name: 'Operators', email: 'operators@onegov.example', roles: [] }];
  return recipientsLeft(obligation, agreement);
}

function changeDirectory({ agreement, directory }: Course, step: Obligation, now: Instant): void {
  if (step.kind === 'grant-access') {
    for (const feature of agreement.features.filter((one) => lastsPast(one, now))) directory.add(feature.id);
  }
  if (step.kind === 'end-features') for (const feature of step.features) directory.delete(feature);
  if (step.kind === 'end-access') directory.clear();
}

function sooner(one: Instant, other: Instant): Instant {
  return Date.parse(one) <= Date.parse(other) ? one : other;
}

function latest(one: Instant, other: Instant): Instant {
  return Date.parse(one) >= Date.parse(other) ? one : other;
}
