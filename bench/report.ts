// The results as tables: each target beside what was reached, and all figures.
import type { Figures, Target } from './measurement.ts';
import { median } from './median.ts';

export type Measured = {
  name: string;
  about: string;
  targets: Target[];
  /** The figures of each round. */
  rounds: { this: Figures; other?: Figures }[];
};

export type Results = {
  at: string;
  machine: string;
  preset: string;
  /** The commit of the other build. */
  against?: string;
  load: { before: number; after: number };
  measured: Measured[];
};

/** A target beside what was reached. */
type Reached = {
  target: string;
  /** The figure of the other build, and its ratio if the target is a ratio within one build. */
  other?: number;
  otherRatio?: number;
  reached: number;
  ratio?: number;
  /** Left out: the other build was not measured. */
  met?: boolean;
};

/** The medians of all rounds. */
function medians(rounds: Figures[]): Figures {
  const names = Object.keys(rounds[0] ?? {});
  return Object.fromEntries(
    names.map((name) => [name, median(rounds.map((figures) => figures[name] ?? Number.NaN))]),
  );
}

function reached(target: Target, rounds: Measured['rounds']): Reached {
  const here = medians(rounds.map((round) => round.this));
  const others = rounds.flatMap(({ other }) => (other ? [other] : []));
  const there = others.length > 0 ? medians(others) : undefined;
  const ratioIn = (figures: Figures | undefined) => {
    if (!figures || !target.dividedBy) return undefined;
    const below = target.dividedBy === 'the other build' ? there : figures;
    const by = target.dividedBy === 'the other build' ? target.figure : target.dividedBy.figure;
    return below && (figures[target.figure] ?? Number.NaN) / (below[by] ?? Number.NaN);
  };
  const value = here[target.figure] ?? Number.NaN;
  const ratio = ratioIn(here);
  const compared = target.dividedBy ? ratio : value;
  const other = there?.[target.figure];
  const otherRatio = target.dividedBy === 'the other build' ? undefined : ratioIn(there);
  return {
    target: target.name,
    reached: value,
    ...(other !== undefined && { other }),
    ...(otherRatio !== undefined && { otherRatio }),
    ...(ratio !== undefined && { ratio }),
    ...(compared !== undefined && { met: isMet(target, compared) }),
  };
}

function isMet(target: Target, value: number): boolean {
  return 'atLeast' in target ? value >= target.atLeast : value <= target.atMost;
}

export function tableLines({ at, machine, preset, against, load, measured }: Results): string[] {
  return [
    `${at}, ${machine}, load ${load.before.toFixed(1)} before and ${load.after.toFixed(1)} after, preset ${preset}${against ? `, against ${against}` : ''}`,
    '',
    ...columns([
      ['target', 'other build', 'this build', 'ratio', 'wanted', 'met?'],
      ...measured.flatMap(({ targets, rounds }) => targets.map((target) => row(target, rounds))),
    ]),
    ...measured.flatMap(figureLines),
  ];
}

function row(target: Target, rounds: Measured['rounds']): string[] {
  const { other, otherRatio, reached: value, ratio, met } = reached(target, rounds);
  const by = target.dividedBy;
  const what = by ? ` of ${by === 'the other build' ? by : by.name}` : '';
  return [
    target.name,
    `${shown(other)}${otherRatio === undefined ? '' : ` (${shown(otherRatio)})`}`,
    shown(value),
    by ? shown(ratio) : '',
    `${'atLeast' in target ? `≥ ${target.atLeast}` : `≤ ${target.atMost}`}${what}`,
    met === undefined ? 'not compared' : met ? 'yes' : 'NO',
  ];
}

function figureLines({ about, rounds }: Measured): string[] {
  const here = medians(rounds.map((round) => round.this));
  const others = rounds.flatMap(({ other }) => (other ? [other] : []));
  const there = medians(others);
  const names = Object.keys(here);
  return [
    '',
    `${about}, medians of ${rounds.length}:`,
    '',
    ...columns([
      ['', 'other build', 'this build'],
      ...names.map((name) => [name, shown(there[name]), shown(here[name])]),
    ]),
  ];
}

/** Three digits or more, so that small and large figures can both be read. */
function shown(value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return '–';
  return Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
}

/** A Markdown table, so that it can be copied to docs/benchmarks.md. */
function columns(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  const [head = [], ...rest] = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)));
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rest.map(line)];
}
