// The settings as the rest of the code uses them. The environment is read here and nowhere else.
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { readCluster } from './cluster.ts';
import { type Environment, readEnvironment } from './environment.ts';
import { readSender } from './sender.ts';

export type Config = ReturnType<typeof readConfig>;

/**
 * The settings, from environment variables. An empty variable counts as not set. A profile in a temporal.toml may name
 * the Temporal cluster too (`--profile`, TEMPORAL_PROFILE, TEMPORAL_CONFIG_FILE); variables win.
 * @throws {ConfigError} naming each wrong variable and what to set it to, but not its value, which may be a secret
 */
export function readConfig(env: Record<string, string | undefined> = process.env) {
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value)) as Record<string, string>;
  const environment = readEnvironment(set);
  const cluster = readCluster(set);
  return {
    dataFolder: resolve(environment.ONEGOV_DATA),
    /** An operator's own closures of federal offices. */
    closuresFile: environment.CLOSURES_FILE && resolve(environment.CLOSURES_FILE),
    cacheFolder: cacheFolderOf(environment),
    /** What payloads are encrypted with; left out: they are not encrypted. */
    encryption: encryptionOf(environment, cluster.address),
    /** Where the Temporal UI and the `temporal` CLI have payloads decrypted; left out: nowhere. */
    codec: codecOf(environment, cluster.address),
    temporal: {
      ...cluster,
      /** Workers run as a version of this deployment; left out: they run as no version. */
      deployment: environment.TEMPORAL_DEPLOYMENT_NAME,
      /** The id of their version; left out: it is made of the code. */
      buildId: environment.TEMPORAL_WORKER_BUILD_ID,
      rehearsalNamespace: environment.TEMPORAL_REHEARSAL_NAMESPACE,
      uiUrl: environment.TEMPORAL_UI_URL,
      cliPath: environment.TEMPORAL_CLI_PATH,
      port: environment.TEMPORAL_PORT,
      uiPort: environment.TEMPORAL_UI_PORT,
    },
    mail: {
      /** The program's mail server; left out: the embedded mailbox. */
      url: environment.SMTP_URL,
      /** Where rehearsals send mail. Left out: to the embedded mailbox, or nowhere if `url` is set. */
      rehearsalUrl: environment.REHEARSAL_SMTP_URL,
      ...readSender(environment),
      mailboxSmtpPort: environment.MAILBOX_SMTP_PORT,
      mailboxPort: environment.MAILBOX_PORT,
      /** Where copies of sent messages are kept; both left out: only their hashes are kept, in the record. */
      sentFolder: environment.SENT_FOLDER && resolve(environment.SENT_FOLDER),
      sentBucket: environment.SENT_BUCKET,
      perSecond: environment.NOTICES_PER_SECOND,
    },
    /** Bounces arrive by SMTP here. With a secret, they can also arrive by HTTP, on the port of the pages. */
    bounceServer: {
      host: environment.BOUNCE_SMTP_HOST,
      port: environment.BOUNCE_SMTP_PORT,
      hookSecretFile: environment.BOUNCE_HOOK_SECRET_FILE,
    },
    pages: {
      host: environment.PAGES_HOST,
      port: environment.PAGES_PORT,
      /** The number of proxies in front of the pages. Each passes on the visitor's address. */
      trustProxy: environment.TRUST_PROXY ?? 0,
    },
    directory: {
      /** The vendor's SCIM service; left out: the embedded directory. */
      url: environment.SCIM_BASE_URL,
      token: environment.SCIM_TOKEN,
      rehearsalUrl: environment.REHEARSAL_SCIM_BASE_URL,
      rehearsalToken: environment.REHEARSAL_SCIM_TOKEN,
      port: environment.DIRECTORY_PORT,
      /** The embedded directory's token is in this file. We make it at the first start. */
      tokenFile: resolve(environment.ONEGOV_DATA, 'keys', 'directory'),
      perSecond: environment.PROVISIONING_PER_SECOND,
      /** Is drift mended each day, or only reported? */
      mends: environment.RECONCILE === 'mend',
    },
  };
}

/** On this machine's own engine, a key of ours encrypts without any setting. We make it at the first start. */
function encryptionOf({ ENCRYPTION_KEY_FILE, ONEGOV_DATA }: Environment, address: string | undefined) {
  if (ENCRYPTION_KEY_FILE) return { keyFile: resolve(ENCRYPTION_KEY_FILE), isOurs: false };
  return address ? undefined : { keyFile: resolve(ONEGOV_DATA, 'keys', 'encryption'), isOurs: true };
}

/** The UI of this machine's own engine needs it. For a cluster elsewhere, a port says that it is wanted. */
function codecOf(environment: Environment, address: string | undefined) {
  const { CODEC_HOST: host, CODEC_PORT: port, CODEC_TOKEN_FILE: tokenFile } = environment;
  if (address && port === undefined) return undefined;
  return { host, port: port ?? 8234, tokenFile };
}

function cacheFolderOf({ ONEGOV_CACHE, XDG_CACHE_HOME }: Environment): string {
  return resolve(ONEGOV_CACHE ?? join(XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'onegov-agreements'));
}
