// Temporal's programs built from source with Go, into the project's own cache.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { StartError, startChild } from './child.ts';

/** A program of the engine, by its file in the cache and the Go package that it is built from. */
export type Tool = { title: string; file: string; source: string };

/** Versions that go together; a new one gets a new file, so that several may share the cache. */
export const tools = {
  server: {
    title: 'the Temporal server 1.32.1 (about 5 minutes, once)',
    file: 'temporal-server-1.32.1',
    source: 'go.temporal.io/server/cmd/server@v1.32.1',
  },
  ui: {
    title: 'the Temporal UI 2.54.1',
    file: 'temporal-ui-2.54.1',
    source: 'github.com/temporalio/ui-server/v2/cmd/server@v2.54.1',
  },
  sql: {
    title: "Temporal's schema tool 1.32.1",
    file: 'temporal-sql-tool-1.32.1',
    source: 'go.temporal.io/server/cmd/tools/sql@v1.32.1',
  },
} satisfies Record<string, Tool>;

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
 * The tool's path in the cache, built if it isn't there. Builds may run side by side: each has a folder of its own.
 * @param say told now and then how long it has taken
 * @throws {StartError} with Go's last words
 */
export async function builtTool(cache: string, tool: Tool, say: (line: string) => void): Promise<string> {
  const there = cached(cache, tool);
  if (there) return there;
  mkdirSync(cache, { recursive: true });
  const bin = mkdtempSync(join(cache, 'build-'));
  const log = join(cache, `${tool.file}.log`);
  const stopSaying = sayElapsed(`Building ${tool.title}`, say);
  try {
    const build = await startChild({
      name: 'Go',
      command: 'env',
      args: [`GOBIN=${bin}`, 'go', 'install', tool.source],
      log,
    });
    if ((await build.exited) !== 0) throw new StartError(`Go could not build ${tool.source}: see ${log}.`);
    const path = join(cache, tool.file);
    renameSync(join(bin, builtName(tool)), path);
    return path;
  } finally {
    stopSaying();
    rmSync(bin, { recursive: true, force: true });
  }
}

/** The last part of the package's path, as Go names the program. */
function builtName({ source }: Tool): string {
  return source.replace(/@.*$/, '').split('/').at(-1) ?? source;
}

/** Says it now, and again every ten seconds with the time that has passed, until the returned function is called. */
export function sayElapsed(what: string, say: (line: string) => void): () => void {
  const began = Date.now();
  say(`${what} …`);
  const timer = setInterval(() => say(`${what} … ${Math.round((Date.now() - began) / 1000)} s`), 10_000);
  return () => clearInterval(timer);
}
