// The environment, read and checked here and nowhere else.
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
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
const mailAddress = z.email('should be a mail address such as notices@example.gov');
const isHostAndPort = (text: string) => {
  const port = /^[^\s/:]+:(\d{1,5})$/.exec(text)?.[1];
  return port !== undefined && Number(port) >= 1 && Number(port) <= 65535;
};
const hostAndPort = z
  .string()
  .refine(isHostAndPort, 'should be host:port, such as temporal.example.gov:7233');

const environment = z.object({
  ONEGOV_DATA: z.string().min(1).default('.onegov'),
  ONEGOV_CACHE: z.string().min(1).optional(),
  XDG_CACHE_HOME: z.string().min(1).optional(),

  TEMPORAL_ADDRESS: hostAndPort.optional(),
  TEMPORAL_API_KEY: z.string().min(1).optional(),
  TEMPORAL_TLS: z.enum(['true', 'false'], 'should be true or false').optional(),
  TEMPORAL_NAMESPACE: z.string().min(1).default('onegov'),
  TEMPORAL_REHEARSAL_NAMESPACE: z.string().min(1).default('onegov-rehearsal'),
  TEMPORAL_UI_URL: httpUrl.optional(),
  TEMPORAL_CLI_PATH: z.string().min(1).optional(),
  TEMPORAL_PORT: port(7233),
  TEMPORAL_UI_PORT: port(8233),

  SMTP_URL: smtpUrl.optional(),
  REHEARSAL_SMTP_URL: smtpUrl.optional(),
  MAIL_FROM: mailAddress.optional(),
  OPERATORS_MAIL: mailAddress.optional(),
  MAILBOX_SMTP_PORT: port(1025),
  MAILBOX_PORT: port(1080),
  NOTICES_PER_SECOND: rate(20),

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
 * The settings, from environment variables; an empty variable counts as not set.
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
  const missing = (['MAIL_FROM', 'OPERATORS_MAIL'] as const).filter((name) => value.SMTP_URL && !value[name]);
  if (missing.length > 0) {
    // With a relay that reaches people, notices need a sender that is answered, and alerts somebody who reads them.
    throw new ConfigError(`${missing.join(' and ')} should be set along with SMTP_URL.`);
  }
  return {
    dataFolder: resolve(value.ONEGOV_DATA),
    cacheFolder: resolve(
      value.ONEGOV_CACHE ?? join(value.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'onegov-agreements'),
    ),
    temporal: {
      /** Somebody's cluster; left out: the engine on this machine. */
      address: value.TEMPORAL_ADDRESS,
      apiKey: value.TEMPORAL_API_KEY,
      tls:
        value.TEMPORAL_TLS === 'true' ||
        (value.TEMPORAL_TLS === undefined && value.TEMPORAL_API_KEY !== undefined),
      namespace: value.TEMPORAL_NAMESPACE,
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
      from: value.MAIL_FROM ?? 'notices@onegov.invalid',
      operators: value.OPERATORS_MAIL ?? 'operators@onegov.invalid',
      mailboxSmtpPort: value.MAILBOX_SMTP_PORT,
      mailboxPort: value.MAILBOX_PORT,
      perSecond: value.NOTICES_PER_SECOND,
    },
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
