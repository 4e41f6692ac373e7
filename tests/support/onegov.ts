// The command line as people run it: in a process of its own.
import { type ChildProcess, execFile } from 'node:child_process';
import { join } from 'node:path';

export type Ended = { code: number; out: string; err: string };

export type Running = {
  env?: Record<string, string>;
  cwd?: string;
  /** May interfere with the process while it runs. */
  meanwhile?: (process: ChildProcess) => Promise<void>;
};

/** Runs one command line to its end. Nobody's own Temporal configuration is read. */
export function runOnegov(words: string[], { env = {}, cwd, meanwhile }: Running = {}): Promise<Ended> {
  const bin = join(import.meta.dirname, '../../bin/onegov.mjs');
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
