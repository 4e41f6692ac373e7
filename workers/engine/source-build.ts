// Builds Temporal's programs from source with Go, into the project's cache.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StartError, startChild } from './child-process.ts';
import { during, type Reporter } from './progress.ts';

/** A program, by its file in the cache and the Go package that it is built from. */
export type Tool = { title: string; file: string; source: string };

/** Versions that work together. Each version has its own file, so versions of this project can share the cache. */
export const tools = {
  server: {
    title: 'the Temporal server 1.32.1 (once, about 5 minutes)',
    file: 'temporal-server-1.32.1',
    source: 'go.temporal.io/server/cmd/server@v1.32.1',
  },
  ui: {
    title: 'the Temporal UI 2.54.1 (once)',
    file: 'temporal-ui-2.54.1',
    source: 'github.com/temporalio/ui-server/v2/cmd/server@v2.54.1',
  },
  sql: {
    title: "Temporal's schema tool 1.32.1 (once)",
    file: 'temporal-sql-tool-1.32.1',
    source: 'go.temporal.io/server/cmd/tools/sql@v1.32.1',
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

/**
 * The program's path in the cache; builds it first if it is not there. Each build has its own folder, so several may
 * run at once.
 * @throws {StartError} naming the log if the build fails
 */
export async function builtTool(cache: string, tool: Tool, reporter: Reporter): Promise<string> {
  const there = cached(cache, tool);
  if (there) return there;
  mkdirSync(cache, { recursive: true });
  const bin = mkdtempSync(join(cache, 'build-'));
  const log = join(cache, `${tool.file}.log`);
  const args = [`GOBIN=${bin}`, 'go', 'install', tool.source];
  try {
    await during(reporter, `Building ${tool.title}`, async () => {
      const build = await startChild({ name: 'Go', command: 'env', args, log });
      if ((await build.exited) !== 0) throw new StartError(`Go can't build ${tool.source}; ${log} says why.`);
    });
    const path = join(cache, tool.file);
    renameSync(join(bin, builtName(tool)), path);
    return path;
  } finally {
    rmSync(bin, { recursive: true, force: true });
  }
}

/** Go names a program after the last part of its package's path. */
function builtName({ source }: Tool): string {
  return source.replace(/@.*$/, '').split('/').at(-1) ?? source;
}
