// The parts that some test files need and a machine may lack: prepares them before the first test, and lists missing ones.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { StartError } from '../../workers/engine/child-process.ts';
import type { Reporter } from '../../workers/engine/progress.ts';
import { hasGo } from '../../workers/engine/source-build.ts';
import { buildBucketServer, findBucketServer } from './bucket.ts';
import { findChromium, launchOf } from './chromium.ts';
import type { Part } from './part.ts';
import { buildPostgresTools, findPostgres } from './postgres-programs.ts';

/** A missing part: what to do, as a sentence without its period, and the test files that are not run without the part. */
export type Missing = { whatToDo: string; files: string[] };

type Need = {
  /** A file of tests/support. Test files that import it need the part. */
  support: string;
  find(config: Config): Part<unknown>;
  prepare(config: Config, reporter: Reporter): Promise<unknown>;
};

const needs: Need[] = [
  {
    support: 'browser.ts',
    find: () => findChromium(),
    prepare: async (config, reporter) => {
      const { found } = findChromium();
      if (found) await launchOf(found, config, reporter);
    },
  },
  { support: 'postgres.ts', find: findPostgres, prepare: ifGo(buildPostgresTools) },
  { support: 'bucket.ts', find: findBucketServer, prepare: ifGo(buildBucketServer) },
];

const root = join(import.meta.dirname, '../..');

/** Builds and unpacks all parts that it can. If one fails, prints why and goes on. */
export async function prepareParts(config: Config, reporter: Reporter): Promise<void> {
  for (const { prepare } of needs) {
    try {
      await prepare(config, reporter);
    } catch (error) {
      if (!(error instanceof StartError)) throw error;
      reporter.say(error.message);
    }
  }
}

/** The parts that this machine lacks. */
export function missingParts(config: Config): Missing[] {
  return needs.flatMap(({ support, find }) => {
    const { missing } = find(config);
    return missing === undefined ? [] : [{ whatToDo: missing, files: testFilesWith(support) }];
  });
}

function ifGo(build: Need['prepare']): Need['prepare'] {
  return async (config, reporter) => {
    if (await hasGo()) await build(config, reporter);
  };
}

/** The test files that import a file of tests/support, as paths from the project's folder. */
function testFilesWith(support: string): string[] {
  return readdirSync(join(root, 'tests'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts'))
    .map((file) => join('tests', file))
    .filter((file) => readFileSync(join(root, file), 'utf8').includes(`/support/${support}'`))
    .toSorted();
}
