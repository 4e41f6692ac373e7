// The world of a week: two real mail servers, the program's workers between them, and the entrance for bounces.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject } from 'vitest';
import { type Config, readConfig } from '../../../config/config.ts';
import { loadCatalog } from '../../../offers/catalog.ts';
import { freePorts } from '../../../workers/engine/ports.ts';
import { startIncoming } from '../../../workers/incoming/incoming.ts';
import { readSender } from '../../../workers/sender.ts';
import { openRig, type Rig } from '../../support/rig.ts';
import { knownHere, knownThere } from './agencies.ts';
import { startExim } from './exim.ts';
import type { Address, MailServer } from './mail-server.ts';
import { startPostfix } from './postfix.ts';

export type ServerName = 'Postfix' | 'Exim';

export type World = {
  rig: Rig;
  /** Our mail server, and the next one. */
  servers: MailServer[];
  /** What the program printed for the operators. */
  said: string[];
};

type OnStop = (stop: () => unknown) => void;

const bounceDomain = 'bounces.onegov.example';
const start = { Postfix: startPostfix, Exim: startExim };

/**
 * Starts all of it.
 * @param ours the mail server that we hand our mail to; the other one has the agencies' mailboxes
 * @param onStop called with the stop function of each part, as soon as the part runs
 */
export async function openWorld(ours: ServerName, onStop: OnStop): Promise<World> {
  const namespace = `week-${randomBytes(4).toString('hex')}`;
  const operators = `operators@${namespace}.example`;
  const places = await freePlaces();
  const smtpUrl = `smtp://${places.ours.host}:${places.ours.port}`;
  const config = configOf(namespace, smtpUrl, operators, places.bounces, onStop);
  const servers = await startServers(ours, { config, operators, places }, onStop);
  const sender = { ...readSender(config.mail), smtpUrl };
  const { bounces } = sender;
  const rig = await openRig({ smtpUrl, namespace, isRehearsal: false, ...(bounces && { bounces }) });
  onStop(rig.close);
  const said: string[] = [];
  const engine = { address: inject('address'), rehearsals: false, stop: async () => {} };
  const hooks = { onStop, say: (line: string) => said.push(line) };
  await startIncoming(config, { engine, catalog: loadCatalog(), keys: rig.keys }, sender, hooks);
  return { rig, servers, said };
}

type Places = Record<'ours' | 'next' | 'bounces' | 'down', Address>;

/** Each mail server has an address of its own: Exim takes one address for one server, whatever the port. */
async function freePlaces(): Promise<Places> {
  const [ours = 0, next = 0, bounces = 0, down = 0] = await freePorts(4);
  return {
    bounces: { host: '127.0.0.1', port: bounces },
    ours: { host: '127.0.0.2', port: ours },
    next: { host: '127.0.0.3', port: next },
    down: { host: '127.0.0.4', port: down },
  };
}

function configOf(
  namespace: string,
  smtpUrl: string,
  operators: string,
  bounces: Address,
  onStop: OnStop,
): Config {
  const folder = mkdtempSync(join(tmpdir(), 'onegov-week-'));
  onStop(() => rmSync(folder, { recursive: true, force: true }));
  const keyFile = join(folder, 'key');
  writeFileSync(keyFile, randomBytes(32).toString('hex'));
  return readConfig({
    ...process.env,
    ONEGOV_DATA: folder,
    TEMPORAL_ADDRESS: inject('address'),
    ENCRYPTION_KEY_FILE: inject('keyFile'),
    TEMPORAL_NAMESPACE: namespace,
    SMTP_URL: smtpUrl,
    MAIL_FROM: 'notices@onegov.example',
    OPERATORS_MAIL: operators,
    BOUNCE_DOMAIN: bounceDomain,
    BOUNCE_KEY_FILE: keyFile,
    BOUNCE_SMTP_HOST: bounces.host,
    BOUNCE_SMTP_PORT: `${bounces.port}`,
  });
}

async function startServers(
  ours: ServerName,
  { config, operators, places }: { config: Config; operators: string; places: Places },
  onStop: OnStop,
): Promise<MailServer[]> {
  const routes = { [bounceDomain]: places.bounces, 'down.example': places.down };
  const first = await start[ours](config, {
    name: 'mail.onegov.example',
    at: places.ours,
    routes: { ...routes, 'agency.example': places.next },
    ...knownHere(operators),
  });
  onStop(first.stop);
  const second = await start[ours === 'Postfix' ? 'Exim' : 'Postfix'](config, {
    name: 'mx.agency.example',
    at: places.next,
    routes: { ...routes, 'partner.example': places.ours },
    ...knownThere(),
  });
  onStop(second.stop);
  return [first, second];
}
