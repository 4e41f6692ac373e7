// Composition root: settings → engine and neighbours → activities → workers.
import { join } from 'node:path';
import { Client } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { createNotices } from '../activities/notices/delivery/deliver.ts';
import { type Sent, sentFolder } from '../activities/notices/delivery/kept-copies.ts';
import { sentBucket } from '../activities/notices/delivery/kept-copies-bucket.ts';
import type { Sender } from '../activities/notices/message/message.ts';
import { loadTemplates } from '../activities/notices/templates/load-templates.ts';
import { createProvisioning } from '../activities/provisioning/provisioning.ts';
import { RefusedError } from '../agreements/validation/errors.ts';
import type { Config } from '../config/config.ts';
import { loadCatalogue, offerNames } from '../offers/catalogue.ts';
import { bundleWorkflows } from './bundle.ts';
import { startDirectory } from './embedded/directory.ts';
import { startMailbox } from './embedded/mailbox.ts';
import { claimDataFolder } from './engine/running.ts';
import { type Engine, startEngine } from './engine/start.ts';
import { startAnswers } from './incoming.ts';
import { askElsewhere } from './recent-messages.ts';
import { keepSchedules } from './schedules.ts';
import { readSender } from './sender.ts';
import { confirmedBy, startWorkers, type Workers, type WorkersOptions } from './workers.ts';

export type Up = {
  /** What answers where, for people. */
  addresses: Record<string, string>;
  /** Settles when all has stopped; rejects when a part has failed. */
  done: Promise<void>;
  /** Stops all of it, the last started first. */
  stop(): Promise<void>;
};

export type UpOptions = {
  config: Config;
  /** Told what is being done while one waits. */
  say: (line: string) => void;
  /** Workers only: nothing is embedded, everything is somebody's. */
  onlyWorkers?: boolean;
};

/**
 * Brings everything up: the engine, the mailbox, the directory and the workers of both namespaces.
 * @throws {AlreadyRunningError} if it runs in this data folder already; {RefusedError} if a setting is missing, or a key or a
 * template is bad.
 */
