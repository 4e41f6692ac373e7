// Letters as the mailbox has them: so that what is compared has really sent the same ones.
import { setTimeout as pause } from 'node:timers/promises';

type Mail = { to: { address: string }[]; subject: string; text: string };

/** All letters in the mailbox, once there are `count`, in an order of their own; leaves it empty. */
export async function takeLetters(mailboxUrl: string, count: number): Promise<string[]> {
  const giveUpAt = Date.now() + 10_000;
  for (;;) {
    const mails = (await (await fetch(`${mailboxUrl}/email`)).json()) as Mail[];
    if (mails.length >= count) {
      await fetch(`${mailboxUrl}/email/all`, { method: 'DELETE' });
      return mails.map(letter).toSorted();
    }
    if (Date.now() > giveUpAt)
      throw new Error(`The mailbox holds ${mails.length} letters of a year, not ${count}.`);
    await pause(50);
  }
}

/** Without what a plain workflow does not know, who else got it and the phase, and without its own id. */
function letter({ to, subject, text }: Mail): string {
  const rest = text
    .replace(/^Who gets this notice\n-+\n[\s\S]*?(?=^\S.*\n[-=]{3,}\n)/gm, '')
    .replace(/^- Phase: .*\n/m, '')
    .replace(/\b(agreement|plain\w*):(?=\w)/g, '');
  return [to.map(({ address }) => address).join(), subject, rest].join('\n');
}
