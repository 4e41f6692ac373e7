// A Temporal server that takes connections by mutual TLS only, and the settings of a client that it knows.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../config/config.ts';
import { startChild } from '../../workers/engine/child-process.ts';
import { engineCache } from '../../workers/engine/find.ts';
import { freePorts } from '../../workers/engine/ports.ts';
import { serves } from '../../workers/engine/programs.ts';
import { dynamicSettings, serverSettings } from '../../workers/engine/server-settings.ts';
import { cached, tools } from '../../workers/engine/source-build.ts';
import { mutual } from './certificate.ts';

/** The server as a program of its own. The `temporal` CLI's server has no TLS. */
export const serverProgram = cached(engineCache(readConfig()), tools.server);

/** The certificates and keys as files, each by its name. */
export type Files = Record<'authority' | `${'server' | 'client' | 'stranger'}-${'cert' | 'key'}`, string>;

export async function startMtlsServer(program: string) {
  const folder = mkdtempSync(join(tmpdir(), 'onegov-mtls-'));
  const files = filesIn(folder);
  const [port = 0, ...innerPorts] = await freePorts(8);
  const address = `localhost:${port}`;
  const dynamicConfig = write(folder, 'dynamic-config.json', JSON.stringify(dynamicSettings()));
  const plain = serverSettings({
    ...{ database: join(folder, 'temporal.db'), dynamicConfig, port, innerPorts, fast: true },
  });
  const settings = { ...plain, global: { ...plain.global, tls: tlsSettings(files) } };
  const { client, authority } = mutual;
  const child = await startChild({
    name: 'The Temporal server',
    command: program,
    args: [
      ...['--config-file', write(folder, 'server.json', JSON.stringify(settings))],
      ...['--allow-no-auth', 'start'],
    ],
    log: join(folder, 'server.log'),
    env: {},
    ready: () =>
      serves(address, {
        serverRootCACertificate: Buffer.from(authority),
        clientCertPair: { crt: Buffer.from(client.cert), key: Buffer.from(client.key) },
      }),
  });
  return {
    address,
    folder,
    files,
    async stop() {
      await child.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function filesIn(folder: string): Files {
  const { authority, server, client, stranger } = mutual;
  return {
    authority: write(folder, 'authority.pem', authority),
    'server-cert': write(folder, 'server.pem', server.cert),
    'server-key': write(folder, 'server.key', server.key),
    'client-cert': write(folder, 'client.pem', client.cert),
    'client-key': write(folder, 'client.key', client.key),
    'stranger-cert': write(folder, 'stranger.pem', stranger.cert),
    'stranger-key': write(folder, 'stranger.key', stranger.key),
  };
}

function write(folder: string, name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** The parts of the server show the same certificate to each other. */
function tlsSettings(files: Files) {
  const own = { certFile: files['server-cert'], keyFile: files['server-key'] };
  const server = { ...own, requireClientAuth: true, clientCaFiles: [files.authority] };
  const client = { serverName: 'localhost', rootCaFiles: [files.authority] };
  return {
    internode: { server, client },
    frontend: { server, client },
    systemWorker: { ...own, client },
  };
}
