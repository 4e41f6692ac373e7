// `onegov up`, `onegov worker` and `onegov serve`: the one place that reads the settings and puts all parts together.
import { loadTemplates } from '../activities/notices/templates/load-templates.ts';
import type { Config } from '../config/config.ts';
import { openKeys } from '../encryption/keys.ts';
import { type Catalog, offerNames } from '../offers/catalog.ts';
import { oneLine } from '../text/sentences.ts';
import { startAllWorkers } from './all-workers.ts';
import { BrokenError } from './engine/child-process.ts';
import { lockDataFolder } from './engine/data-folder-lock.ts';
import { closeDataFolder } from './engine/private-files.ts';
import { during, type Reporter } from './engine/progress.ts';
import { startEngine } from './engine/start.ts';
import { startCodec } from './incoming/codec.ts';
import { startIncoming } from './incoming/incoming.ts';
import { openCopies, openJournal } from './kept-messages.ts';
import { type RoleName, requireServices, roles } from './roles.ts';
import { readSender } from './sender.ts';
import { startMail, startScim } from './services.ts';
import { totalOf, type Unfinished, type Workers } from './workers.ts';

export type Up = {
  /** The addresses to print, by name. */
  addresses: Record<string, string>;
  /** Settles when the workers have stopped, if there are any; rejects when a part fails, with a {BrokenError} if it ended by itself. */
  done: Promise<void>;
  /** Stops everything, the last part first. @returns what the workers did not finish */
  stop(): Promise<Unfinished>;
};

export type UpOptions = Reporter & {
  config: Config;
  /** The offers that there are. */
  catalog: Catalog;
  /** What this process does; left out: everything. */
  role?: RoleName;
};

/**
 * Brings everything up: the engine, the mailbox, the directory, the workers of both namespaces, the pages and the
 * bounce server.
 * @throws {AlreadyRunningError} if something runs on this data folder; {RefusedError} if a setting is missing, or a key
 * or a template can't be used; {StartError} if a part can't be started
 */
export async function up({ config, catalog, role = 'onegov up', ...reporter }: UpOptions): Promise<Up> {
  const { works, serves, embeds } = roles[role];
  requireServices(role, config);
  const stops: Stop[] = [];
  const onStop = (stop: Stop) => stops.unshift(stop);
  const cutOff: Unfinished[] = [];
  const stop = async () => {
    await inOrder(stops.splice(0));
    return totalOf(cutOff);
  };
  try {
    const lock = embeds ? lockDataFolder(config) : undefined;
    if (lock) onStop(lock.release);
    if (lock) closeDataFolder(config.dataFolder);
    const offers = offerNames(catalog);
    const sender = { ...readSender(config.mail), templates: loadTemplates(catalog), offers };
    const keys = openKeys(config.encryption);
    if (keys.length === 0) reporter.say(notEncrypted);
    const kept = works && (await openKept(config, reporter.say));
    const engine = await startEngine({ config, ...reporter });
    onStop(engine.stop);
    const mail = await startMail(config, onStop);
    const directory = works && (await startScim(config, onStop));
    const broken = [engine.broken, mail.broken].filter((each) => each !== undefined);
    const hooks = {
      onStop,
      say: reporter.say,
      onCutOff: (unfinished: Unfinished) => cutOff.push(unfinished),
    };
    const workers =
      kept &&
      directory &&
      (await during(reporter, 'Starting the workers', () => {
        const parts = { engine, keys, catalog, mail, directory, sender, ...kept };
        return Promise.race([startAllWorkers(config, parts, hooks), ...broken]);
      }));
    const server = { engine, catalog, keys };
    const incoming =
      serves && (await startIncoming(config, server, { ...sender, smtpUrl: mail.live }, hooks));
    const codec = serves && (await startCodec(config, keys, onStop));
    const addresses = {
      'Temporal server': engine.address,
      ...(engine.uiUrl && !engine.isUiLater && { 'Temporal UI': engine.uiUrl }),
      ...mail.addresses,
      ...(directory ? directory.addresses : {}),
      ...incoming,
      ...(codec && { 'Codec endpoint': codec }),
    };
    lock?.complete({ address: engine.address, addresses, ...(engine.uiUrl && { uiUrl: engine.uiUrl }) });
    const done = workers ? allDone(workers) : new Promise<never>(() => {});
    return { addresses, done: Promise.race([done, ...broken]), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const notEncrypted =
  'What agreements hold is not encrypted in Temporal; set ENCRYPTION_KEY_FILE before the first agreement starts (docs/operating.md).';

/** Where workers keep what they have sent. */
async function openKept(config: Config, say: Reporter['say']) {
  return { copies: await openCopies(config.mail), journal: await openJournal(config, say) };
}

/** Settles when all workers have stopped. @throws {BrokenError} as soon as one of them fails */
async function allDone(workers: Workers[]): Promise<void> {
  try {
    await Promise.all(workers.map(({ done }) => done));
  } catch (error) {
    const reason = oneLine((error as Error).message);
    throw new BrokenError(`A worker failed (${reason}), so everything is stopped. Start it again to go on.`);
  }
}

type Stop = () => unknown;

/** Calls each, even if one before it fails. @throws what the last failing one throws */
async function inOrder([first, ...others]: Stop[]): Promise<void> {
  try {
    await first?.();
  } finally {
    if (others.length > 0) await inOrder(others);
  }
}
