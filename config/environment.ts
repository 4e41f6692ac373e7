// The environment variables: which values each one allows, and what to do about any other value.
import { z } from 'zod';
import { ConfigError } from './error.ts';

const notPort = 'is not a port number; set it to a number from 1 to 65535';
const anyPort = z.coerce.number(notPort).int(notPort).min(1, notPort).max(65535, notPort);
const port = (preset: number) => anyPort.default(preset);

const notRate = 'is not a rate; set it to a number above 0, such as 20';
const rate = (preset: number) => z.coerce.number(notRate).positive(notRate).default(preset);

const notCount = 'is not a number of proxies; set it to the number in front of the pages, such as 1';
const proxyCount = z.coerce.number(notCount).int(notCount).min(0, notCount);

const text = z.string().min(1);
const smtpUrl = z
  .url({
    protocol: /^smtps?$/,
    error: 'is not an SMTP address; set it to one such as smtps://user:password@mail.example.gov:465',
  })
  .refine(hasReadableSignOn, 'has a % in its user name or password that stands for itself; write it as %25')
  .refine(
    keepsPassword,
    'has a password and ignoreTLS, so the password would be sent unencrypted; leave one of them out',
  )
  .refine(
    leavesTlsAlone,
    'has requireTLS or opportunisticTLS, and TLS is always required; leave that out, or use ignoreTLS=true for a test mailbox',
  );
const httpUrl = z.url({
  protocol: /^https?$/,
  error: 'is not a web address; set it to one such as https://temporal.example.gov',
});
const scimUrl = z
  .string()
  .refine(
    isHttpOrHttps,
    'is not the address of a directory; set it to one such as https://directory.example.gov/scim/v2, without a user name, a query or a #',
  );
const token = z
  .string()
  .trim()
  .regex(/^[\x21-\x7e]+$/, "has a space or another character that can't be sent; write it in one line");
const pagesUrl = z
  .string()
  .refine(isHttpsOrLocal, 'is not an https address; set it to one such as https://agreements.example.gov');
const mail = z
  .string()
  .refine(
    (text) => z.regexes.html5Email.test(text) && /@.+\./.test(text),
    'is not an email address; set it to one such as notices@example.gov',
  );
const domain = z
  .string()
  .regex(/^([a-z0-9-]+\.)+[a-z0-9-]+$/i, 'is not a domain; set it to one such as example.gov');
const listenHost = z
  .string()
  .regex(/^[a-z0-9.:-]+$/i, 'is not an address of this machine; set it to one such as 0.0.0.0')
  .default('127.0.0.1');
const oneLine = z
  .string()
  .regex(/^\P{Cc}+$/u, 'has a line break or another control character; write it in one line')
  .max(200, 'is too long; write it in at most 200 characters');
const dkimSelector = z
  .string()
  .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/i, 'is not a DKIM selector; set it to one such as notices2026');
// Temporal joins both by `:`, and used to join them by `.`.
const deploymentName = z
  .string()
  .regex(/^[\w/-]+$/, 'is not a name of letters, digits and hyphens; set it to one such as onegov');
const buildId = z
  .string()
  .regex(
    /^[\w.+-]+$/,
    'is not an id of letters, digits, periods and hyphens; set it to one such as 0.1.0-4f2a',
  );
const bucket = z
  .string()
  .regex(
    /^s3:\/\/[a-z0-9][a-z0-9.-]+(\/[^\s]*)?$/,
    'is not a bucket; set it to one such as s3://notices or s3://notices/sent',
  );

