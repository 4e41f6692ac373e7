// Reads the embedded mailbox: its messages, and their contents.
import { setTimeout as sleep } from 'node:timers/promises';

export type Attachment = { fileName: string; contentType: string; url: string };

export type Mail = {
  id: string;
  subject: string;
  from: string;
  to: string[];
  /** With its angle brackets: `<…>`. */
  messageId: string;
  /** By their names in lower case. */
  headers: Record<string, string>;
  text: string;
  html: string;
  /** The Date header in ISO 8601. */
  date: string;
  attachments: Attachment[];
};

/** All mails, sorted by date. */
export async function readMailbox(webUrl: string): Promise<Mail[]> {
  const mails = (await (await fetch(`${webUrl}/email`)).json()) as MailDevMail[];
  return mails.map((mail) => toMail(webUrl, mail)).sort((one, other) => one.date.localeCompare(other.date));
}

/** Read all mails before their attachments: after this request, MailDev returns a mail's HTML without unsafe parts. */
export async function readAttachment(attachment: Attachment): Promise<string> {
  return (await fetch(attachment.url)).text();
}

export async function clearMailbox(webUrl: string): Promise<void> {
  await fetch(`${webUrl}/email/all`, { method: 'DELETE' });
}

/** Waits until there are at least `count` mails. @throws {Error} after `seconds`, listing the mails that are there */
export async function waitForMails(webUrl: string, count: number, seconds = 10): Promise<Mail[]> {
  const giveUpAt = Date.now() + seconds * 1000;
  while (true) {
    const mails = await readMailbox(webUrl);
    if (mails.length >= count) return mails;
    if (Date.now() > giveUpAt) {
      const subjects = mails.map((mail) => `\n- ${mail.subject}`).join('');
      throw new Error(
        `${count} mails should be there after ${seconds} seconds, not ${mails.length}:${subjects}`,
      );
    }
    await sleep(50);
  }
}

type Address = { address: string };
type MailDevMail = {
  id: string;
  subject?: string;
  from?: Address[];
  to?: Address[];
  headers: Record<string, string>;
  text?: string;
  html?: string;
  time: string;
  attachments: { fileName: string; contentType: string; generatedFileName: string }[] | null;
};

function toMail(webUrl: string, mail: MailDevMail): Mail {
  return {
    id: mail.id,
    subject: mail.subject ?? '',
    from: mail.from?.[0]?.address ?? '',
    to: (mail.to ?? []).map(({ address }) => address),
    messageId: mail.headers['message-id'] ?? '',
    headers: mail.headers,
    text: mail.text ?? '',
    html: mail.html ?? '',
    date: mail.time,
    attachments: (mail.attachments ?? []).map(({ fileName, contentType, generatedFileName }) => ({
      fileName,
      contentType,
      url: `${webUrl}/email/${mail.id}/attachment/${encodeURIComponent(generatedFileName)}`,
    })),
  };
}
