// Lines that fit the screen: wrapped text, and rows under a heading for each day.

import { dayOfInstant, relativeDay, timeInWords } from '../../agreements/time/date-words.ts';
import type { Instant } from '../../agreements/time/instants.ts';
import { colors } from './terminal.ts';

/** What is printed on. A file or a pipe has lines without an end, and no colors. */
export type Screen = { columns: number; colors: typeof colors };

/** The terminal, file or pipe that the output goes to. Some terminals say that they have 0 columns: they don't know. */
export function screen(): Screen {
  return { columns: process.stdout.columns || Number.POSITIVE_INFINITY, colors };
}

type Paint = (text: string) => string;

/** Something at an instant: its text, and notes below it. */
export type Row = {
  at: Instant;
  timeZone: string;
  mark: string;
  text: string;
  notes?: string[];
  paint?: Paint;
};

/** Within a text that other people wrote, they would begin lines that look like ours. */
const lineBreaks = /[\r\n\u0085\u2028\u2029]+/g;

/** A text in lines of at most this many columns, each indented like the first one. Longer words stay whole. */
export function wrapped(start: string, text: string, columns: number): string[] {
  const indent = ' '.repeat(start.length);
  const lines: string[] = [];
  let line = start;
  for (const [index, word] of text.replace(lineBreaks, ' ').split(' ').entries()) {
    const isFirst = index === 0 || line === indent;
    if (!isFirst && line.length + 1 + word.length > columns) {
      lines.push(line.trimEnd());
      line = indent + word;
    } else {
      line += isFirst ? word : ` ${word}`;
    }
  }
  return [...lines, line];
}

/** A label, and its text in a column of its own. */
export function labelled(label: string, text: string, { columns }: Screen): string[] {
  return wrapped(label.padEnd(11), text, columns);
}

/** Rows in their order, with a heading for each day: `Thu, Jan 21, 2027 (in 30 days)`. */
export function linesByDay(rows: Row[], now: Instant, screen: Screen): string[] {
  const { colors, columns } = screen;
  const times = rows.map(({ at, timeZone }) => timeInWords(at, timeZone));
  const width = Math.max(...times.map(({ length }) => length));
  let last = '';
  return rows.flatMap(({ at, timeZone, mark, text, notes = [], paint = same }, index) => {
    const day = dayOfInstant(at, timeZone);
    const heading = day === last ? [] : [colors.bold(`${day} (${relativeDay(at, now, timeZone)})`)];
    last = day;
    const start = `  ${mark} ${(times[index] ?? '').padEnd(width)}  `;
    const blank = ' '.repeat(start.length);
    return [
      ...heading,
      ...wrapped(start, text, columns).map(paint),
      ...notes.flatMap((note) => wrapped(blank, note, columns)).map(colors.dim),
    ];
  });
}

function same(text: string): string {
  return text;
}
