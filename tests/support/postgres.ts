// The production setup without containers: PostgreSQL and the Temporal server run here, with the files of docker/temporal.
import { execFile } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Child, startChild } from '../../workers/engine/child-process.ts';
import { freePorts, portTaken } from '../../workers/engine/ports.ts';
import { serves } from '../../workers/engine/programs.ts';
import { binOf, type PostgresPrograms } from './postgres-programs.ts';

const run = promisify(execFile);
const settings = fileURLToPath(new URL('../../docker/temporal/', import.meta.url));

/** The settings of docker/temporal/server.yaml that name ports. */
const serverPortNames = ['FRONTEND', 'HISTORY', 'MATCHING', 'WORKER'].flatMap((service) => [
  `${service}_GRPC_PORT`,
  `${service}_MEMBERSHIP_PORT`,
]);

export type PostgresEngine = {
  address: string;
  /** The folder of the databases. */
  databases: string;
  /** Kills the Temporal server with SIGKILL, and starts it again after so many milliseconds. */
  restartServer(pause: number): Promise<void>;
  /** Stops PostgreSQL as `pg_ctl stop -m immediate` does, and starts it again after so many milliseconds. */
  restartPostgres(pause: number): Promise<void>;
  stop(): Promise<void>;
};

/** Starts PostgreSQL, the schema setup and the Temporal server, with the same files as docker-compose.yml. */
export async function startPostgresEngine(programs: PostgresPrograms): Promise<PostgresEngine> {
  const folder = mkdtempSync(join(tmpdir(), 'onegov-postgres-'));
  let [postgres, server]: Child[] = [];
  const stop = async () => {
    await server?.stop();
    await postgres?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const [port = 0] = await freePorts(1);
    const serverPorts = await lowPorts(serverPortNames.length);
    const password = 'has"quotes"\\and$igns';
    const bin = binOf(programs.postgres, folder);
    const runServer = () => startServer(programs.server, folder, { port, password, serverPorts });
    postgres = await startPostgres(bin, folder, port, password);
    // Twice, because the setup runs again at each start of the containers.
    await setUpSchema(programs.schemaTool, folder, port, password);
    await setUpSchema(programs.schemaTool, folder, port, password);
    server = await runServer();
    return {
      address: `127.0.0.1:${serverPorts[0]}`,
      databases: join(folder, 'data', 'base'),
      async restartServer(pause) {
        server = await restarted(server, 'SIGKILL', pause, runServer);
      },
      async restartPostgres(pause) {
        postgres = await restarted(postgres, 'SIGQUIT', pause, () => runPostgres(bin, folder, port));
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function restarted(
  child: Child | undefined,
  signal: 'SIGKILL' | 'SIGQUIT',
  pause: number,
  start: () => Promise<Child>,
): Promise<Child> {
  if (child) process.kill(child.pid, signal);
  await child?.exited;
  await sleep(pause);
  return start();
}

/** Free ports below 32768: on PostgreSQL, the server stores its members' ports in a smallint. */
async function lowPorts(count: number): Promise<number[]> {
  const first = 10_000 + Math.floor(Math.random() * 22_000);
  const ports = Array.from({ length: count }, (_, index) => first + index);
  const taken = await Promise.all(ports.map(portTaken));
  return taken.includes(true) ? lowPorts(count) : ports;
}

const isRoot = userInfo().uid === 0;
/** The id of the user `nobody`, which every Linux has. */
const nobody = 65_534;
/** PostgreSQL refuses to run as root. */
const asUser = isRoot ? ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'] : ['env'];

/** @param settings of PostgreSQL. Tests lose no power, so they don't wait for the disk. */
export async function startPostgres(
  bin: string,
  folder: string,
  port: number,
  password: string,
  { fsync } = { fsync: false },
): Promise<Child> {
  const [as = '', ...options] = asUser;
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  chmodSync(folder, 0o755);
  mkdirSync(data);
  writeFileSync(passwordFile, password);
  if (isRoot) chownSync(data, nobody, nobody);
  await run(as, [
    ...[...options, join(bin, 'initdb'), '--pgdata', data, '--username=temporal', '--no-sync'],
    ...['--auth=scram-sha-256', '--pwfile', passwordFile, '--encoding=UTF8', '--locale=C.UTF-8'],
  ]);
  return runPostgres(bin, folder, port, { fsync });
}

/** Runs PostgreSQL on the data that {@link startPostgres} made. */
function runPostgres(
  bin: string,
  folder: string,
  port: number,
  { fsync } = { fsync: false },
): Promise<Child> {
  const [as = '', ...options] = asUser;
  const data = join(folder, 'data');
  return startChild({
    name: 'PostgreSQL',
    command: as,
    args: [
      ...[...options, join(bin, 'postgres'), '-D', data, '-h', '127.0.0.1', '-p', `${port}`],
      ...['-c', `fsync=${fsync ? 'on' : 'off'}`, '-c', 'unix_socket_directories='],
    ],
    log: join(folder, 'postgres.log'),
    ready: async () => readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[7]?.trim() === 'ready',
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
