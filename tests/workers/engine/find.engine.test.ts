// The order in which the ways to get an engine are tried.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findEngine } from '../../../workers/engine/find.ts';
import { ownConfig, temporaryFolder } from './support.ts';

const said: string[] = [];
const say = (line: string) => void said.push(line);

it('the server at TEMPORAL_ADDRESS comes first', async () => {
  const config = await ownConfig({
    TEMPORAL_ADDRESS: 'temporal.example.gov:7233',
    TEMPORAL_CLI_PATH: program('9.9.9'),
  });
  expect(await findEngine({ config, say })).toEqual({
    kind: 'address',
    address: 'temporal.example.gov:7233',
  });
});

it('a temporal CLI that can skip time comes next', async () => {
  const path = program('1.10.0');
  const config = await ownConfig({ TEMPORAL_CLI_PATH: path });
  expect(await findEngine({ config, say })).toEqual({ kind: 'cli', path });
});

it('an older CLI is not used, with a line that says so; the cache comes next', async () => {
  const path = program('1.9.0');
  const config = await ownConfig({ TEMPORAL_CLI_PATH: path, ONEGOV_CACHE: temporaryFolder() });
  const cache = join(config.cacheFolder, 'engine');
  mkdirSync(cache);
  const [server, ui] = ['temporal-server-1.32.1', 'temporal-ui-2.54.1'].map((file) => join(cache, file));
  for (const file of [server, ui]) writeFileSync(`${file}`, '');
  expect(await findEngine({ config, say })).toEqual({ kind: 'programs', server, ui });
  expect(said).toContain(`Not using the temporal CLI at ${path}: it is 1.9.0, and 1.9.1 or later is needed.`);
});

it('given a path without a temporal CLI, the error names the setting', async () => {
  const config = await ownConfig({ TEMPORAL_CLI_PATH: '/no/such/temporal' });
  await expect(findEngine({ config, say })).rejects.toThrow(
    'TEMPORAL_CLI_PATH names /no/such/temporal, which is not a temporal CLI; set it to the path of one, or unset it.',
  );
});

/** A program that answers `--version` as the CLI does. */
function program(version: string): string {
  const path = join(temporaryFolder(), 'temporal');
  writeFileSync(path, `#!/bin/sh\necho "temporal version ${version} (Server 1.32.1, UI 2.54.1)"\n`);
  chmodSync(path, 0o755);
  return path;
}
