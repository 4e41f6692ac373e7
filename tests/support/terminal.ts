// The command line at a terminal: `script` (util-linux) gives it one.
import { execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';

/** Is there a `script` that can run a command? That of BSD and macOS takes other options. */
export const hasTerminal = (() => {
  try {
    return execFileSync('script', ['--version'], { encoding: 'utf8' }).includes('util-linux');
  } catch {
    return false;
  }
})();

/**
 * Runs one command line at a terminal, and types an answer as soon as a question stands there.
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
