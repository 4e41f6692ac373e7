// Everything that agencies and mail servers send to us: answers on the pages, and bounces.
import type { RequestHandler } from 'express';
import type { Bounces } from '../../activities/bounces/bounce-address.ts';
import { tellsOperators } from '../../activities/bounces/tell-operators.ts';
import { createSmtpClient } from '../../activities/notices/delivery/smtp-client.ts';
import { mailOf, type Sender } from '../../activities/notices/message/message.ts';
import { reportMessage } from '../../activities/notices/message/report-message.ts';
import type { Config } from '../../config/config.ts';
import { readSecrets } from '../../encryption/secrets.ts';
import { createPages } from '../../pages/routes.ts';
import { bounceHook, hookPath } from './bounce-hook.ts';
import { createIntake } from './bounce-intake.ts';
import { startBounceServer } from './bounce-smtp.ts';
import { startHttp } from './http.ts';
import { agreementsOf, connectNamespaces, type Namespaces, type Server } from './namespaces.ts';

type MailSender = Sender & { smtpUrl: string };

type Hooks = {
  /** Called with the stop function of each part, as soon as the part runs. */
  onStop: (stop: () => unknown) => void;
  say: (line: string) => void;
};

/** HTTP handlers, and the addresses to print, by name. */
type Entrances = { handlers: RequestHandler[]; addresses: Record<string, string> };

/**
 * Starts the pages if notices have links, and the bounce server if messages have bounce addresses.
 * @returns their addresses, by name
 */
export async function startIncoming(
  config: Config,
  server: Server,
  sender: MailSender,
  hooks: Hooks,
): Promise<Record<string, string>> {
  const { bounces, links, replyTo, operators } = sender;
  const { onStop, say } = hooks;
  if (!bounces && !links) {
    say(
      'There are no pages and no bounce server; set PAGES_URL and LINK_KEY_FILE for pages, and BOUNCE_DOMAIN and BOUNCE_KEY_FILE for bounces.',
    );
    return {};
  }
  const namespaces = await connectNamespaces(config, server, onStop);
  const { handlers, addresses }: Entrances = bounces
    ? await startBounces(config, { ...sender, bounces }, namespaces, hooks)
    : { handlers: [], addresses: {} };
  if (links) {
    const of = (id: string) => agreementsOf(namespaces, id);
    const { trustProxy } = config.pages;
    handlers.push(createPages({ links, agreementsOf: of, trustProxy, help: replyTo ?? operators, say }));
    addresses.Pages = links.url;
  }
  if (handlers.length > 0) onStop((await startHttp(config.pages, handlers)).stop);
  return addresses;
}

async function startBounces(
  { bounceServer, pages }: Config,
  sender: MailSender & { bounces: Bounces },
  namespaces: Namespaces,
  { onStop, say }: Hooks,
): Promise<Entrances> {
  const { bounces, smtpUrl } = sender;
  // The sender of a bounce waits for this client, so the client gives up early. The sender then tries again.
  const client = createSmtpClient(smtpUrl, { connectionTimeout: 10_000, socketTimeout: 30_000 });
  onStop(client.close);
  const unrecorded = tellsOperators(async (order) => client.send(await mailOf(reportMessage(order, sender))));
  const intake = createIntake(bounces, namespaces, { say, unrecorded });
  const smtp = await startBounceServer({ ...bounceServer, domain: bounces.domain }, intake);
  onStop(smtp.stop);
  const addresses = { Bounces: `smtp://${smtp.address}` };
  if (bounceServer.hookSecretFile === undefined) return { handlers: [], addresses };
  const secrets = readSecrets('BOUNCE_HOOK_SECRET_FILE', bounceServer.hookSecretFile);
  return {
    handlers: [bounceHook(secrets, intake)],
    addresses: { ...addresses, 'Bounce hook': `http://${pages.host}:${pages.port}${hookPath}` },
  };
}
