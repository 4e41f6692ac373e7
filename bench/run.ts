// npm run bench: measures the time of a rehearsed year, and its cost for the server compared with a plain workflow.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
  businessDayAtOrAfter,
  businessDayAtOrBefore,
  dayAt,
  shiftDate,
} from '../agreements/time/calendar.ts';
import { readConfig } from '../config/config.ts';
import type { Footprint } from './footprint.ts';
import { median, type Results, spreadOf, tableLines } from './report.ts';
import { openStage, type Stage } from './stage.ts';
import { agency, agreementYear, type Kind, nothingOutside, offer, sameYears, type Year } from './years.ts';

try {
  const { json, runs } = options();
  const stage = await openStage(console.log, interruption());
  const results = await measure(stage, runs).finally(stage.close);
  mkdirSync(dirname(json), { recursive: true });
  writeFileSync(json, `${JSON.stringify(results, null, 2)}\n`);
  console.log(['', ...tableLines(results), '', `All figures: ${json}`].join('\n'));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

/** Ctrl-C ends the measurement after the current year. A second Ctrl-C ends it at once. */
function interruption(): AbortSignal {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => controller.abort(new Error('Interrupted.')));
  return controller.signal;
}

function options(): { json: string; runs: number } {
  const { values } = parseArgs({
    options: { json: { type: 'string' }, runs: { type: 'string', default: '7' } },
  });
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1)
    throw new Error('--runs is not a whole number above 0; give one such as 7.');
  return { json: resolve(values.json ?? join(readConfig().dataFolder, 'bench.json')), runs };
}

/** One warm-up, then runs in which the kinds take turns, so that a slow moment of the machine slows all of them. */
async function measure(stage: Stage, runs: number): Promise<Results> {
  const before = load();
  const { past, ahead } = startDates();
  console.log('Warming up …');
  await sameYears(stage, 'warm-up', past);
  const years: Record<Kind, Year>[] = [];
  for (let run = 1; run <= runs; run++) {
    console.log(`Run ${run} of ${runs} …`);
    years.push(await sameYears(stage, `run-${run}`, past));
  }
  console.log('With an activation date ahead …');
  const startedAhead = await sameYears(stage, 'ahead', ahead);
  console.log('Without mail and directory …');
  await stage.replacePorts(nothingOutside);
  const bare: Year[] = [];
  for (let run = 0; run <= runs; run++) bare.push(await agreementYear(stage, `bare-${run}`, past));
  const seconds = (list: Year[]) => spreadOf(list.map((year) => year.seconds));
  const ofKind = (kind: Kind) => years.map((year) => year[kind]);
  return {
    at: new Date().toISOString(),
    year: `A year of ${agency} with ${offer}`,
    machine: `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}`,
    load: { before, after: load() },
    runs,
    seconds: { ...forEach((kind) => seconds(ofKind(kind))), bareEngine: seconds(bare.slice(1)) },
    footprint: forEach((kind) => medians(ofKind(kind))),
    startedAhead: forEach((kind) => startedAhead[kind].footprint),
    years,
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

function forEach<T>(of: (kind: Kind) => T): Record<Kind, T> {
  return { agreement: of('agreement'), plain: of('plain'), plainByMoment: of('plainByMoment') };
}

function medians(years: Year[]): Footprint {
  const of = (name: keyof Footprint) => median(years.map(({ footprint }) => footprint[name]));
  return {
    events: of('events'),
    transitions: of('transitions'),
    actions: of('actions'),
    heartbeats: of('heartbeats'),
    bytes: of('bytes'),
  };
}

/** The load average of the last minute. */
function load(): number {
  return loadavg()[0] ?? Number.NaN;
}
