// The sender of the mail, and the files with the keys that sign links, bounce addresses and the mail itself.
import { resolve } from 'node:path';
import type { Environment } from './environment.ts';
import { ConfigError } from './error.ts';

/**
 * The sender of the mail. It names the key files, but does not read them.
 * @throws {ConfigError} if DKIM_DOMAIN can't sign for MAIL_FROM
 */
export function readSender(environment: Environment) {
  const { MAIL_FROM: from = 'notices@onegov.invalid' } = environment;
  return {
    from,
    fromName: environment.MAIL_FROM_NAME,
    /** Left out: the operators. */
    replyTo: environment.REPLY_TO,
    operators: environment.OPERATORS_MAIL ?? 'operators@onegov.invalid',
    dkim: dkimOf(environment, from),
    ...signedAddressesOf(environment),
  };
}

function dkimOf(environment: Environment, from: string) {
  const { DKIM_SELECTOR: selector, DKIM_KEY_FILE: keyFile } = environment;
  const fromDomain = from.slice(from.lastIndexOf('@') + 1);
  const { DKIM_DOMAIN: domain = fromDomain } = environment;
  if (!isAligned(domain, fromDomain)) {
    // A signature by another domain proves nothing about this one (DMARC: RFC 7489, 3.1.1).
    throw new ConfigError(
      'DKIM_DOMAIN does not match MAIL_FROM; set it to the domain of MAIL_FROM, a parent domain or a subdomain.',
    );
  }
  return selector && keyFile ? { domain, selector, keyFile } : undefined;
}

/**
 * Bounce addresses and links, and the secrets that sign them. With the embedded mailbox both work without any setting,
 * signed by secrets that we make in the data folder (`isOurs`).
 */
function signedAddressesOf(environment: Environment) {
  const { SMTP_URL, BOUNCE_KEY_FILE, LINK_KEY_FILE, PAGES_PORT } = environment;
  const {
    BOUNCE_DOMAIN: domain = 'bounces.onegov.invalid',
    PAGES_URL: url = `http://127.0.0.1:${PAGES_PORT}`,
  } = environment;
  const keyFile = (named: string | undefined, name: string) => ({
    keyFile: named ?? resolve(environment.ONEGOV_DATA, 'keys', name),
    isOurs: named === undefined,
  });
  const isEmbedded = SMTP_URL === undefined;
  return {
    /** The domain that bounces go to, at an address that names their message; left out: bounces go to `from`. */
    bounces: BOUNCE_KEY_FILE || isEmbedded ? { domain, ...keyFile(BOUNCE_KEY_FILE, 'bounces') } : undefined,
    /** The pages that links in notices lead to; left out: notices have no links. */
    links: LINK_KEY_FILE || isEmbedded ? { url, ...keyFile(LINK_KEY_FILE, 'links') } : undefined,
  };
}

/** Are the domains the same, or is one a parent of the other? */
function isAligned(one: string, other: string): boolean {
  const [first, second] = [`.${one}`.toLowerCase(), `.${other}`.toLowerCase()];
  return first.endsWith(second) || second.endsWith(first);
}