const variables = z.object({
  ONEGOV_DATA: text.default('.onegov'),
  ONEGOV_CACHE: text.optional(),
  XDG_CACHE_HOME: text.optional(),

  ENCRYPTION_KEY_FILE: text.optional(),
  CODEC_HOST: listenHost,
  CODEC_PORT: anyPort.optional(),
  CODEC_TOKEN_FILE: text.optional(),

  TEMPORAL_PROFILE: text.optional(),
  TEMPORAL_CONFIG_FILE: text.optional(),
  TEMPORAL_ADDRESS: z
    .string()
    .refine(isHostAndPort, 'is not host:port; set it to one such as temporal.example.gov:7233')
    .optional(),
  TEMPORAL_TLS: z.enum(['true', 'false'], 'is neither true nor false; set it to one of them').optional(),
  TEMPORAL_DEPLOYMENT_NAME: deploymentName.optional(),
  TEMPORAL_WORKER_BUILD_ID: buildId.optional(),
  TEMPORAL_REHEARSAL_NAMESPACE: text.default('onegov-rehearsal'),
  TEMPORAL_UI_URL: httpUrl.optional(),
  TEMPORAL_CLI_PATH: text.optional(),
  TEMPORAL_PORT: port(7233),
  TEMPORAL_UI_PORT: port(8233),

  SMTP_URL: smtpUrl.optional(),
  REHEARSAL_SMTP_URL: smtpUrl.optional(),
  MAIL_FROM: mail.optional(),
  MAIL_FROM_NAME: oneLine.optional(),
  REPLY_TO: mail.optional(),
  OPERATORS_MAIL: mail.optional(),
  DKIM_DOMAIN: domain.optional(),
  DKIM_SELECTOR: dkimSelector.optional(),
  DKIM_KEY_FILE: text.optional(),
  BOUNCE_DOMAIN: domain.optional(),
  BOUNCE_KEY_FILE: text.optional(),
  BOUNCE_SMTP_HOST: listenHost,
  BOUNCE_SMTP_PORT: port(1026),
  BOUNCE_HOOK_SECRET_FILE: text.optional(),
  MAILBOX_SMTP_PORT: port(1025),
  MAILBOX_PORT: port(1080),
  SENT_FOLDER: text.optional(),
  SENT_BUCKET: bucket.optional(),
  CLOSURES_FILE: text.optional(),
  NOTICES_PER_SECOND: rate(20),

  PAGES_URL: pagesUrl.optional(),
  PAGES_HOST: listenHost,
  PAGES_PORT: port(8180),
  LINK_KEY_FILE: text.optional(),
  TRUST_PROXY: proxyCount.optional(),

  SCIM_BASE_URL: scimUrl.optional(),
  SCIM_TOKEN: token.optional(),
  REHEARSAL_SCIM_BASE_URL: scimUrl.optional(),
  REHEARSAL_SCIM_TOKEN: token.optional(),
  SCIM_ALLOW_HTTP: z
    .enum(['true', 'false'], 'is neither true nor false; set it to one of them')
    .default('false'),
  DIRECTORY_PORT: port(8280),
  PROVISIONING_PER_SECOND: rate(10),
  RECONCILE: z.enum(['mend', 'report'], 'is neither mend nor report; set it to one of them').default('mend'),
});

export type Environment = z.infer<typeof variables>;
type Name = keyof Environment;

/**
 * The variables, each checked by itself and with those that it needs.
 * @throws {ConfigError} naming each wrong variable, but not its value, which may be a secret
 */