export async function up({ config, say, onlyWorkers = false }: UpOptions): Promise<Up> {
  const started: Started = [];
  const stop = async () => {
    for (const stopOne of started.splice(0).reverse()) await stopOne();
  };
  try {
    const claim = onlyWorkers ? undefined : claimDataFolder(config);
    if (claim) started.push(claim.release);
    if (onlyWorkers) requireNeighbours(config);
    const catalogue = loadCatalogue();
    const offers = offerNames(catalogue);
    const sender = { ...readSender(config.mail), templates: loadTemplates(catalogue), offers };
    const sent = await sentOf(config.mail);
    const engine = await startEngine({ config, say });
    started.push(engine.stop);
    const mail = await startMail(config, started);
    const directory = await startScim(config, started);

    say('Starting the workers …');
    const workers = await startAllWorkers(
      config,
      engine,
      { mail, directory, sender, sent },
      { started, say },
    );
    const answers = await startAnswers(config, engine, { ...sender, smtpUrl: mail.live }, { started, say });
    const addresses = {
      'Temporal server': engine.address,
      ...(engine.uiUrl && { 'Temporal UI': engine.uiUrl }),
      ...mail.addresses,
      ...directory.addresses,
      ...answers,
    };
    claim?.complete({ address: engine.address, addresses, ...(engine.uiUrl && { uiUrl: engine.uiUrl }) });
    const done = Promise.all(workers.map((each) => each.done)).then(() => undefined);
    return { addresses, done, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

export type Started = (() => Promise<unknown> | unknown)[];

type Neighbours = {
  mail: Awaited<ReturnType<typeof startMail>>;
  directory: Awaited<ReturnType<typeof startScim>>;
  sender: Sender;
  sent: Sent | undefined;
};

/** The workers of both namespaces; those of rehearsals only where there is a mailbox and a tenant for them. */
async function startAllWorkers(
  config: Config,
  engine: Engine,
  { mail, directory, sender, sent }: Neighbours,
  { started, say }: { started: Started; say: UpOptions['say'] },
): Promise<Workers[]> {
  Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
  const { address: theirs, apiKey, tls, metadata, namespace, rehearsalNamespace } = config.temporal;
  const connection = await NativeConnection.connect({
    address: engine.address,
    ...(theirs && { tls, ...(apiKey && { apiKey }), ...(metadata && { metadata }) }),
  });
  started.push(() => connection.close());
  const common = { connection, bundle: await bundleWorkflows(), catalogue: loadCatalogue() };

  const start = async (
    smtpUrl: string,
    scim: { baseUrl: string; token?: string },
    options: Pick<WorkersOptions, 'namespace' | 'isRehearsal' | 'perSecond'>,
  ) => {
    const { namespace, isRehearsal, perSecond } = options;
    const confirm = confirmedBy(connection, namespace);
    const notices = createNotices({
      ...{ ...sender, smtpUrl, rehearsal: isRehearsal, confirm },
      sent: sent?.within(namespace),
      // A rehearsal's clock is its own.
      ...(!isRehearsal && { elsewhere: askElsewhere(connection, namespace), perSecond: perSecond.notices }),
    });
    started.push(notices.close);
    const workers = await startWorkers({
      ...common,
      ...options,
      notices,
      provisioning: createProvisioning(scim),
    });
    started.push(workers.stop);
    return workers;
  };
  const perSecond = { notices: config.mail.perSecond, provisioning: config.directory.perSecond };
  const running = [await start(mail.live, directory.live, { namespace, isRehearsal: false, perSecond })];
  await keepSchedules(new Client({ connection, namespace }), say);
  if (engine.rehearsals && mail.rehearsal && directory.rehearsal) {
    const unlimited = { notices: 1000, provisioning: 1000 };
    running.push(
      await start(mail.rehearsal, directory.rehearsal, {
        namespace: rehearsalNamespace,
        isRehearsal: true,
        perSecond: unlimited,
      }),
    );
  }
  return running;
}

/** Better now than with the first notice, which is not sent unless it can be kept. */
async function sentOf({ sentFolder: folder, sentBucket: bucket }: Config['mail']): Promise<Sent | undefined> {
  const sent = folder ? sentFolder(folder) : bucket ? sentBucket(bucket) : undefined;
  await sent?.check().catch((error: Error) => {
    throw new RefusedError(`${error.message}.`);
  });
  return sent;
}

function requireNeighbours({ temporal, mail, directory }: Config): void {
  const missing = Object.entries({
    TEMPORAL_ADDRESS: temporal.address,
    SMTP_URL: mail.url,
    SCIM_BASE_URL: directory.url,
  }).flatMap(([name, value]) => (value ? [] : [name]));
  if (missing.length > 0)
    throw new RefusedError(`Set ${missing.join(', ')}: "onegov worker" starts workers only.`);
}

/** Somebody's relay, or the mailbox. A rehearsal mails nothing but a mailbox of ours, or one named for it. */
async function startMail({ mail, dataFolder }: Config, started: Started) {
  if (mail.url) {
    const rehearsal = mail.rehearsalUrl;
    const why = 'none: set REHEARSAL_SMTP_URL to a mailbox of yours';
    return {
      live: mail.url,
      rehearsal,
      addresses: { 'Mail relay': hostOf(mail.url), ...(!rehearsal && { Rehearsals: why }) },
    };
  }
  const mailbox = await startMailbox({
    smtpPort: mail.mailboxSmtpPort,
    webPort: mail.mailboxPort,
    folder: join(dataFolder, 'mailbox'),
    log: join(dataFolder, 'log', 'mailbox.log'),
  });
  started.push(mailbox.stop);
  const { smtpUrl, webUrl } = mailbox;
  return { live: smtpUrl, rehearsal: mail.rehearsalUrl ?? smtpUrl, addresses: { Mailbox: webUrl } };
}

/** Somebody's SCIM service, or the directory. A rehearsal has a tenant of its own. */
async function startScim({ directory, dataFolder }: Config, started: Started) {
  if (directory.url) {
    const { url: baseUrl, token, rehearsalUrl, rehearsalToken } = directory;
    return {
      live: { baseUrl, ...(token && { token }) },
      rehearsal: rehearsalUrl
        ? { baseUrl: rehearsalUrl, ...(rehearsalToken && { token: rehearsalToken }) }
        : undefined,
      addresses: {
        Directory: baseUrl,
        ...(!rehearsalUrl && { Rehearsals: 'none: set REHEARSAL_SCIM_BASE_URL to a sandbox tenant' }),
      },
    };
  }
  const embedded = await startDirectory({ port: directory.port, folder: join(dataFolder, 'directory') });
  started.push(embedded.stop);
  return {
    live: { baseUrl: embedded.url('agencies') },
    rehearsal: { baseUrl: embedded.url('sandbox') },
    addresses: { Directory: `http://127.0.0.1:${embedded.port}` },
  };
}

/** Without the password that an SMTP address may carry. */
function hostOf(url: string): string {
  return new URL(url).host;
}
