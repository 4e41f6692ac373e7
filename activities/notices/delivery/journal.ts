// A journal on this machine of the messages that the mail server has accepted, each written before Temporal knows it. If
// the worker dies in between, the next worker on this machine does not send the message again.
import { appendFile, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { day } from '../../../agreements/time/instants.ts';

/** What the mail server answered to a message, and when. */
export type Accepted = { reply: string; at: string };

export type Journal = {
  /** Notes that a message was accepted; on the disk when it resolves. Never rejects: the message is out in any case. */
  note(sha256: string, accepted: Accepted): Promise<void>;
  /** What is noted of the message with these bytes; nothing if nothing is, or if the journal can't be read. */
  find(sha256: string): Promise<Accepted | undefined>;
  /** Checks that it can be written. @throws {Error} with the file system's code */
  check(): Promise<void>;
};

/** Longer than a message without an answer is tried again. */
const daysKept = 7;

/**
 * A journal in a folder, one file a day. Several workers on one machine may share it, and should: each of them may be
 * given what another one began. Each note is one append to a file, so two notes never mix on a local disk.
 */
export function journalIn(folder: string): Journal {
  let today = '';
  const open = () => mkdir(folder, { recursive: true, mode: 0o700 });
  const files = async () => (await readdir(folder)).filter((name) => /^\d{4}-\d\d-\d\d\.jsonl$/.test(name));

  async function prune(): Promise<void> {
    const oldest = dateOf(Date.now() - daysKept * day);
    const old = (await files()).filter((name) => name < `${oldest}.jsonl`);
    await Promise.all(old.map((name) => rm(join(folder, name), { force: true })));
  }

  async function note(sha256: string, accepted: Accepted): Promise<void> {
    const date = dateOf(Date.now());
    if (date !== today) {
      await open();
      await prune();
      today = date;
    }
    // A line that was cut off by a crash does not spoil the next one.
    const line = `\n${JSON.stringify({ sha256, ...accepted })}`;
    await appendFile(join(folder, `${date}.jsonl`), line, { mode: 0o600, flush: true });
  }

  async function find(sha256: string): Promise<Accepted | undefined> {
    for (const name of await files()) {
      const lines = (await textOf(join(folder, name))).split('\n');
      const line = lines.find((one) => one.includes(sha256) && one.endsWith('}'));
      if (line) {
        const { reply, at } = JSON.parse(line) as Accepted;
        return { reply, at };
      }
    }
    return undefined;
  }

  return {
    note: (sha256, accepted) => note(sha256, accepted).catch(() => {}),
    find: (sha256) => find(sha256).catch(() => undefined),
    async check() {
      await open();
      await appendFile(join(folder, `${dateOf(Date.now())}.jsonl`), '', { mode: 0o600 });
    },
  };
}

/** All that is noted in a folder of journals, by the hash of the message; nothing if there is none. */
export async function acceptedIn(folder: string): Promise<Map<string, Accepted>> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.jsonl'));
  const accepted = new Map<string, Accepted>();
  for (const name of names)
    for (const line of (await textOf(join(folder, name))).split('\n')) {
      if (!line.startsWith('{') || !line.endsWith('}')) continue;
      const { sha256, reply, at } = JSON.parse(line) as Accepted & { sha256: string };
      accepted.set(sha256, { reply, at });
    }
  return accepted;
}

/** The text of a file; none if another worker has just removed the file. */
async function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
}

function dateOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
