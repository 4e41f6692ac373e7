// Composition root: settings → engine and neighbours → activities → workers.
import { join } from 'node:path';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { createNotices } from '../activities/notices/deliver.ts';
import { createProvisioning } from '../activities/provisioning.ts';
import { Refusal } from '../agreements/refusal.ts';
import type { Config } from '../config.ts';
import { loadCatalogue } from '../offers/catalogue.ts';
import { bundleWorkflows } from './bundle.ts';
import { startDirectory } from './embedded/directory.ts';
import { startMailbox } from './embedded/mailbox.ts';
import { claimDataFolder } from './engine/running.ts';
import { startEngine } from './engine/start.ts';
import { startWorkers } from './workers.ts';

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
 * @throws {AlreadyRunning} if it runs in this data folder already; {Refusal} if a setting is missing.
 */
export async function up({ config, say, onlyWorkers = false }: UpOptions): Promise<Up> {
  const started: (() => Promise<unknown> | unknown)[] = [];
  const stop = async () => {
    for (const stopOne of started.splice(0).reverse()) await stopOne();
  };
  try {
    const catalogue = loadCatalogue();
    const claim = onlyWorkers ? undefined : claimDataFolder(config);
    if (claim) started.push(claim.release);
    if (onlyWorkers) requireNeighbours(config);
    const engine = await startEngine({ config, say });
    started.push(engine.stop);
    const mail = await startMail(config, started);
    const directory = await startScim(config, started);

    say('Starting the workers …');
    Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
    const { address: theirs, apiKey, tls, namespace, rehearsalNamespace } = config.temporal;
    const connection = await NativeConnection.connect({
      address: engine.address,
      ...(theirs && { tls, ...(apiKey && { apiKey }) }),
    });
    started.push(() => connection.close());
    const bundle = await bundleWorkflows();
    const { from, operators, perSecond: noticesPerSecond } = config.mail;
    const perSecond = { notices: noticesPerSecond, provisioning: config.directory.perSecond };
    const live = await startWorkers({
      ...{ connection, namespace, bundle, catalogue, perSecond, isRehearsal: false },
      notices: createNotices({ smtpUrl: mail.live, from, operators }),
      provisioning: createProvisioning(directory.live),
    });
    started.push(live.stop);
    const running = [live.done];
    if (engine.rehearsals && mail.rehearsal && directory.rehearsal) {
      const rehearsal = await startWorkers({
        ...{ connection, namespace: rehearsalNamespace, bundle, catalogue, isRehearsal: true },
        perSecond: { notices: 1000, provisioning: 1000 },
        notices: createNotices({ smtpUrl: mail.rehearsal, from, operators, rehearsal: true }),
        provisioning: createProvisioning(directory.rehearsal),
      });
      started.push(rehearsal.stop);
      running.push(rehearsal.done);
    }
    const addresses = {
      'Temporal server': engine.address,
      ...(engine.uiUrl && { 'Temporal UI': engine.uiUrl }),
      ...mail.addresses,
      ...directory.addresses,
    };
    claim?.complete({ address: engine.address, addresses, ...(engine.uiUrl && { uiUrl: engine.uiUrl }) });
    return { addresses, done: Promise.all(running).then(() => undefined), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

type Started = (() => Promise<unknown> | unknown)[];

function requireNeighbours({ temporal, mail, directory }: Config): void {
  const missing = Object.entries({
    TEMPORAL_ADDRESS: temporal.address,
    SMTP_URL: mail.url,
    SCIM_BASE_URL: directory.url,
  }).flatMap(([name, value]) => (value ? [] : [name]));
  if (missing.length > 0)
    throw new Refusal(`Set ${missing.join(', ')}: "onegov worker" starts workers only.`);
}

/** Somebody's relay, or the mailbox. A rehearsal mails nothing but a mailbox of ours, or one named for it. */
async function startMail({ mail, dataFolder }: Config, started: Started) {
  if (mail.url) {
    const rehearsal = mail.rehearsalUrl ?? (isLocal(mail.url) ? mail.url : undefined);
    const why = 'none: SMTP_URL is not on this machine; set REHEARSAL_SMTP_URL';
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

function isLocal(url: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);
}

/** Without the password that an SMTP address may carry. */
function hostOf(url: string): string {
  return new URL(url).host;
}
