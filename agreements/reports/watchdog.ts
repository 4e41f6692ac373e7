// The watchdog: what should have happened and did not, as far as it shows from outside. It asks no agreement.
import { asPhrase, obligationName } from '../model/obligation-names.ts';
import { instantInWords } from '../time/date-words.ts';
import type { Instant } from '../time/instants.ts';
import { between, hour, later } from '../time/instants.ts';
import { operatorsZone } from '../time/operators-hours.ts';
import { age, lastRunBefore, named, operatorsTime, type Report, type Row } from './report.ts';
import { counted, createShortlist } from './shortlist.ts';

/** How long after its time something counts as overdue. Before that it may still be in progress. */
export const overdueAfter = hour;

/** How many are named one by one. The rest are counted. */
const mostNamed = 25;

/** A report's schedule, and the last of its runs, oldest first. */
export type ScheduleState =
  /** `hidden`: the account may not see schedules. */
  | { id: string; exists: false | 'hidden' }
  | {
      id: string;
      exists: true;
      createdAt: Instant;
      /** Why it is paused. Left out: it is not. */
      paused?: string;
      /** How many runs were lost because they came too late. */
      missed: number;
      runs: { id: string; at: Instant; status: string }[];
    };

type When = { hour: number; weekday?: number };

/** Gathers what is found, in bounded memory, and puts it into words. */
export function createWatchdog(now: Instant) {
  const soonest = (one: Row, other: Row) => between(other.nextDueAt ?? now, one.nextDueAt ?? now);
  const overdue = createShortlist<Row>(mostNamed, soonest);
  const stuck = createShortlist<Row>(mostNamed, (one, other) => between(other.startedAt, one.startedAt));
  const silent = createShortlist<Row>(mostNamed, (one, other) => between(other.startedAt, one.startedAt));
  const stopped = createShortlist<Row>(mostNamed, (one, other) =>
    between(one.closedAt ?? now, other.closedAt ?? now),
  );
  const failed = createShortlist<Row>(mostNamed, (one, other) => between(other.startedAt, one.startedAt));
  const schedules: string[] = [];
  return {
    /** It runs, and its next obligation is overdue. */
    overdue: overdue.add,
    /** It runs, and published nothing that is due and no open issue. */
    silent: silent.add,
    /** Its workflow keeps failing, and it is neither overdue nor silent yet. */
    stuck: stuck.add,
    /** Someone ended it in Temporal. */
    stopped: stopped.add,
    /** One of its obligations failed, and nobody has resolved that. */
    failed: failed.add,
    /** @param self the workflow that asks, if it is a run of this schedule */
    schedule: (state: ScheduleState, when: When, self?: string) =>
      schedules.push(...scheduleFindings(state, when, now, self)),

    /** @param held how many agreements are on hold: their notices wait for the release */
    report(openAgreements: number, held = 0): Report {
      const onHold = counted(held, 'agreement');
      const sections = [
        {
          heading: 'Overdue: without an outcome',
          list: overdue.lines((row) => overdueLine(row, now)),
        },
        {
          heading: 'Silent: running, but nothing is published',
          list: silent.lines(
            (row) => `${named(row)}: started ${age(row.startedAt, now)} ago; ${lookAtIt(row)}`,
          ),
        },
        {
          heading: 'Stuck: the workflow keeps failing, so nothing will happen',
          list: stuck.lines((row) => `${named(row)}: ${lookAtIt(row)}`),
        },
        {
          heading: 'Failed: given up, and not resolved',
          list: failed.lines((row) => failedLine(row, now)),
        },
        {
          heading: 'Stopped in Temporal in the last seven days: access was left as it was',
          list: stopped.lines((row) => stoppedLine(row, now)),
        },
        { heading: 'Schedules', list: schedules },
        {
          heading: 'On hold',
          list: held > 0 ? [`${onHold}: the notices wait until "onegov release"`] : [],
        },
      ].filter(({ list }) => list.length > 0);
      const counts: [number, string][] = [
        [overdue.count(), 'overdue'],
        [silent.count(), 'silent'],
        [stuck.count(), 'stuck'],
        [failed.count(), 'with a failure'],
        [stopped.count(), 'stopped in Temporal'],
      ];
      const parts = counts.flatMap(([count, is]) => (count ? [`${counted(count, 'agreement')} ${is}`] : []));
      if (schedules.length > 0) parts.push(`${counted(schedules.length, 'problem')} with schedules`);
      const found = counts.reduce((sum, [count]) => sum + count, schedules.length);
      const all = counted(openAgreements, 'open agreement');
      const waiting = held > 0 ? `, except for the notices of ${onHold} on hold` : '';
      return found === 0
        ? {
            subject: 'Watchdog: nothing is overdue',
            lead: [
              `Every obligation that was due has an outcome${waiting} (${all}).`,
              'There is nothing for you to do.',
            ],
            sections: [],
            found,
          }
        : {
            subject: `Watchdog: ${parts.join(', ')}`,
            lead: [
              `Not everything happened that should have. Of ${all}: ${parts.join(', ')}.`,
              'Please check that workers run ("onegov worker"), and look at each item. "onegov watchdog" checks again.',
            ],
            sections,
            found,
          };
    },
  };
}

