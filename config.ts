// The environment, read and checked here and nowhere else.
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadClientConfig, loadClientConnectConfig } from '@temporalio/envconfig';
import { z } from 'zod';

const port = (preset: number) =>
  z.coerce
    .number('should be a port number from 1 to 65535')
    .int('should be a port number from 1 to 65535')
    .min(1, 'should be a port number from 1 to 65535')
    .max(65535, 'should be a port number from 1 to 65535')
    .default(preset);
const rate = (preset: number) =>
  z.coerce.number('should be a number above 0').positive('should be a number above 0').default(preset);
const smtpUrl = z.url({
  protocol: /^smtps?$/,
  error: 'should be an address such as smtps://user:password@mail.example.gov:465',
});
const httpUrl = z.url({
  protocol: /^https?$/,
  error: 'should be an address such as https://directory.example.gov/scim/v2',
});
const pagesUrl = z
  .string()
  .refine(isHttpsOrHere, 'should be an address such as https://agreements.example.gov');
const mailAddress = z.email('should be a mail address such as notices@example.gov');
const domain = z.string().regex(/^([a-z0-9-]+\.)+[a-z0-9-]+$/i, 'should be a domain such as example.gov');
/** What a server of ours listens on. */
const host = z
  .string()
  .regex(/^[a-z0-9.:-]+$/i, 'should be an address of this machine such as 0.0.0.0')
  .default('127.0.0.1');
/** Links are secrets: only on this machine may they go unencrypted. */
function isHttpsOrHere(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, search, hash } = new URL(text);
  const isHere = protocol === 'http:' && (hostname === '127.0.0.1' || hostname === 'localhost');
  return (protocol === 'https:' || isHere) && !username && !search && !hash;
}

const isHostAndPort = (text: string) => {
  const port = /^[^\s/:]+:(\d{1,5})$/.exec(text)?.[1];
  return port !== undefined && Number(port) >= 1 && Number(port) <= 65535;
};
const shouldBeHostAndPort = 'should be host:port, such as temporal.example.gov:7233';

const environment = z.object({
  ONEGOV_DATA: z.string().min(1).default('.onegov'),
  ONEGOV_CACHE: z.string().min(1).optional(),
  XDG_CACHE_HOME: z.string().min(1).optional(),

  TEMPORAL_PROFILE: z.string().min(1).optional(),
  TEMPORAL_CONFIG_FILE: z.string().min(1).optional(),
  TEMPORAL_ADDRESS: z.string().refine(isHostAndPort, shouldBeHostAndPort).optional(),
  TEMPORAL_TLS: z.enum(['true', 'false'], 'should be true or false').optional(),
  TEMPORAL_REHEARSAL_NAMESPACE: z.string().min(1).default('onegov-rehearsal'),
  TEMPORAL_UI_URL: httpUrl.optional(),
  TEMPORAL_CLI_PATH: z.string().min(1).optional(),
  TEMPORAL_PORT: port(7233),
  TEMPORAL_UI_PORT: port(8233),

  SMTP_URL: smtpUrl.optional(),
  REHEARSAL_SMTP_URL: smtpUrl.optional(),
  MAIL_FROM: mailAddress.optional(),
  MAIL_FROM_NAME: z
    .string()
    .regex(/^\P{Cc}+$/u, 'should be one line')
    .optional(),
  REPLY_TO: mailAddress.optional(),
  OPERATORS_MAIL: mailAddress.optional(),
  DKIM_DOMAIN: domain.optional(),
  DKIM_SELECTOR: z
    .string()
    .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*$/i, 'should be a part of a domain such as notices2026')
    .optional(),
  DKIM_KEY_FILE: z.string().min(1).optional(),
  BOUNCE_DOMAIN: domain.optional(),
  BOUNCE_KEY_FILE: z.string().min(1).optional(),
  BOUNCE_SMTP_HOST: host,
  BOUNCE_SMTP_PORT: port(1026),
  BOUNCE_HOOK_SECRET_FILE: z.string().min(1).optional(),
  MAILBOX_SMTP_PORT: port(1025),
  MAILBOX_PORT: port(1080),
  SENT_FOLDER: z.string().min(1).optional(),
  SENT_BUCKET: z
    .string()
    .regex(
      /^s3:\/\/[a-z0-9][a-z0-9.-]+(\/[^\s]*)?$/,
      'should be a bucket such as s3://notices or s3://notices/sent',
    )
    .optional(),
  NOTICES_PER_SECOND: rate(20),

  PAGES_URL: pagesUrl.optional(),
  PAGES_HOST: host,
  PAGES_PORT: port(8180),
  LINK_KEY_FILE: z.string().min(1).optional(),
  TRUST_PROXY: z.coerce
    .number('should be the number of proxies in front, such as 1')
    .int('should be the number of proxies in front, such as 1')
    .min(0, 'should be the number of proxies in front, such as 1')
    .optional(),

  SCIM_BASE_URL: httpUrl.optional(),
  SCIM_TOKEN: z.string().min(1).optional(),
  REHEARSAL_SCIM_BASE_URL: httpUrl.optional(),
  REHEARSAL_SCIM_TOKEN: z.string().min(1).optional(),
  DIRECTORY_PORT: port(8280),
  PROVISIONING_PER_SECOND: rate(10),
});

