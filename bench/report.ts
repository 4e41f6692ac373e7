// The results as a table.
import type { Footprint } from './footprint.ts';
import type { Kind, Year } from './years.ts';

export type Spread = { fastest: number; median: number; slowest: number };

export type Results = {
  at: string;
  year: string;
  machine: string;
  load: { before: number; after: number };
  runs: number;
  /** How long one year takes, from start to end. */
  seconds: Record<Kind | 'bareEngine', Spread>;
  /** Medians. */
  footprint: Record<Kind, Footprint>;
  /** One run of each kind, with an activation date in the future. */
  startedAhead: Record<Kind, Footprint>;
  /** All runs. */
  years: Record<Kind, Year>[];
};

/** The most seconds for an agreement's year, and the most events as a share of the plain workflow's. */
const targets = { seconds: 3, events: 0.75 };

export function spreadOf(values: number[]): Spread {
  return { fastest: Math.min(...values), median: median(values), slowest: Math.max(...values) };
}

/** For an even number of values, the lower one of the two in the middle. */
export function median(values: number[]): number {
  return values.toSorted((one, other) => one - other)[Math.ceil(values.length / 2) - 1] ?? Number.NaN;
}

export function tableLines({ at, year, machine, load, runs, ...results }: Results): string[] {
  const { seconds, footprint, startedAhead } = results;
  return [
    `${at}, ${machine}, load ${load.before.toFixed(2)} before and ${load.after.toFixed(2)} after`,
    `${year}: medians of ${runs} runs`,
    '',
    ...columns([
      ['', 'agreement', 'plain', 'ratio', 'by moment', 'ratio', 'target', 'met?'],
      [
        ...row('time', (kind) => seconds[kind].median, inSeconds),
        ...verdict(seconds.agreement.median, targets.seconds, ' s'),
      ],
      row('  fastest', (kind) => seconds[kind].fastest, inSeconds),
      row('  slowest', (kind) => seconds[kind].slowest, inSeconds),
      ['  without mail and directory', inSeconds(seconds.bareEngine.median)],
      [
        ...row('history events', (kind) => footprint[kind].events),
        ...verdict(footprint.agreement.events / footprint.plain.events, targets.events),
      ],
      row('  activation date ahead', (kind) => startedAhead[kind].events),
      row('state transitions', (kind) => footprint[kind].transitions),
      row('billable actions', (kind) => footprint[kind].actions),
      row('  without heartbeats', (kind) => footprint[kind].actions - footprint[kind].heartbeats),
      row('history bytes', (kind) => footprint[kind].bytes),
    ]),
    '',
    'plain: a workflow that sleeps and sends the same messages, with one activity for each message.',
    'by moment: the same with one activity for all messages of one moment.',
  ];
}

function row(name: string, of: (kind: Kind) => number, show: (value: number) => string = String): string[] {
  const { agreement, plain, plainByMoment } = {
    agreement: of('agreement'),
    plain: of('plain'),
    plainByMoment: of('plainByMoment'),
  };
  const ratio = (other: number) => (agreement / other).toFixed(3);
  return [name, show(agreement), show(plain), ratio(plain), show(plainByMoment), ratio(plainByMoment)];
}

function verdict(value: number, target: number, unit = ''): string[] {
  return [`${unit ? '' : 'ratio '}≤ ${target}${unit}`, value <= target ? 'yes' : 'NO'];
}

function inSeconds(value: number): string {
  return `${value.toFixed(2)} s`;
}

/** Aligns numbers to the right and words to the left. */
function columns(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const padded = (cell: string, column: number) =>
    column >= 1 && column <= 5 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0);
  return rows.map((row) => row.map(padded).join('  ').trimEnd());
}