/** Only what was due at the published instant is surely overdue. What was due later may have happened. */
function overdueLine(row: Row, now: Instant): string {
  const { nextDueAt = now, ledger, isStuck } = row;
  const due = ledger?.due.filter(({ dueAt }) => between(dueAt, nextDueAt) === 0).map(({ id }) => id) ?? [];
  const what = due.length > 0 ? due.map(obligationName).join('; ') : 'something that was due at once';
  const delayed = ledger?.issues.find(
    ({ kind, obligation }) => kind === 'delayed' && due.includes(obligation ?? ''),
  );
  const why = isStuck ? `; ${lookAtIt(row)}` : delayed ? '; it is being retried' : '';
  const at = instantInWords(nextDueAt, ledger?.timeZone ?? operatorsZone);
  return `${named(row)}: ${what}, due ${at}, ${age(nextDueAt, now)} ago${why}`;
}

function lookAtIt({ id, isStuck }: Row): string {
  return isStuck
    ? `its workflow keeps failing: see ${id} in the Temporal UI`
    : `see ${id} in the Temporal UI`;
}

function failedLine(row: Row, now: Instant): string {
  const issues = row.ledger?.issues.filter(({ kind }) => kind === 'failed') ?? [];
  const [first] = issues;
  if (!first) return `${named(row)}: see "onegov issues"`;
  const others = issues.length > 1 ? `; and ${issues.length - 1} more` : '';
  return `${named(row)}: ${asPhrase(first.text)}, ${age(first.since, now)} ago${others}`;
}

function stoppedLine(row: Row, now: Instant): string {
  const { status, phase, closedAt = now } = row;
  return `${named(row)}: ${status.toLowerCase().replace('_', ' ')} ${operatorsTime(closedAt)} while ${phase}`;
}

function scheduleFindings(state: ScheduleState, when: When, now: Instant, self?: string): string[] {
  const { id } = state;
  if (state.exists !== true) {
    const absent = `There is no schedule ${id}. The next start of a worker creates it.`;
    return state.exists === 'hidden' ? [] : [absent];
  }
  if (state.paused !== undefined)
    return [`${id} is paused${state.paused ? ` (${state.paused})` : ''}: unpause it in the Temporal UI.`];
  const others = state.runs.filter((run) => run.id !== self);
  const due = lastRunBefore(later(now, -overdueAfter), when);
  const isMissed = between(state.createdAt, due) >= 0 && !others.some(({ at }) => between(due, at) >= 0);
  const total = state.missed > 0 ? ` (${counted(state.missed, 'run')} lost since it was created)` : '';
  const last = others.at(-1);
  return [
    ...(isMissed ? [`${id} did not run ${operatorsTime(due)}${total}.`] : []),
    ...(last && hasFailed(last, now)
      ? [`${id}: the run of ${operatorsTime(last.at)} ${endOf(last)}: see ${last.id} in the Temporal UI.`]
      : []),
  ];
}

function hasFailed({ status, at }: { status: string; at: Instant }, now: Instant): boolean {
  return status === 'RUNNING'
    ? between(at, now) > overdueAfter
    : ['FAILED', 'TERMINATED', 'CANCELLED', 'TIMED_OUT'].includes(status);
}

function endOf({ status }: { status: string }): string {
  return status === 'RUNNING' ? 'has not ended' : `ended as ${status.toLowerCase().replace('_', ' ')}`;
}
