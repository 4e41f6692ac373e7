// Reads what came to a bounce address: a report, a text of a server that we know, an automatic reply, or neither.
import { isAutomaticReply } from './automatic-replies.ts';
import { isSameMailbox } from './failed-address.ts';
import { type MailParts, mailParts } from './mail-parts.ts';
import { type Bounce, noReason, readReport, shortened } from './read-report.ts';
import { readText } from './read-text.ts';

/**
 * - `report`: addresses that failed or are delayed. Each of our messages goes to one contact, so several addresses mean
 *   that the contact's mail goes on to others.
 * - `nothing`: an automatic reply, a read receipt, or a report of a delivery. Nobody has to do anything.
 * - `complaint`: someone reports our message as unwanted, or as failing a check of its sender (RFC 5965).
 * - `unread`: anything else. A person has to read it.
 *
 * `lines`: its subject and its first lines.
 */
export type Reading =
  | { is: 'report'; bounces: Bounce[] }
  | { is: 'nothing' }
  | { is: 'complaint' | 'unread'; lines: string[] };

/** Reads a message to a bounce address. It never fails. */
export async function readMail(raw: Buffer): Promise<Reading> {
  const mail = await mailParts(raw);
  const report = readReport(mail);
  const bounces = readText(mail);
  if (report && report.bounces.length === 0) return { is: 'nothing' };
  if (report) return { is: 'report', bounces: report.bounces.map((bounce) => withWords(bounce, bounces)) };
  if (mail.others.some(({ type }) => type === 'message/feedback-report'))
    return { is: 'complaint', lines: firstLines(mail) };
  if (isAutomaticReply(mail)) return { is: 'nothing' };
  return bounces.length > 0 ? { is: 'report', bounces } : { is: 'unread', lines: firstLines(mail) };
}

/** OpenSMTPD writes the next server's words in its text only. */
function withWords(bounce: Bounce, inText: Bounce[]): Bounce {
  const { status, diagnostic, recipient } = bounce;
  if (diagnostic !== (status ?? noReason)) return bounce;
  const same = inText.find((one) => isSameMailbox(one.recipient ?? '', recipient ?? ''));
  return { ...bounce, diagnostic: same?.diagnostic ?? diagnostic };
}

const mostLines = 6;

/** At least one line. */
function firstLines({ header, subject, text }: MailParts): string[] {
  const about = [
    ['From', header('from')],
    ['Subject', subject],
  ].flatMap(([name, value]) => (value ? [`${name}: ${value}`] : []));
  const lines = [...about, ...text.split('\n')].map(shortened).filter((line) => line !== '');
  return lines.length > 0 ? lines.slice(0, mostLines) : ['The message is empty.'];
}
