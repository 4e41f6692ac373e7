// What docker-compose.yml runs, for tests that run the same as processes.
import { readFileSync } from 'node:fs';

const file = new URL('../../docker-compose.yml', import.meta.url);

/** The words after `node bin/onegov.mjs` in the command of a service. @throws if it has no such command */
export function wordsOf(service: string): string[] {
  const [, rest = ''] = readFileSync(file, 'utf8').split(`\n  ${service}:\n`);
  const [ours = ''] = rest.split(/\n {2}\w/);
  const words = /^ {4}command: \[node, bin\/onegov\.mjs, (.*)\]$/m.exec(ours)?.[1];
  if (words === undefined) throw new Error(`The service ${service} runs no command of ours.`);
  return words.split(', ');
}
