// Limits the rows of a list, and says how many more there are.
import { Option } from 'commander';
import { countArgument } from './arguments.ts';

/** The most rows for a person to read, and for a program. All of them are held in memory. */
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

/** Says on stderr how many rows are left, because a program may read stdout. */
export function sayMore(more: number): void {
  if (more > 0)
    process.stderr.write(
      `${more.toLocaleString('en-US')} more. Show them with --limit, or narrow the list.\n`,
    );
}
