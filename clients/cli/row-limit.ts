// How many rows a list prints, and how it says that there are more.
import { Option } from 'commander';
import { countArgument } from './arguments.ts';

/** Rows for a person to read, and for a program, which holds all of them in memory. */
const limits = { people: 200, programs: 20_000 };

/** `--limit`. */
export function limit(says: string): Option {
  return new Option('--limit <count>', says).argParser(countArgument);
}

/** The limit that was typed, or else one that suits the output. */
export function limitOf(options: { limit?: number; json?: boolean; csv?: boolean; ics?: boolean }): number {
  const isForPrograms = options.json || options.csv || options.ics;
  return options.limit ?? (isForPrograms ? limits.programs : limits.people);
}

/** Says on stderr that the list was cut: what stands on stdout may be read by a program. */
export function sayMore(more: number): void {
  if (more > 0)
    process.stderr.write(
      `${more.toLocaleString('en-US')} more. Show them with --limit, or narrow the list.\n`,
    );
}