export type Config = ReturnType<typeof readConfig>;

/** A setting that can't be used, said in one sentence. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

/**
 * The settings, from environment variables; an empty variable counts as not set. Where Temporal is, a profile
 * of its own temporal.toml may say too (`--profile`, TEMPORAL_PROFILE, TEMPORAL_CONFIG_FILE); variables win.
 * @throws {ConfigError} naming each wrong variable and what it should be (never its value: it may be a secret).
 */
export function readConfig(env: Record<string, string | undefined> = process.env) {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(set);
  if (!parsed.success) {
    throw new ConfigError(
      parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}.`).join(' '),
    );
  }
  const value = parsed.data;
  const { connectionOptions: cluster, namespace } = clusterOf(set as Record<string, string>);
  const wanted = { ...along, ...(value.SMTP_URL && alongWithRelay) };
  for (const [name, others] of Object.entries(wanted)) requireAlong(value, name as Name, others);
  requireProxies(value);
  if (value.SENT_FOLDER && value.SENT_BUCKET)
    throw new ConfigError('SENT_FOLDER should be set, or SENT_BUCKET, and not both.');
  return {
    dataFolder: resolve(value.ONEGOV_DATA),
    cacheFolder: resolve(
      value.ONEGOV_CACHE ?? join(value.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'onegov-agreements'),
    ),
    temporal: {
      /** Somebody's cluster; left out: the engine on this machine. */
      address: cluster.address,
      apiKey: typeof cluster.apiKey === 'string' ? cluster.apiKey : undefined,
      tls: cluster.tls ?? false,
      /** Headers of every request. */
      metadata: cluster.metadata as Record<string, string> | undefined,
      namespace: namespace ?? 'onegov',
      rehearsalNamespace: value.TEMPORAL_REHEARSAL_NAMESPACE,
      uiUrl: value.TEMPORAL_UI_URL,
      cliPath: value.TEMPORAL_CLI_PATH,
      port: value.TEMPORAL_PORT,
      uiPort: value.TEMPORAL_UI_PORT,
    },
    mail: {
      /** Somebody's relay; left out: the embedded mailbox. */
      url: value.SMTP_URL,
      /** Where rehearsals mail to, if not to the embedded mailbox; left out, with a relay in `url`: nowhere. */
      rehearsalUrl: value.REHEARSAL_SMTP_URL,
      ...senderOf(value),
      ...keysOf(value),
      mailboxSmtpPort: value.MAILBOX_SMTP_PORT,
      mailboxPort: value.MAILBOX_PORT,
      /** Where each namespace keeps what it sent; left out: nowhere, and its hashes stand in the record. */
      sentFolder: value.SENT_FOLDER === undefined ? undefined : resolve(value.SENT_FOLDER),
      sentBucket: value.SENT_BUCKET,
      perSecond: value.NOTICES_PER_SECOND,
    },
    /** Where bounces come in, by SMTP and, with a secret, by HTTP beside the pages. */
    inbound: {
      host: value.BOUNCE_SMTP_HOST,
      port: value.BOUNCE_SMTP_PORT,
      hookSecretFile: value.BOUNCE_HOOK_SECRET_FILE,
    },
    /** Where the pages are served; `trustProxy`: how many proxies stand in front and say who asks. */
    pages: { host: value.PAGES_HOST, port: value.PAGES_PORT, trustProxy: value.TRUST_PROXY ?? 0 },
    directory: {
      /** Somebody's SCIM service; left out: the embedded directory. */
      url: value.SCIM_BASE_URL,
      token: value.SCIM_TOKEN,
      rehearsalUrl: value.REHEARSAL_SCIM_BASE_URL,
      rehearsalToken: value.REHEARSAL_SCIM_TOKEN,
      port: value.DIRECTORY_PORT,
      perSecond: value.PROVISIONING_PER_SECOND,
    },
  };
}

type Environment = z.infer<typeof environment>;
type Name = keyof Environment;

/** What is of no use without the others. */
const along: Partial<Record<Name, Name[]>> = {
  // With a relay that reaches people, notices need a sender that is answered, and alerts somebody who reads them.
  SMTP_URL: ['MAIL_FROM', 'OPERATORS_MAIL'],
  DKIM_DOMAIN: ['DKIM_SELECTOR', 'DKIM_KEY_FILE'],
  DKIM_SELECTOR: ['DKIM_KEY_FILE'],
  DKIM_KEY_FILE: ['DKIM_SELECTOR'],
  BOUNCE_DOMAIN: ['BOUNCE_KEY_FILE'],
  BOUNCE_KEY_FILE: ['BOUNCE_DOMAIN'],
};

/** The same where a relay reaches people; what is embedded makes do without. */
const alongWithRelay: Partial<Record<Name, Name[]>> = {
  LINK_KEY_FILE: ['PAGES_URL'],
  PAGES_URL: ['LINK_KEY_FILE'],
  BOUNCE_HOOK_SECRET_FILE: ['BOUNCE_DOMAIN', 'BOUNCE_KEY_FILE'],
};

function requireAlong(value: Environment, name: Name, others: Name[]): void {
  const missing = others.filter((other) => value[name] && !value[other]);
  if (missing.length > 0) throw new ConfigError(`${missing.join(' and ')} should be set along with ${name}.`);
}

/** Behind a proxy that is not counted, all agencies ask from one address, and share what one may ask for. */
function requireProxies({ SMTP_URL, PAGES_URL = '', TRUST_PROXY }: Environment): void {
  if (SMTP_URL && /^https:/i.test(PAGES_URL) && TRUST_PROXY === undefined) {
    throw new ConfigError(
      'TRUST_PROXY should be set along with PAGES_URL: the number of proxies in front of the pages, or 0 if there is none.',
    );
  }
}

/** Who the mail comes from. Keys stay in their files until something is sent. */
function senderOf(value: Environment) {
  const { MAIL_FROM: from = 'notices@onegov.invalid' } = value;
  const { DKIM_SELECTOR: selector, DKIM_KEY_FILE: dkimKey } = value;
  const fromDomain = from.slice(from.lastIndexOf('@') + 1);
  const { DKIM_DOMAIN: signedBy = fromDomain } = value;
  if (!isAligned(signedBy, fromDomain)) {
    // A signature by another domain says nothing for this one (DMARC: RFC 7489, 3.1.1).
    throw new ConfigError('DKIM_DOMAIN should be the domain of MAIL_FROM, one above it or one below it.');
  }
  return {
    from,
    fromName: value.MAIL_FROM_NAME,
    /** Left out: the operators. */
    replyTo: value.REPLY_TO,
    operators: value.OPERATORS_MAIL ?? 'operators@onegov.invalid',
    dkim: selector && dkimKey ? { domain: signedBy, selector, keyFile: dkimKey } : undefined,
  };
}

/**
 * What the secrets in files are for. With the embedded mailbox there are bounces and links out of the box, with secrets
 * of our own (`isOurs`) in the data folder.
 */
function keysOf(value: Environment) {
  const { SMTP_URL, BOUNCE_KEY_FILE, LINK_KEY_FILE, PAGES_PORT } = value;
  const {
    BOUNCE_DOMAIN: domain = 'bounces.onegov.invalid',
    PAGES_URL: url = `http://127.0.0.1:${PAGES_PORT}`,
  } = value;
  const keyFile = (named: string | undefined, name: string) => ({
    keyFile: named ?? resolve(value.ONEGOV_DATA, 'keys', name),
    isOurs: named === undefined,
  });
  const isEmbedded = SMTP_URL === undefined;
  return {
    /** Where a bounce goes that names its notice; left out: to `from`. */
    bounces: BOUNCE_KEY_FILE || isEmbedded ? { domain, ...keyFile(BOUNCE_KEY_FILE, 'bounces') } : undefined,
    /** Where a notice's links lead; left out: it has none. */
    links: LINK_KEY_FILE || isEmbedded ? { url, ...keyFile(LINK_KEY_FILE, 'links') } : undefined,
  };
}

