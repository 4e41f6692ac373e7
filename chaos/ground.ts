// What a run stands on: an engine, two workers, a mail server and a directory, each a process that can be harmed.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { readConfig } from '../config/config.ts';
import { startPostgresEngine } from '../tests/support/postgres.ts';
import { findPostgres } from '../tests/support/postgres-programs.ts';
import { freePorts } from '../workers/engine/ports.ts';
import { type Engine, startEngine } from '../workers/engine/start.ts';
import type { Disturbance } from './judge/evidence.ts';
import { startFaultyDirectory } from './outside/directory.ts';
import { startMailServer } from './outside/mail-server.ts';

const bin = join(import.meta.dirname, '../bin/onegov.mjs');

export type Database = 'SQLite' | 'PostgreSQL';

export type Ground = Awaited<ReturnType<typeof openGround>>;

/** @param folder for all data and logs */
export async function openGround(folder: string, database: Database) {
  mkdirSync(folder, { recursive: true });
  const engine = await (database === 'PostgreSQL' ? openPostgresEngine() : openEngine(folder));
  const mail = await startMailServer(folder);
  const directory = await startFaultyDirectory(folder);
  const environment = {
    ...{ XDG_CONFIG_HOME: '/nowhere', ONEGOV_DATA: join(folder, 'workers') },
    ...{ TEMPORAL_ADDRESS: engine.address, TEMPORAL_NAMESPACE: engine.namespace },
    ...{ TEMPORAL_REHEARSAL_NAMESPACE: 'unused' },
    ...{
      SMTP_URL: mail.url,
      MAIL_FROM: 'notices@program.example',
      OPERATORS_MAIL: 'operators@program.example',
    },
    ...{ SCIM_BASE_URL: directory.url, NOTICES_PER_SECOND: '1000', PROVISIONING_PER_SECOND: '1000' },
  };
  const disturbances: Disturbance[] = [];
  const workers = [0, 1].map((number) =>
    openWorker(environment, join(folder, `worker-${number}.log`), (what) =>
      disturbances.push({ at: Date.now(), what }),
    ),
  );
  await Promise.all(workers.map((worker) => worker.isUp()));
  return {
    ...{ engine, mail, directory, workers, environment, disturbances },
    async close(): Promise<void> {
      for (const worker of workers) await worker.end();
      mail.stop();
      directory.stop();
      await engine.stop();
    },
  };
}

/** A Temporal server that can be killed, and starts again on the same database. */
export type HarmedEngine = {
  address: string;
  /** One in which clocks can run ahead. */
  namespace: string;
  killServer(seconds: number): Promise<void>;
  /** Left out: its database is no program of its own. */
  stopDatabase?(seconds: number): Promise<void>;
  stop(): Promise<void>;
};

async function openEngine(folder: string): Promise<HarmedEngine> {
  const [port, uiPort] = await freePorts(2);
  const config = readConfig({
    ...process.env,
    ...{ TEMPORAL_ADDRESS: '', TEMPORAL_PORT: `${port}`, TEMPORAL_UI_PORT: `${uiPort}` },
    ONEGOV_DATA: join(folder, 'server'),
  });
  const start = async (): Promise<Engine> => {
    const engine = await startEngine({ config, say: () => {}, fast: true });
    engine.broken?.catch(() => {});
    return engine;
  };
  let engine = await start();
  const mark = join(config.dataFolder, 'engine', 'process.json');
  return {
    address: engine.address,
    namespace: config.temporal.namespace,
    stop: () => engine.stop(),
    async killServer(seconds) {
      process.kill(JSON.parse(readFileSync(mark, 'utf8')).pid, 'SIGKILL');
      await engine.stop();
      await pause(seconds * 1000);
      engine = await start();
    },
  };
}

/** As in production. There, clocks can run ahead in the namespace of rehearsals only. */
async function openPostgresEngine(): Promise<HarmedEngine> {
  const { found, missing } = findPostgres(readConfig());
  if (!found) throw new Error(`${missing}.`);
  const engine = await startPostgresEngine(found);
  return {
    ...engine,
    namespace: 'onegov-rehearsal',
    killServer: (seconds) => engine.restartServer(seconds * 1000),
    stopDatabase: (seconds) => engine.restartPostgres(seconds * 1000),
  };
}

/** A worker as a supervisor keeps it: it starts again whenever it ends. */
function openWorker(environment: Record<string, string>, log: string, disturbed: (what: string) => void) {
  let child: ChildProcess | undefined;
  let isOver = false;
  const start = () => {
    if (isOver) return;
    const output = openSync(log, 'a');
    child = spawn(process.execPath, [bin, 'worker', '--no-ports'], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', output, output],
    });
    const started = child;
    started.once('exit', () => {
      if (child !== started) return;
      disturbed('a worker ended by itself');
      setTimeout(start, 1000);
    });
  };
  start();
  process.once('exit', () => child?.kill('SIGKILL'));

  return {
    /** Resolves when the first one is up. */
    async isUp(): Promise<void> {
      const giveUpAt = Date.now() + 180_000;
      while (!readFileSync(log, 'utf8').includes('Everything is up.')) {
        if (Date.now() > giveUpAt) throw new Error(`A worker was not up after three minutes; see ${log}.`);
        await pause(200);
      }
    },

    /** Kills it, and starts another one after so many seconds. */
    async killAndRestart(seconds: number): Promise<void> {
      const killed = child;
      child = undefined;
      killed?.kill('SIGKILL');
      disturbed('a worker was killed');
      await pause(seconds * 1000);
      if (!child) start();
    },

    /** Stops it with SIGSTOP, and lets it go on after so many seconds. */
    async stopAndContinue(seconds: number): Promise<void> {
      const stopped = child;
      stopped?.kill('SIGSTOP');
      disturbed('a worker was stopped');
      await pause(seconds * 1000);
      stopped?.kill('SIGCONT');
      disturbed('a worker was continued');
    },

    async end(): Promise<void> {
      isOver = true;
      const last = child;
      child = undefined;
      if (!last || last.exitCode !== null || last.signalCode !== null) return;
      last.kill('SIGCONT');
      last.kill('SIGTERM');
      const patience = setTimeout(() => last.kill('SIGKILL'), 25_000);
      await once(last, 'exit');
      clearTimeout(patience);
    },
  };
}
