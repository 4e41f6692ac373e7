// The mail server and the directory that workers use: the ones that the settings name, or the embedded ones.
import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import { ownSecrets } from '../encryption/secrets.ts';
import { startDirectory } from './embedded/directory.ts';
import { startMailbox } from './embedded/mailbox.ts';

/** One service for agreements and one for rehearsals, with the addresses to print, by name. */
export type Service<Endpoint> = {
  live: Endpoint;
  /** Left out: there are no rehearsals. */
  rehearsal: Endpoint | undefined;
  addresses: Record<string, string>;
  /** Rejects with a {BrokenError} if it ends by itself. Left out: it runs elsewhere, or within this process. */
  broken?: Promise<never>;
};

export type ScimEndpoint = { baseUrl: string; token?: string };

type OnStop = (stop: () => unknown) => void;

/** The mail servers' URLs. Rehearsals send mail to a test mailbox only: the embedded one, or the one named for them. */
export async function startMail({ mail, dataFolder }: Config, onStop: OnStop): Promise<Service<string>> {
  if (mail.url) {
    return {
      live: mail.url,
      rehearsal: mail.rehearsalUrl,
      addresses: {
        'Mail server': hostOf(mail.url),
        ...(!mail.rehearsalUrl && { Rehearsals: 'none; set REHEARSAL_SMTP_URL to a test mailbox' }),
      },
    };
  }
  const { smtpUrl, webUrl, broken, stop } = await startMailbox({
    smtpPort: mail.mailboxSmtpPort,
    webPort: mail.mailboxPort,
    folder: join(dataFolder, 'mailbox'),
    log: join(dataFolder, 'log', 'mailbox.log'),
  });
  onStop(stop);
  return { live: smtpUrl, rehearsal: mail.rehearsalUrl ?? smtpUrl, addresses: { Mailbox: webUrl }, broken };
}

/** The SCIM services. Rehearsals have a tenant of their own. */
export async function startScim(
  { directory, dataFolder }: Config,
  onStop: OnStop,
): Promise<Service<ScimEndpoint>> {
  const { url, token, rehearsalUrl, rehearsalToken } = directory;
  if (url) {
    return {
      live: endpoint(url, token),
      rehearsal: rehearsalUrl ? endpoint(rehearsalUrl, rehearsalToken) : undefined,
      addresses: {
        Directory: url,
        ...(!rehearsalUrl && { Rehearsals: 'none; set REHEARSAL_SCIM_BASE_URL to a sandbox tenant' }),
      },
    };
  }
  const [ownToken] = ownSecrets('The directory', directory.tokenFile);
  const folder = join(dataFolder, 'directory');
  const embedded = await startDirectory({ port: directory.port, folder, token: ownToken });
  onStop(embedded.stop);
  return {
    live: endpoint(embedded.url('agencies'), ownToken),
    rehearsal: endpoint(embedded.url('sandbox'), ownToken),
    addresses: { Directory: `http://127.0.0.1:${embedded.port}` },
  };
}

function endpoint(baseUrl: string, token?: string): ScimEndpoint {
  return { baseUrl, ...(token && { token }) };
}

/** Only the host, because an SMTP URL may contain a password. */
function hostOf(url: string): string {
  return new URL(url).host;
}
