// Asks the person at the terminal before something is done. `run-command.ts` decides which commands ask.
import { createInterface } from 'node:readline/promises';
import { RefusedError } from '../../agreements/validation/errors.ts';
import { said } from '../output/terminal.ts';

/** Is there a terminal to ask at? */
export function canAsk(): boolean {
  return process.stdin.isTTY === true;
}

/**
 * Shows what would be done, and asks.
 * @throws {RefusedError} if the answer is not yes.
 */
export async function confirm(shown: string[], question: string): Promise<void> {
  for (const line of shown) said(line);
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await lines.question(`${question} [y/N] `);
  lines.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw new RefusedError('Nothing was done.');
}
