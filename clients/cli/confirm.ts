// Asking the person at the terminal before something is done.
import { createInterface } from 'node:readline/promises';
import { counted } from '../../agreements/reports/report.ts';
import { RefusedError } from '../../agreements/validation/errors.ts';

/** @throws {RefusedError} if the person at the terminal does not say yes, or there is none to ask. */
export async function confirmMany(type: string, says: string, total: number): Promise<void> {
  if (!process.stdin.isTTY) {
    throw new RefusedError(
      `That is ${counted(total, 'agreement')} to ${type}; say --yes to go on, or look first with --dry-run.`,
    );
  }
  process.stderr.write(`${type}: ${says}.\n`);
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await lines.question(`That is ${counted(total, 'agreement')}. Go on? [y/N] `);
  lines.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw new RefusedError('Nothing was done.');
}
