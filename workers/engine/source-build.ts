// Builds Temporal's programs from source with Go, into the project's cache.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StartError, startChild } from './child-process.ts';
import { during, type Reporter } from './progress.ts';

/** A program, by its file in the cache and the Go package that it is built from. */
export type Tool = {
  title: string;
  file: string;
  source: string;
  /** How many Go packages it has, to tell how far a build is. */
  packages: number;
};

/** Versions that work together. Each version has its own file, so versions of this project can share the cache. */
export const tools = {
  server: {
    title: 'the Temporal server (once)',
    file: 'temporal-server-1.32.1',
    source: 'go.temporal.io/server/cmd/server@v1.32.1',
    packages: 1616,
  },
  ui: {
    title: 'the Temporal UI (once)',
    file: 'temporal-ui-2.54.1',
    source: 'github.com/temporalio/ui-server/v2/cmd/server@v2.54.1',
    packages: 430,
  },
  sql: {
    title: "Temporal's schema tool (once)",
    file: 'temporal-sql-tool-1.32.1',
    source: 'go.temporal.io/server/cmd/tools/sql@v1.32.1',
    packages: 835,
  },
} satisfies Record<string, Tool>;

/** The program's path in the cache, if it is there. */
export function cached(cache: string, tool: Tool): string | undefined {
  const path = join(cache, tool.file);
  return existsSync(path) ? path : undefined;
}

export async function hasGo(): Promise<boolean> {
  return promisify(execFile)('go', ['version']).then(
    () => true,
    () => false,
  );
}

/** How Temporal's own releases are built: without C, and without the parts of gRPC that only Google's storage uses. */
const flags = ['-tags=disable_grpc_modules', '-ldflags=-s -w'];
const noC = 'CGO_ENABLED=0';

export type BuildOptions = {
  /** Leaves the processor to everything else that runs. */
  isBackground?: boolean;
  /** Stops the build. */
  signal?: AbortSignal;
};

/**
 * The program's path in the cache; builds it first if it is not there. Each build has its own folder, so several may
 * run at once.
 * @throws {StartError} naming the log if the build fails or is stopped
 */
export async function builtTool(
  cache: string,
  tool: Tool,
  reporter: Reporter,
  { isBackground = false, signal }: BuildOptions = {},
): Promise<string> {
  const there = cached(cache, tool);
  if (there) return there;
  mkdirSync(cache, { recursive: true });
  const bin = mkdtempSync(join(cache, 'build-'));
  const log = join(cache, `${tool.file}.log`);
  const args = [`GOBIN=${bin}`, noC, 'go', 'install', '-v', ...flags, tool.source];
  const begun = Date.now();
  const far = () => howFar(compiledIn(log), tool.packages, Date.now() - begun);
  try {
    const build = async () => {
      const { pid, exited, stop } = await startChild({ name: 'Go', command: 'env', args, log });
      if (isBackground) setPriority(pid, constants.priority.PRIORITY_LOW);
      signal?.addEventListener('abort', stop);
      if (signal?.aborted) await stop();
      if ((await exited) !== 0) throw new StartError(`Go can't build ${tool.source}; ${log} says why.`);
    };
    await during(reporter, `Building ${tool.title}`, build, far);
    const path = join(cache, tool.file);
    renameSync(join(bin, builtName(tool)), path);
    return path;
  } finally {
    rmSync(bin, { recursive: true, force: true });
  }
}

/** How many packages a build has compiled: with -v, Go prints the path of each, and `go:` before all else. */
function compiledIn(log: string): number {
  return readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('go: ')).length;
}

/**
 * `30%, about 2 min left`; nothing at the beginning, when nobody knows.
 * @param milliseconds since the build began
 */
export function howFar(done: number, all: number, milliseconds: number): string {
  const share = Math.min(done / all, 0.99);
  if (share < 0.05) return '';
  const left = (milliseconds / share - milliseconds) / 60_000;
  return `${Math.floor(share * 100)}%, ${left < 1 ? 'less than a minute' : `about ${Math.round(left)} min`} left`;
}

/** Go names a program after the last part of its package's path. */
function builtName({ source }: Tool): string {
  return source.replace(/@.*$/, '').split('/').at(-1) ?? source;
}
