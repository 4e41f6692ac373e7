// The three workers of one namespace: agreements, notices and provisioning, each with its own task queue.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { WorkerDeploymentVersion } from '@temporalio/common';
import {
  Worker,
  type WorkerDeploymentOptions,
  type WorkerOptions,
  type WorkflowBundleOption,
} from '@temporalio/worker';
import type { NoticeSettings } from '../activities/notices/delivery/notices.ts';
import { createPlanner } from '../activities/planner.ts';
import {
  createReconciliation,
  type ReconciliationSettings,
} from '../activities/reconciliation/reconciliation.ts';
import { createReports } from '../activities/reports/reports.ts';
import { loadClosures } from '../data/closures.ts';
import { loadRegistry } from '../data/registry.ts';
import { workerConverter } from '../encryption/data-converter.ts';
import { type Catalog, findOffer } from '../offers/catalog.ts';
import { quoted } from '../visibility/queries.ts';
import { visibilityOf } from '../visibility/visibility.ts';
import { searchAttributes, taskQueues } from '../workflows/messages.ts';
import type { Notices, Provisioning, ReportMail } from '../workflows/ports.ts';
import { clientIn, type Place } from './client.ts';

export type WorkersOptions = Place & {
  isRehearsal: boolean;
  bundle: WorkflowBundleOption;
  /** They work on what Temporal routes to this version; left out: on what it routes to workers of no version. */
  version?: WorkerDeploymentVersion | undefined;
  catalog: Catalog;
  /** An operator's own closures; left out: there are none. */
  closuresFile?: string | undefined;
  notices: Notices & ReportMail;
  provisioning: Provisioning;
  /** Left out: nothing is compared with the directory. */
  reconciliation?: Pick<ReconciliationSettings, 'directory' | 'mends'> | undefined;
  /** The most activities per second, over all workers of the queue. */
  perSecond: { notices: number; provisioning: number };
};

export type Workers = {
  /** Settles when the workers have stopped; rejects when one of them fails. */
  done: Promise<void>;
  /** Finishes the running activities, for `stopPatience` seconds at most, and stops. @returns what was not finished */
  stop(): Promise<Unfinished>;
};

/** How many activities were cut off. Temporal misses their heartbeats, and gives them to a worker again. */
export type Unfinished = { deliveries: number; accessChanges: number; reports: number };

/** The same of several workers. */
export function totalOf(all: Unfinished[]): Unfinished {
  const sum = (key: keyof Unfinished) => all.reduce((total, each) => total + each[key], 0);
  return { deliveries: sum('deliveries'), accessChanges: sum('accessChanges'), reports: sum('reports') };
}

/** Stops before a supervisor kills the process, even if a mail server does not answer. */
export const stopPatience = 20;

/** Starts the three workers of a namespace. */
export async function startWorkers(options: WorkersOptions): Promise<Workers> {
  const { connection, namespace, keys, bundle, version, catalog, isRehearsal, perSecond } = options;
  const registry = loadRegistry();
  const client = clientIn(options);
  const planner = createPlanner({
    offer: (id) => findOffer(catalog, id),
    agency: (domain) => registry.get(domain),
    closures: () => loadClosures(options.closuresFile),
    hadPrice: (id) => hadPrice(client, id),
    isRehearsal,
  });
  const common: Pick<
    WorkerOptions,
    'connection' | 'namespace' | 'dataConverter' | 'shutdownGraceTime' | 'workerDeploymentOptions'
  > = {
    connection,
    namespace,
    dataConverter: workerConverter(keys),
    shutdownGraceTime: '10s',
    ...(version && { workerDeploymentOptions: runsAs(version) }),
  };
  const reconciliation =
    options.reconciliation &&
    createReconciliation({ ...options.reconciliation, client, perSecond: perSecond.provisioning });
  const workers = await Promise.all([
    Worker.create({
      ...common,
      taskQueue: taskQueues.agreements,
      workflowBundle: bundle,
      activities: { ...planner, ...createReports(visibilityOf(client)) },
      maxCachedWorkflows: 1000,
    }),
    Worker.create({
      ...common,
      taskQueue: taskQueues.notices,
      activities: { deliver: options.notices.deliver, mailReport: options.notices.mailReport },
      maxTaskQueueActivitiesPerSecond: perSecond.notices,
      // The next message goes out only after the Temporal server has the last heartbeat, so the SDK must not delay heartbeats.
      maxHeartbeatThrottleInterval: '1ms',
      defaultHeartbeatThrottleInterval: '1ms',
    }),
    Worker.create({
      ...common,
      taskQueue: taskQueues.provisioning,
      activities: { ...options.provisioning, ...reconciliation },
      maxTaskQueueActivitiesPerSecond: perSecond.provisioning,
      // Heartbeats carry what was created, which the next attempt has to know.
      maxHeartbeatThrottleInterval: '1ms',
    }),
  ]);
  const runs = workers.map((worker) => worker.run());
  return {
    done: Promise.all(runs).then(() => undefined),
    async stop() {
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
      // The SDK's own limit (shutdownForceTime) reports an error with a stack trace.
      await atMost(stopPatience, Promise.allSettled(runs));
      const [reports, deliveries, accessChanges] = workers.map(unfinishedIn) as [number, number, number];
      return { deliveries, accessChanges, reports };
    },
  };
}

/** An agreement runs for a year, so it goes on with the version of today, and stays on none. */
function runsAs(version: WorkerDeploymentVersion): WorkerDeploymentOptions {
  return { version, useWorkerVersioning: true, defaultVersioningBehavior: 'AUTO_UPGRADE' };
}

/** Waits until it settles, but no longer than so many seconds. */
async function atMost(seconds: number, promise: Promise<unknown>): Promise<void> {
  const limit = new AbortController();
  const late = sleep(seconds * 1000, undefined, { signal: limit.signal }).catch(() => {});
  await Promise.race([promise, late]);
  limit.abort();
}

function unfinishedIn(worker: Worker): number {
  return worker.getState() === 'STOPPED' ? 0 : worker.getStatus().numInFlightActivities;
}

/** Tells Temporal how an attempt goes, and waits until the server has it; fails after ten seconds. */
export function confirmedBy(place: Place): NonNullable<NoticeSettings['confirm']> {
  const client = clientIn(place);
  const { activity } = client;
  const soon = (tell: () => Promise<void>) => client.withDeadline(Date.now() + 10_000, tell);
  return {
    heartbeat: (taskToken, progress) => soon(() => activity.heartbeat(taskToken, progress)),
    result: (taskToken, result) => soon(() => activity.complete(taskToken, result)),
  };
}

/** Did an earlier run of this agreement get past onboarding? */
async function hadPrice(client: Client, id: string): Promise<boolean> {
  for await (const run of client.workflow.list({ query: `WorkflowId = ${quoted(id)}` })) {
    const phase = run.typedSearchAttributes.get(searchAttributes.phase) ?? 'onboarding';
    if (run.status.name !== 'RUNNING' && phase !== 'onboarding' && phase !== 'withdrawn') return true;
  }
  return false;
}