/** Has one of them the other above it, or are they the same? */
function isAligned(one: string, other: string): boolean {
  const [first, second] = [`.${one}`.toLowerCase(), `.${other}`.toLowerCase()];
  return first.endsWith(second) || second.endsWith(first);
}

/** `--profile`: from here on the profile of this process, instead of TEMPORAL_PROFILE. */
export function chooseProfile(name: string): void {
  process.env.TEMPORAL_PROFILE = name;
}

/**
 * The cluster as Temporal's own settings name it: variables first, then the profile of a temporal.toml.
 * A file is read only if TEMPORAL_PROFILE or TEMPORAL_CONFIG_FILE asks for it: one that happens to be in
 * somebody's home must not turn `onegov up` from the engine on this machine to a cluster.
 */
function clusterOf(env: Record<string, string>) {
  const { TEMPORAL_PROFILE: profile, TEMPORAL_CONFIG_FILE: file } = env;
  const isAsked = profile !== undefined || file !== undefined;
  if (isAsked) refuseMissingProfile(env);
  const options = { overrideEnvVars: env, disableFile: !isAsked };
  const cluster = orConfigError(
    () => loadClientConnectConfig(options),
    isAsked ? `Profile "${profile ?? 'default'}"` : 'The TEMPORAL_TLS_… settings',
  );
  const { address } = cluster.connectionOptions;
  if (address !== undefined && !isHostAndPort(address))
    throw new ConfigError(`The address in profile "${profile ?? 'default'}" ${shouldBeHostAndPort}.`);
  return cluster;
}

function refuseMissingProfile(env: Record<string, string>): void {
  const { TEMPORAL_PROFILE: name = 'default', TEMPORAL_CONFIG_FILE: file = 'temporal.toml' } = env;
  const { profiles } = orConfigError(() => loadClientConfig({ overrideEnvVars: env }), file);
  if (profiles[name]) return;
  const known = Object.keys(profiles).toSorted().join(', ');
  throw new ConfigError(
    `There is no profile "${name}" in ${file}; ${known ? `there are ${known}` : 'it has none, or is not there'}.`,
  );
}

/** Says where a file is wrong, but not what stands there: it may be a key. */
function orConfigError<T>(load: () => T, what: string): T {
  try {
    return load();
  } catch (error) {
    const { line, column, path, code } = error as { [name: string]: string | number | undefined };
    if (line !== undefined) throw new ConfigError(`${what} is not TOML: see line ${line}, column ${column}.`);
    if (path !== undefined) throw new ConfigError(`${what} can't be used: ${path} can't be read (${code}).`);
    throw new ConfigError(`${what} can't be used: see docs.temporal.io/develop/environment-configuration.`);
  }
}
