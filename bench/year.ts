// A rehearsed year: its time, and its cost for the server beside a plain workflow that sends the same messages.
import {
  businessDayAtOrAfter,
  businessDayAtOrBefore,
  dayAt,
  shiftDate,
} from '../agreements/time/calendar.ts';
import type { Footprint } from './footprint.ts';
import type { Figures, Measurement } from './measurement.ts';
import { median } from './median.ts';
import { openStage, type Stage } from './stage.ts';
import { agreementYear, type Kind, nothingOutside, sameYears, type Year } from './years.ts';

export const measurement: Measurement = {
  about: 'A year of Access Board with ChatGPT Enterprise, rehearsed',
  rounds: { short: 1, full: 3 },
  targets: [
    {
      ...{ name: 'billable actions of a year', figure: 'agreement actions', atMost: 0.6 },
      dividedBy: { figure: 'plain actions', name: "the plain workflow's" },
    },
    {
      ...{ name: 'a rehearsed year', figure: 'agreement seconds', atMost: 0.75 },
      dividedBy: 'the other build',
    },
    {
      ...{ name: 'history events of a year', figure: 'agreement events', atMost: 0.65 },
      dividedBy: { figure: 'plain events', name: "the plain workflow's" },
    },
  ],

  async run({ preset, say, interruption }) {
    const stage = await openStage(say, interruption);
    return measureYears(stage, preset === 'short' ? 2 : 5, say).finally(stage.close);
  },
};

/** One warm-up, then runs in which the kinds take turns, so that a slow moment of the machine slows all of them. */
async function measureYears(stage: Stage, runs: number, say: (line: string) => void): Promise<Figures> {
  const { past, ahead } = startDates();
  say('Warming up …');
  await sameYears(stage, 'warm-up', past);
  const years: Record<Kind, Year>[] = [];
  for (let run = 1; run <= runs; run++) {
    say(`Year ${run} of ${runs} …`);
    years.push(await sameYears(stage, `run-${run}`, past));
  }
  say('With an activation date ahead …');
  const startedAhead = await sameYears(stage, 'ahead', ahead);
  say('Without mail and directory …');
  await stage.replacePorts(nothingOutside);
  const bare: Year[] = [];
  for (let run = 0; run <= runs; run++) bare.push(await agreementYear(stage, `bare-${run}`, past));
  const kinds = Object.keys(startedAhead) as Kind[];
  return Object.assign(
    {},
    ...kinds.map((kind) =>
      figuresOf(
        kind,
        years.map((year) => year[kind]),
      ),
    ),
    ...kinds.map((kind) => ({ [`${kind} events, activation ahead`]: startedAhead[kind].footprint.events })),
    { 'agreement seconds without mail and directory': median(bare.slice(1).map(({ seconds }) => seconds)) },
  );
}

/** Medians. */
function figuresOf(kind: Kind, years: Year[]): Figures {
  const of = (name: keyof Footprint) => median(years.map(({ footprint }) => footprint[name]));
  return {
    [`${kind} seconds`]: median(years.map(({ seconds }) => seconds)),
    [`${kind} events`]: of('events'),
    [`${kind} transitions`]: of('transitions'),
    [`${kind} actions`]: of('actions'),
    [`${kind} heartbeats`]: of('heartbeats'),
    [`${kind} bytes`]: of('bytes'),
  };
}

/**
 * Start dates that give the same result at any hour. On the last business day, all onboarding is due at once. On a
 * future business day, all onboarding waits.
 */
function startDates() {
  const today = dayAt(new Date().toISOString(), 'UTC');
  return {
    past: businessDayAtOrBefore(shiftDate(today, '-P1D')),
    ahead: businessDayAtOrAfter(shiftDate(today, 'P7D')),
  };
}
