// The workers of both namespaces, with their activities.
import { DefaultLogger, makeTelemetryFilterString, NativeConnection, Runtime } from '@temporalio/worker';
import type { Journal } from '../activities/notices/delivery/journal.ts';
import type { KeptCopies } from '../activities/notices/delivery/kept-copies.ts';
import { createNotices } from '../activities/notices/delivery/notices.ts';
import type { Sender } from '../activities/notices/message/message.ts';
import { createProvisioning } from '../activities/provisioning/provisioning.ts';
import type { Config } from '../config/config.ts';
import type { Key } from '../encryption/keys.ts';
import type { Catalog } from '../offers/catalog.ts';
import { taskQueues } from '../workflows/messages.ts';
import { bundleWorkflows } from './bundle.ts';
import { clientIn } from './client.ts';
import type { Reporter } from './engine/progress.ts';
import type { Engine } from './engine/start.ts';
import { requireFittingKeys } from './fitting-keys.ts';
import { copiesWithin } from './kept-messages.ts';
import { shareOfRate } from './rate-share.ts';
import { askElsewhere } from './recent-messages.ts';
import { keepSchedules } from './schedules.ts';
import type { ScimEndpoint, Service } from './services.ts';
import { standingOf, versionOf } from './version.ts';
import { confirmedBy, startWorkers, type Unfinished, type Workers, type WorkersOptions } from './workers.ts';

export type Parts = {
  engine: Engine;
  keys: Key[];
  catalog: Catalog;
  mail: Service<string>;
  directory: Service<ScimEndpoint>;
  sender: Sender;
  copies: KeptCopies | undefined;
  journal: Journal | undefined;
};

type Hooks = {
  /** Called with the stop function of each part, as soon as the part runs. */
  onStop: (stop: () => unknown) => void;
  say: Reporter['say'];
  /** Called with what workers did not finish when they stopped. */
  onCutOff: (unfinished: Unfinished) => void;
};

/** Starts the workers of both namespaces. They stop together. Rehearsals get workers only if they have a mailbox and a tenant. */
export async function startAllWorkers(
  config: Config,
  { engine, keys, catalog, mail, directory, sender, copies, journal }: Parts,
  { onStop, say, onCutOff }: Hooks,
): Promise<Workers[]> {
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }) } },
    shutdownSignals: [],
  });
  const { namespace, rehearsalNamespace } = config.temporal;
  const connection = await connect(config, engine);
  const stops: (() => Promise<void>)[] = [];
  onStop(async () => {
    await Promise.all(stops.map((stop) => stop()));
    // Workers that are cut off hold the connection until this process ends.
    await connection.close().catch(() => {});
  });
  const client = clientIn({ connection, namespace, keys });
  const unreadable = await requireFittingKeys(client);
  if (unreadable) say(unreadable);
  const { closuresFile } = config;
  const common = {
    connection,
    keys,
    bundle: await bundleWorkflows(config.cacheFolder),
    catalog,
    closuresFile,
  };

  const start = async (
    smtpUrl: string,
    scim: ScimEndpoint,
    options: Pick<WorkersOptions, 'namespace' | 'isRehearsal' | 'perSecond' | 'version'>,
  ) => {
    const { namespace, isRehearsal, perSecond } = options;
    const place = { connection, namespace, keys };
    // A rehearsal has its own clock and a test mailbox, so limits are for live agreements only.
    const queue = { connection, namespace, taskQueue: taskQueues.notices };
    const rate = isRehearsal ? undefined : await shareOfRate(perSecond.notices, queue);
    const notices = createNotices({
      ...{ ...sender, smtpUrl, rehearsal: isRehearsal, confirm: confirmedBy(place) },
      copies: await copiesWithin(copies, namespace),
      journal,
      ...(rate && {
        elsewhere: askElsewhere(place),
        now: () => new Date().toISOString(),
        perSecond: rate.perSecond,
      }),
    });
    const provisioning = createProvisioning(scim);
    const reconciliation = isRehearsal ? undefined : { directory: scim, mends: config.directory.mends };
    const workers = await startWorkers({ ...common, ...options, notices, provisioning, reconciliation });
    stops.push(async () => {
      onCutOff(await workers.stop());
      notices.close();
      rate?.stop();
    });
    return workers;
  };

  const perSecond = { notices: config.mail.perSecond, provisioning: config.directory.perSecond };
  const version = versionOf(config.temporal);
  const live = await start(mail.live, directory.live, { namespace, isRehearsal: false, perSecond, version });
  await keepSchedules(client, say);
  if (version) say(await standingOf(version, client));
  if (!engine.rehearsals || !mail.rehearsal || !directory.rehearsal) return [live];
  const rehearsals = await start(mail.rehearsal, directory.rehearsal, {
    namespace: rehearsalNamespace,
    isRehearsal: true,
    perSecond: { notices: 1000, provisioning: 1000 },
  });
  return [live, rehearsals];
}

function connect({ temporal }: Config, { address }: Engine): Promise<NativeConnection> {
  const { apiKey, tls, metadata } = temporal;
  const credentials = { tls, ...(apiKey && { apiKey }), ...(metadata && { metadata }) };
  return NativeConnection.connect({ address, ...(temporal.address && credentials) });
}
