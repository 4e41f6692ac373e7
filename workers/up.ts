// `onegov up` and `onegov worker`: the one place that reads the settings and puts all parts together.
import { join } from 'node:path';
import { Client } from '@temporalio/client';
import { DefaultLogger, makeTelemetryFilterString, NativeConnection, Runtime } from '@temporalio/worker';
import { type Journal, journalIn } from '../activities/notices/delivery/journal.ts';
import { copiesInFolder, type KeptCopies } from '../activities/notices/delivery/kept-copies.ts';
import { copiesInBucket } from '../activities/notices/delivery/kept-copies-bucket.ts';
import { createNotices } from '../activities/notices/delivery/notices.ts';
import type { Sender } from '../activities/notices/message/message.ts';
import { loadTemplates } from '../activities/notices/templates/load-templates.ts';
import { createProvisioning } from '../activities/provisioning/provisioning.ts';
import { RefusedError } from '../agreements/validation/errors.ts';
import type { Config } from '../config/config.ts';
import { type Catalog, offerNames } from '../offers/catalog.ts';
import { bundleWorkflows } from './bundle.ts';
import { lockDataFolder } from './engine/data-folder-lock.ts';
import { during, type Reporter } from './engine/progress.ts';
import { type Engine, startEngine } from './engine/start.ts';
import { startIncoming } from './incoming/incoming.ts';
import { askElsewhere } from './recent-messages.ts';
import { keepSchedules } from './schedules.ts';
import { readSender } from './sender.ts';
import { type ScimEndpoint, type Service, startMail, startScim } from './services.ts';
import { confirmedBy, startWorkers, type Workers, type WorkersOptions } from './workers.ts';

export type Up = {
  /** The addresses to print, by name. */
  addresses: Record<string, string>;
  /** Settles when everything has stopped; rejects when a part fails. */
  done: Promise<void>;
  /** Stops everything, the last part first. */
  stop(): Promise<void>;
};

export type UpOptions = Reporter & {
  config: Config;
  /** The offers that there are. */
  catalog: Catalog;
  /** Starts the workers only: the Temporal server, the mail server and the directory run elsewhere. */
  onlyWorkers?: boolean;
};

/**
 * Brings everything up: the engine, the mailbox, the directory, the workers of both namespaces, the pages and the
 * bounce server.
 * @throws {AlreadyRunningError} if something runs on this data folder; {RefusedError} if a setting is missing, or a key
 * or a template can't be used; {StartError} if a part can't be started
 */
export async function up({ config, catalog, onlyWorkers = false, ...reporter }: UpOptions): Promise<Up> {
  const stops: Stop[] = [];
  const onStop = (stop: Stop) => stops.unshift(stop);
  const stop = async () => {
    for (const each of stops.splice(0)) await each();
  };
  try {
    const lock = onlyWorkers ? undefined : lockDataFolder(config);
    if (lock) onStop(lock.release);
    if (onlyWorkers) requireServices(config);
    const offers = offerNames(catalog);
    const sender = { ...readSender(config.mail), templates: loadTemplates(catalog), offers };
    const copies = await openCopies(config.mail);
    const journal = await openJournal(config, reporter.say);
    const engine = await startEngine({ config, ...reporter });
    onStop(engine.stop);
    const mail = await startMail(config, onStop);
    const directory = await startScim(config, onStop);
    const parts = { engine, catalog, mail, directory, sender, copies, journal };
    const workers = await during(reporter, 'Starting the workers', () =>
      startAllWorkers(config, parts, onStop, reporter.say),
    );
    const hooks = { onStop, say: reporter.say };
    const incoming = await startIncoming(
      config,
      { engine, catalog },
      { ...sender, smtpUrl: mail.live },
      hooks,
    );
    const addresses = {
      'Temporal server': engine.address,
      ...(engine.uiUrl && { 'Temporal UI': engine.uiUrl }),
      ...mail.addresses,
      ...directory.addresses,
      ...incoming,
    };
    lock?.complete({ address: engine.address, addresses, ...(engine.uiUrl && { uiUrl: engine.uiUrl }) });
    const done = Promise.all(workers.map((each) => each.done)).then(() => undefined);
    return { addresses, done, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Stop = () => unknown;

type Parts = {
  engine: Engine;
  catalog: Catalog;
  mail: Service<string>;
  directory: Service<ScimEndpoint>;
  sender: Sender;
  copies: KeptCopies | undefined;
  journal: Journal | undefined;
};

/** Starts the workers of both namespaces. Rehearsals get workers only if they have a mailbox and a tenant. */
async function startAllWorkers(
  config: Config,
  { engine, catalog, mail, directory, sender, copies, journal }: Parts,
  onStop: (stop: Stop) => void,
  say: Reporter['say'],
): Promise<Workers[]> {
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }) } },
    shutdownSignals: [],
  });
  const { namespace, rehearsalNamespace } = config.temporal;
  const connection = await connect(config, engine);
  onStop(() => connection.close());
  const common = { connection, bundle: await bundleWorkflows(), catalog };

  const start = async (
    smtpUrl: string,
    scim: ScimEndpoint,
    options: Pick<WorkersOptions, 'namespace' | 'isRehearsal' | 'perSecond'>,
  ) => {
    const { namespace, isRehearsal, perSecond } = options;
    const notices = createNotices({
      ...{ ...sender, smtpUrl, rehearsal: isRehearsal, confirm: confirmedBy(connection, namespace) },
      copies: copies?.within(namespace),
      journal,
      // A rehearsal has its own clock and a test mailbox, so these limits are for live agreements only.
      ...(!isRehearsal && { elsewhere: askElsewhere(connection, namespace), perSecond: perSecond.notices }),
    });
    onStop(notices.close);
    const provisioning = createProvisioning(scim);
    const workers = await startWorkers({ ...common, ...options, notices, provisioning });
    onStop(workers.stop);
    return workers;
  };

  const perSecond = { notices: config.mail.perSecond, provisioning: config.directory.perSecond };
  const live = await start(mail.live, directory.live, { namespace, isRehearsal: false, perSecond });
  await keepSchedules(new Client({ connection, namespace }), say);
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

/** Opens the place for copies of sent messages. Checks it now, because a notice is not sent if its copy can't be kept. */
async function openCopies({ sentFolder, sentBucket }: Config['mail']): Promise<KeptCopies | undefined> {
  const copies = sentFolder
    ? copiesInFolder(sentFolder)
    : sentBucket
      ? copiesInBucket(sentBucket)
      : undefined;
  await copies?.check().catch((error: Error) => {
    throw new RefusedError(`${error.message}.`);
  });
  return copies;
}

/** Opens the journal of accepted messages. Mail goes out without it, too, so a folder that can't be written is only told. */
async function openJournal({ dataFolder }: Config, say: Reporter['say']): Promise<Journal | undefined> {
  const folder = join(dataFolder, 'journal');
  const journal = journalIn(folder);
  try {
    await journal.check();
    return journal;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    say(
      `${folder} can't be written (${code}), so a worker that dies while it sends may send a message twice; set ONEGOV_DATA to a folder that can be written.`,
    );
    return undefined;
  }
}

function requireServices({ temporal, mail, directory }: Config): void {
  const missing = Object.entries({
    TEMPORAL_ADDRESS: temporal.address,
    SMTP_URL: mail.url,
    SCIM_BASE_URL: directory.url,
  }).flatMap(([name, value]) => (value ? [] : [name]));
  if (missing.length > 0) {
    throw new RefusedError(
      `"onegov worker" starts the workers only; set ${missing.join(', ')} to name the services that they use.`,
    );
  }
}
