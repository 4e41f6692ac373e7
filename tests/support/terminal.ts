// The command line at a terminal: `script` (util-linux) gives it one.
import { execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';

/** Is there a `script` with the options that we use? BSD and macOS have a different one. */
export const hasTerminal = (() => {
  try {
    return execFileSync('script', ['--version'], { encoding: 'utf8' }).includes('util-linux');
  } catch {
    return false;
  }
})();

/**
 * Runs one command line at a terminal, and types an answer when the command asks a question.
 * @returns everything that the terminal showed, without colors
 */
export function atTerminal(
  words: string[],
  { env, answer }: { env: Record<string, string>; answer?: string },
): Promise<{ code: number | null; shown: string }> {
  const bin = join(import.meta.dirname, '../../bin/onegov.mjs');
  const command = [process.execPath, bin, ...words]
    .map((word) => `'${word.replaceAll("'", "'\\''")}'`)
    .join(' ');
  const child = spawn('script', ['-qec', command, '/dev/null'], { env: { ...process.env, ...env } });
  let shown = '';
  child.stdout.on('data', (data) => {
    shown += data;
    if (answer !== undefined && shown.includes('[y/N]')) child.stdin.end(`${answer}\n`);
  });
  return new Promise((done) => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what colors are made of
    child.on('close', (code) => done({ code, shown: shown.replace(/\u001b\[[\d;?]*[A-Za-z]/g, '') }));
  });
}
