// Prepares for the tests with real mail servers: gets the servers from Debian, and the Temporal server.
import { readConfig } from '../config/config.ts';
import { unpackAll } from '../tests/servers/support/debian.ts';
import { findEngine } from '../workers/engine/find.ts';

/** @throws {StartError} if Debian can't be reached, or there is no Temporal server */
export async function prepareServerTests(say: (line: string) => void): Promise<void> {
  const config = readConfig();
  await unpackAll(config, ['postfix', 'exim4-daemon-light'], { say });
  await findEngine({ config, say });
}
