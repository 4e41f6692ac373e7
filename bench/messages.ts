// Reads the messages from the mailbox, to check that both workflows sent the same ones.
import { setTimeout as pause } from 'node:timers/promises';

type Mail = { to: { address: string }[]; subject: string; text: string };

/** All messages, sorted, once the mailbox holds `count`. Empties the mailbox. */
export async function takeMessages(mailboxUrl: string, count: number): Promise<string[]> {
  const giveUpAt = Date.now() + 10_000;
  for (;;) {
    const mails = (await (await fetch(`${mailboxUrl}/email`)).json()) as Mail[];
    if (mails.length >= count) {
      await fetch(`${mailboxUrl}/email/all`, { method: 'DELETE' });
      return mails.map(comparable).toSorted();
    }
    if (Date.now() > giveUpAt)
      throw new Error(`The mailbox holds ${mails.length} messages of a year, not ${count}.`);
    await pause(50);
  }
}

/** A message without its workflow's id, and without the lines that a plain workflow can't write: who else got it, the phase. */
function comparable({ to, subject, text }: Mail): string {
  const rest = text
    .replace(/^Who gets this notice\n-+\n[\s\S]*?(?=^\S.*\n[-=]{3,}\n)/gm, '')
    .replace(/^- Phase: .*\n/m, '')
    .replace(/\b(agreement|plain\w*):(?=\w)/g, '');
  return [to.map(({ address }) => address).join(), subject, rest].join('\n');
}