export function readEnvironment(set: Record<string, string>): Environment {
  const parsed = variables.safeParse(set);
  if (!parsed.success) {
    const sentences = parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}.`);
    throw new ConfigError(sentences.join(' '));
  }
  const environment = parsed.data;
  const needs = { ...always, ...(environment.SMTP_URL && withMailServer) };
  for (const [name, others] of Object.entries(needs)) requireOthers(environment, name as Name, others);
  requireProxyCount(environment);
  requireHttps(environment);
  if (environment.SENT_FOLDER && environment.SENT_BUCKET)
    throw new ConfigError('SENT_FOLDER and SENT_BUCKET are both set; set only one of them.');
  return environment;
}

/** The other variables that each one needs. */
const always: Partial<Record<Name, Name[]>> = {
  // With a mail server, notices need a sender, and alerts need someone who gets them.
  SMTP_URL: ['MAIL_FROM', 'OPERATORS_MAIL'],
  DKIM_DOMAIN: ['DKIM_SELECTOR', 'DKIM_KEY_FILE'],
  DKIM_SELECTOR: ['DKIM_KEY_FILE'],
  DKIM_KEY_FILE: ['DKIM_SELECTOR'],
  TEMPORAL_WORKER_BUILD_ID: ['TEMPORAL_DEPLOYMENT_NAME'],
  BOUNCE_DOMAIN: ['BOUNCE_KEY_FILE'],
  BOUNCE_KEY_FILE: ['BOUNCE_DOMAIN'],
};

/** The other variables that each one needs once SMTP_URL is set. The embedded mailbox works without them. */
const withMailServer: Partial<Record<Name, Name[]>> = {
  LINK_KEY_FILE: ['PAGES_URL'],
  PAGES_URL: ['LINK_KEY_FILE'],
  BOUNCE_HOOK_SECRET_FILE: ['BOUNCE_DOMAIN', 'BOUNCE_KEY_FILE'],
};

function requireOthers(environment: Environment, name: Name, others: Name[]): void {
  const missing = others.filter((other) => environment[name] && !environment[other]);
  if (missing.length === 0) return;
  throw new ConfigError(
    `${name} is set without ${missing.join(' and ')}; set ${missing.length > 1 ? 'them' : 'it'}, too.`,
  );
}

/** Behind a proxy that is not counted, all agencies seem to have one address, and share its rate limit. */
function requireProxyCount({ SMTP_URL, PAGES_URL = '', TRUST_PROXY }: Environment): void {
  if (SMTP_URL && /^https:/i.test(PAGES_URL) && TRUST_PROXY === undefined) {
    throw new ConfigError(
      'PAGES_URL is set without TRUST_PROXY; set TRUST_PROXY to the number of proxies in front of the pages, or to 0.',
    );
  }
}

/** A token is a secret, so it goes over a network by https, unless someone says that the network is their own. */
function requireHttps(environment: Environment): void {
  if (environment.SCIM_ALLOW_HTTP === 'true') return;
  for (const name of ['SCIM_BASE_URL', 'REHEARSAL_SCIM_BASE_URL'] as const) {
    const url = environment[name];
    if (url !== undefined && !isHttpsOrLocal(url))
      throw new ConfigError(
        `${name} is not an https address, so its token would be sent unencrypted; use https, or set SCIM_ALLOW_HTTP=true if the network between is yours alone.`,
      );
  }
}

/** Links and tokens are secrets, so they may be unencrypted on this machine only. */
function isHttpsOrLocal(text: string): boolean {
  if (!isHttpOrHttps(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || ['127.0.0.1', '[::1]', 'localhost'].includes(hostname);
}

function isHttpOrHttps(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, search, hash } = new URL(text);
  return ['http:', 'https:'].includes(protocol) && !username && !search && !hash;
}

/** Of a URL that is none, another check tells. */
function hasReadableSignOn(url: string): boolean {
  if (!URL.canParse(url)) return true;
  const { username, password } = new URL(url);
  try {
    decodeURIComponent(`${username}:${password}`);
    return true;
  } catch {
    return false;
  }
}

function keepsPassword(url: string): boolean {
  if (!URL.canParse(url)) return true;
  const { password, searchParams } = new URL(url);
  return password === '' || searchParams.get('ignoreTLS') !== 'true';
}

/** What a URL says would win over what we ask of the mail client. */
function leavesTlsAlone(url: string): boolean {
  if (!URL.canParse(url)) return true;
  const { searchParams } = new URL(url);
  return !searchParams.has('requireTLS') && !searchParams.has('opportunisticTLS');
}

export function isHostAndPort(text: string): boolean {
  const port = /^[^\s/:]+:(\d{1,5})$/.exec(text)?.[1];
  return port !== undefined && Number(port) >= 1 && Number(port) <= 65535;
}
