// What comes back to us: what people answer on the pages, and mail at the addresses that it bounces to.
import type { RequestHandler } from 'express';
import type { Bounces } from '../activities/bounces/bounce-address.ts';
import { tellsUnrecorded } from '../activities/bounces/tell-operators.ts';
import { createOutbox } from '../activities/notices/delivery/smtp-client.ts';
import type { Sender } from '../activities/notices/message/message.ts';
import { connectAgreements } from '../clients/api/agreements.ts';
import type { Config } from '../config/config.ts';
import { loadCatalogue } from '../offers/catalogue.ts';
import { createPages } from '../pages/pages.ts';
import type { Engine } from './engine/start.ts';
import {
  agreementsOf,
  bounceHook,
  createIntake,
  hookPath,
  type Namespaces,
  startInbound,
} from './inbound.ts';
import { readSecrets } from './sender.ts';
import type { Started } from './up.ts';
import { startWeb } from './web.ts';

type Meanwhile = { started: Started; say: (line: string) => void };

/** What answers over HTTP, and what answers where, for people. */
type Doors = { handlers: RequestHandler[]; addresses: Record<string, string> };

type MailSender = Sender & { smtpUrl: string };

/**
 * Starts what the sender of our mail says is there to be answered to.
 * @returns what answers where
 */
export async function startAnswers(
  config: Config,
  engine: Engine,
  sender: MailSender,
  meanwhile: Meanwhile,
): Promise<Record<string, string>> {
  const { bounces, links, replyTo, operators } = sender;
  if (!bounces && !links) return {};
  const { started, say } = meanwhile;
  const namespaces = await connectNamespaces(config, engine, started);
  const { handlers, addresses }: Doors = bounces
    ? await startBounces(config, { ...sender, bounces }, namespaces, meanwhile)
    : { handlers: [], addresses: {} };
  if (links) {
    const of = (id: string) => agreementsOf(namespaces, id);
    const { trustProxy } = config.pages;
    handlers.push(createPages({ links, agreementsOf: of, trustProxy, help: replyTo ?? operators, say }));
    addresses.Pages = links.url;
  }
  if (handlers.length > 0) started.push((await startWeb(config.pages, handlers)).stop);
  return addresses;
}

async function startBounces(
  { bounceServer, pages }: Config,
  sender: MailSender & { bounces: Bounces },
  namespaces: Namespaces,
  { started, say }: Meanwhile,
): Promise<Doors> {
  const { bounces, smtpUrl } = sender;
  // Whoever brings a bounce waits meanwhile, and would rather come again.
  const outbox = createOutbox(smtpUrl, { connectionTimeout: 10_000, socketTimeout: 30_000 });
  started.push(outbox.close);
  const intake = createIntake(bounces, namespaces, { say, unrecorded: tellsUnrecorded(outbox, sender) });
  const smtp = await startInbound({ ...bounceServer, domain: bounces.domain }, intake);
  started.push(smtp.stop);
  const addresses = { Bounces: `smtp://${smtp.address}` };
  if (bounceServer.hookSecretFile === undefined) return { handlers: [], addresses };
  const secrets = readSecrets('BOUNCE_HOOK_SECRET_FILE', bounceServer.hookSecretFile);
  return {
    handlers: [bounceHook(secrets, intake)],
    addresses: { ...addresses, 'Bounce hook': `http://${pages.host}:${pages.port}${hookPath}` },
  };
}

async function connectNamespaces(config: Config, engine: Engine, started: Started): Promise<Namespaces> {
  const { address: theirs, apiKey, tls, metadata, ...temporal } = config.temporal;
  const connect = async (namespace: string) => {
    const cluster = theirs ? { apiKey, tls, metadata } : {};
    const where = { address: engine.address, ...cluster, namespace, catalogue: loadCatalogue() };
    const agreements = await connectAgreements(where);
    started.push(agreements.close);
    return agreements;
  };
  return {
    live: await connect(temporal.namespace),
    rehearsals: engine.rehearsals ? await connect(temporal.rehearsalNamespace) : undefined,
  };
}
