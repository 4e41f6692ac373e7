// The command line as people run it: in its own process.
import { type ChildProcess, execFile } from 'node:child_process';
import { join } from 'node:path';

export type Ended = { code: number; out: string; err: string };

export type Running = {
  env?: Record<string, string>;
  cwd?: string;
  /** The folder of other code than this project's; left out: this project. */
  root?: string;
  /** Called while the process runs, and can interfere with it. */
  meanwhile?: (process: ChildProcess) => Promise<void>;
};

const here = join(import.meta.dirname, '../..');

/** Runs one command line to its end. It does not read the user's own Temporal configuration. */
export function runOnegov(
  words: string[],
  { env = {}, cwd, root = here, meanwhile }: Running = {},
): Promise<Ended> {
  const bin = join(root, 'bin/onegov.mjs');
  const options = {
    env: { ...process.env, XDG_CONFIG_HOME: '/nowhere', ...env },
    maxBuffer: 2 ** 26,
    ...(cwd !== undefined && { cwd }),
  };
  return new Promise((done, fail) => {
    const child = execFile(process.execPath, [bin, ...words], options, (error, out, err) =>
      done({ code: error ? Number(error.code) : 0, out, err }),
    );
    meanwhile?.(child).catch(fail);
  });
}
