// A real mail server of a test: what it is told, and what can be seen of it in the folder where it runs.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a mail server is told about mail. Addresses are in lower case and without a `+` part. */
export type MailRules = {
  /** Its name in a session. */
  name: string;
  /** Where it listens. */
  at: Address;
  /** The domains whose mailboxes it has. It refuses all other mailboxes there. */
  domains: string[];
  mailboxes: string[];
  /** Mailboxes that are full. */
  full: string[];
  /** Groups and forwards, with their members. */
  aliases: Record<string, string[]>;
  /** Addresses for which it refuses all mail at RCPT, and how: `550 5.7.1 Not from you`. */
  refused: Record<string, string>;
  /** Mailboxes for which it refuses the first try. */
  greylisted: string[];
  /** Where mail for each other domain goes. */
  routes: Record<string, Address>;
};

/** An address of this machine, 127.0.0.1 or another of that kind; mail servers take one address for one server. */
export type Address = { host: string; port: number };

/** A message in someone's mailbox. */
export type Delivered = { mailbox: string; messageId: string; raw: string };

export type MailServer = {
  /** All messages in its mailboxes. */
  delivered(): Delivered[];
  /** How many messages it still tries to deliver. */
  queued(): number;
  /** How many bounces it has delivered to the bounce address of a message, and how many it could not deliver. */
  bounces(): { taken: number; lost: number };
  log(): string;
  stop(): Promise<void>;
};

/** How long a server tries before a message comes back, in seconds. */
export const lifetime = 30;

/** The signs of a server in the folder where it runs, so that they can be read from outside. */
export type Signs = {
  /** The folders with a file for each message that it still tries to deliver. */
  queue: string[];
  isQueued: (file: string) => boolean;
  log: string;
  /** A line of its log that says that a bounce was delivered, or could not be. */
  taken: RegExp;
  lost: RegExp;
};

/** The name of a mailbox's folder. */
export function folderOf(mailbox: string): string {
  return encodeURIComponent(mailbox);
}

/** The server, as its files show it. @param mail the folder with a folder for each mailbox */
export function watched(
  mail: string,
  { queue, isQueued, log, taken, lost }: Signs,
): Omit<MailServer, 'stop'> {
  const readLog = () => readIfThere(log);
  return {
    delivered: () =>
      filesIn(mail)
        .filter(isMessage)
        .map((file) => read(mail, file)),
    queued: () => queue.flatMap(filesIn).filter(isQueued).length,
    bounces: () => ({
      taken: [...readLog().matchAll(taken)].length,
      lost: [...readLog().matchAll(lost)].length,
    }),
    log: readLog,
  };
}

function isMessage(file: string): boolean {
  return file.split('/').at(-2) === 'new';
}

function read(mail: string, file: string): Delivered {
  const raw = readFileSync(join(mail, file), 'latin1');
  const messageId = /^Message-ID:\s*(<[^>]*>)/im.exec(raw)?.[1] ?? '';
  return { mailbox: decodeURIComponent(file.split('/')[0] ?? ''), messageId, raw };
}

/** The files below a folder, as paths from it; none if the folder is gone meanwhile. */
function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
