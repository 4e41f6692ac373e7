// Reads bounces that are written for people only: no report, but a text that each mail server begins in its own way.
import { isSameMailbox } from './failed-address.ts';
import type { MailParts } from './mail-parts.ts';
import { type Bounce, failedRecipients, mostAddresses, noReason, shortened } from './read-report.ts';

/** How a text begins. The addresses that failed follow, each with its reason. */
type Opening = { of: string; says: RegExp; action: Bounce['action'] };

const openings: Opening[] = [
  { of: 'Exim', says: /to which the message has not yet been delivered (is|are):/i, action: 'delayed' },
  {
    of: 'Exim, GMX, IONOS, Mail.ru',
    says: /could\s+not\s+be\s+delivered\s+to\s+one\s+or\s+more\s+(of\s+its\s+)?recipients[^:]{0,300}?address(\(es\)|es)?\s+failed:/i,
    action: 'failed',
  },
  { of: 'Exim', says: /recipient addresses that were\s+incorrectly constructed:/i, action: 'failed' },
  { of: 'Zoho', says: /one or more of its recipients\. This is a permanent error\./i, action: 'failed' },
  { of: 'qmail', says: /^Hi\. This is the [^\n]+(\n[^\n<]+)*\n/m, action: 'failed' },
  {
    of: 'Yahoo, MailFoundry',
    says: /unable to deliver (your )?message to(:| the following address(\(es\)|es)?\.)/i,
    action: 'failed',
  },
  { of: 'Gmail', says: /Delivery to the following recipients? (has|have) been delayed/i, action: 'delayed' },
  { of: 'Gmail', says: /Delivery to the following recipients? failed permanently:/i, action: 'failed' },
  { of: 'DragonFly', says: /^There was an error delivering your mail to/im, action: 'failed' },
  { of: 'OpenSMTPD', says: /for\s+the following\s+list of recipients:/i, action: 'failed' },
  { of: 'Postfix', says: /^[ \t]{1,40}The (mail system|Postfix program)[ \t]*$/m, action: 'failed' },
  {
    of: 'Sendmail',
    says: /The following addresses had (permanent fatal errors|delivery problems) -{1,9}/i,
    action: 'failed',
  },
  { of: 'Sendmail', says: /The following addresses had transient .{0,20}errors -{1,9}/i, action: 'delayed' },
  {
    of: 'Exchange, Domino',
    says: /(did not reach the following recipient(\(s\))?|the following recipient\(s\) could not be reached|was not delivered to):/i,
    action: 'failed',
  },
  {
    of: 'Exchange',
    says: /^Delivery has failed to these recipients or (groups|distribution lists):/im,
    action: 'failed',
  },
];

/** A warning that the server still tries. Some begin like a failure. */
const warning = /warning message only|only a temporary failure|will be retried|do not need to re-?send/i;

/** Where the message that came back begins, or its header. */
const copy =
  /^[ \t]*(-{2,} ?((this|enclosed) is a copy|below this line|(the header of the )?(original|returned|unsent) message)|below is a copy|(the )?original message (headers|follows)|included is a copy|message headers follow|return-path:|received:|reporting-mta:)/im;

/** The bounces that a text for people reports. Empty if it begins in no way that we know. */
export function readText(mail: MailParts): Bounce[] {
  const text = mail.text.split(copy, 1)[0] ?? '';
  const named = failedRecipients(mail);
  const opening = openings.find(({ says }) => says.test(text));
  const action = warning.test(text) ? 'delayed' : (opening?.action ?? 'failed');
  const told = opening ? text.slice(text.search(opening.says)).replace(opening.says, '') : text;
  const found = opening ? addressesIn(told).map((one) => ({ action, ...one })) : [];
  const isNamed = ({ recipient }: Bounce) => named.some((one) => isSameMailbox(one, recipient ?? ''));
  if (found.some(isNamed)) return found.filter(isNamed);
  if (named.length > 0) return named.map((recipient) => ({ action, recipient, diagnostic: reasonIn(told) }));
  return found.length > 0 || !opening ? found : [{ action, diagnostic: reasonIn(told) }];
}

type Failure = { recipient: string; diagnostic: string };

const atLineStart = /^[ \t*-]{0,40}[<"]?([^\s<>"'()@:;,][^\s<>"()@:;,]{0,63}@[\w.-]{1,254}\w)[>"]?/gm;
const anywhere = /[<"]?([^\s<>"'()@:;,][^\s<>"()@:;,]{0,63}@[\w.-]{1,254}\w)[>"]?/g;

/** The addresses that begin a line, or else the first one, with what follows each as its reason. */
function addressesIn(text: string): Failure[] {
  const starts = [...text.matchAll(atLineStart)].slice(0, mostAddresses);
  const found = starts.length > 0 ? starts : [...text.matchAll(anywhere)].slice(0, 1);
  const failures = found.map(({ index, 0: written, 1: recipient = '' }, place) => {
    const reason = text.slice(index + written.length, found[place + 1]?.index);
    return { recipient, diagnostic: reasonIn(reason) };
  });
  return failures.filter((one) => one === mostTelling(one, failures));
}

/** Of several reasons for one address, the one that quotes a server counts, or else the first. */
function mostTelling({ recipient }: Failure, failures: Failure[]): Failure | undefined {
  const same = failures.filter((one) => isSameMailbox(one.recipient, recipient));
  return same.find(({ diagnostic }) => /^[45]\d\d/.test(diagnostic)) ?? same[0];
}

/** From the server's reply on, if one is quoted. */
function reasonIn(text: string): string {
  const words = text.replace(/-{3,}[^-\n]*-{3,}/g, ' ');
  const reply = words.search(/(?<![\d.:[])[45]\d\d[ -](?=\S)/);
  return shortened(words.slice(Math.max(reply, 0)).replace(/^[\s>:,.]+/, '')) || noReason;
}
