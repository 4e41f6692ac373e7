// The production set-up without containers: docker/temporal's own files, PostgreSQL and the server as programs of this machine.
import { execFile } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Config } from '../../config/config.ts';
import { type Child, startChild } from '../../workers/engine/child-process.ts';
import { engineCache } from '../../workers/engine/find.ts';
import { freePorts, portTaken } from '../../workers/engine/ports.ts';
import { serves } from '../../workers/engine/programs.ts';
import { builtTool, hasGo, tools } from '../../workers/engine/source-build.ts';

const run = promisify(execFile);
const settings = fileURLToPath(new URL('../../docker/temporal/', import.meta.url));

/** The settings of docker/temporal/server.yaml that name ports. */
const serverPortNames = ['FRONTEND', 'HISTORY', 'MATCHING', 'WORKER'].flatMap((service) => [
  `${service}_GRPC_PORT`,
  `${service}_MEMBERSHIP_PORT`,
]);

export type PostgresPrograms = { postgres: string; server: string; schemaTool: string };

/** What the set-up consists of, the server built if need be; undefined where there is no PostgreSQL or no Go. */
export async function findPostgres(
  config: Config,
  say: (line: string) => void,
): Promise<PostgresPrograms | undefined> {
  const postgres = postgresFolder();
  if (!postgres || !(await hasGo())) return undefined;
  const cache = engineCache(config);
  return {
    postgres,
    schemaTool: await builtTool(cache, tools.sql, { say }),
    server: await builtTool(cache, tools.server, { say }),
  };
}

/** Debian's folder of the newest version, if there is one of 15 or later. */
function postgresFolder(): string | undefined {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root)
    ? readdirSync(root)
        .map(Number)
        .filter((version) => version >= 15)
    : [];
  const folders = versions
    .sort((one, other) => other - one)
    .map((version) => join(root, `${version}`, 'bin'));
  return folders.find((folder) => existsSync(join(folder, 'initdb')));
}

/** Starts PostgreSQL, sets the schema up as docker-compose.yml does, and the Temporal server with the very file it mounts. */
export async function startPostgresEngine(
  programs: PostgresPrograms,
): Promise<{ address: string; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'onegov-postgres-'));
  const children: Child[] = [];
  const stop = async () => {
    for (const child of children.reverse()) await child.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const [port = 0] = await freePorts(1);
    const serverPorts = await lowPorts(serverPortNames.length);
    const password = 'has"quotes"\\and$igns';
    children.push(await startPostgres(programs.postgres, folder, port, password));
    // Twice: at each start of the containers it runs again.
    await setUpSchema(programs.schemaTool, folder, port, password);
    await setUpSchema(programs.schemaTool, folder, port, password);
    const address = `127.0.0.1:${serverPorts[0]}`;
    children.push(await startServer(programs.server, folder, { port, password, serverPorts }));
    return { address, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Free ports below 32768: on PostgreSQL the server's members keep theirs in a smallint. */
async function lowPorts(count: number): Promise<number[]> {
  const first = 10_000 + Math.floor(Math.random() * 22_000);
  const ports = Array.from({ length: count }, (_, index) => first + index);
  const taken = await Promise.all(ports.map(portTaken));
  return taken.includes(true) ? lowPorts(count) : ports;
}

/** PostgreSQL will not run as root. */
const asPostgres =
  userInfo().uid === 0 ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'] : ['env'];

async function startPostgres(bin: string, folder: string, port: number, password: string): Promise<Child> {
  const [as = '', ...options] = asPostgres;
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  chmodSync(folder, 0o755);
  mkdirSync(data);
  writeFileSync(passwordFile, password);
  if (userInfo().uid === 0) await run('chown', ['postgres', data]);
  await run(as, [
    ...[...options, join(bin, 'initdb'), '--pgdata', data, '--username=temporal', '--no-sync'],
    ...['--auth=scram-sha-256', '--pwfile', passwordFile, '--encoding=UTF8', '--locale=C.UTF-8'],
  ]);
  return startChild({
    name: 'PostgreSQL',
    command: as,
    args: [
      ...[...options, join(bin, 'postgres'), '-D', data, '-h', '127.0.0.1', '-p', `${port}`],
      ...['-c', 'fsync=off', '-c', 'unix_socket_directories='],
    ],
    log: join(folder, 'postgres.log'),
    ready: () => run(join(bin, 'pg_isready'), ['-h', '127.0.0.1', '-p', `${port}`]).then(() => true),
  });
}

async function setUpSchema(tool: string, folder: string, port: number, password: string): Promise<void> {
  const bin = join(folder, 'bin');
  const name = join(bin, 'temporal-sql-tool');
  if (!existsSync(name)) {
    mkdirSync(bin);
    symlinkSync(tool, name);
  }
  await run('/bin/sh', [join(settings, 'set-up-schema.sh')], {
    env: {
      PATH: `${bin}:/usr/bin:/bin`,
      SQL_PLUGIN: 'postgres12',
      SQL_HOST: '127.0.0.1',
      SQL_PORT: `${port}`,
      SQL_USER: 'temporal',
      SQL_PASSWORD: password,
    },
  });
}

function startServer(
  server: string,
  folder: string,
  { port, password, serverPorts }: { port: number; password: string; serverPorts: number[] },
): Promise<Child> {
  return startChild({
    name: 'The Temporal server on PostgreSQL',
    command: server,
    args: ['start'],
    log: join(folder, 'server.log'),
    env: {
      TEMPORAL_SERVER_CONFIG_FILE_PATH: join(settings, 'server.yaml'),
      DYNAMIC_CONFIG_FILE_PATH: join(settings, 'dynamic-config.yaml'),
      TEMPORAL_ALLOW_NO_AUTH: 'true',
      BIND_ON_IP: '127.0.0.1',
      POSTGRES_HOST: '127.0.0.1',
      POSTGRES_PORT: `${port}`,
      POSTGRES_USER: 'temporal',
      POSTGRES_PASSWORD: password,
      ...Object.fromEntries(serverPortNames.map((name, index) => [name, `${serverPorts[index]}`])),
    },
    ready: () => serves(`127.0.0.1:${serverPorts[0]}`),
  });
}
