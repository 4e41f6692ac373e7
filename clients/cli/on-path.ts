// How the command `onegov` gets on the path of a terminal.
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const launchers = join(import.meta.dirname, '../../bin');

/** What to type so that a terminal with this path knows `onegov`; undefined if it does. */
export function toReachOnegov(path: string): string | undefined {
  if (path.split(delimiter).some((folder) => existsSync(join(folder, 'onegov')))) return undefined;
  return `export PATH="${launchers}:$PATH"`;
}
