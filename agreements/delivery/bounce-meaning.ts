// What a mail server means when it does not take a message: from the codes and the words of its answer or its report.

import type { BounceMeaning } from '../model/receipts.ts';

/**
 * What each enhanced status code means, without its first digit, which is a 5 here. Codes of class 4 are `passing`.
 * The source of a code is RFC 3463, unless the line names another RFC. All of them are in IANA's registry "SMTP Enhanced
 * Status Codes" (RFC 5248). A code that is not in the table means what its subject means: the code with detail 0.
 */
const meanings: Record<string, BounceMeaning> = {
  '0.0': 'passing', // nothing is known, so no address is marked
  '1.0': 'no-mailbox', // other address status
  '1.1': 'no-mailbox', // bad mailbox
  '1.2': 'passing', // bad system, the part to the right of the @; Haraka says it of a system that did not answer
  '1.3': 'no-mailbox', // bad mailbox syntax
  '1.4': 'no-mailbox', // ambiguous mailbox
  '1.6': 'no-mailbox', // moved, with no forwarding address
  '1.7': 'our-mail-refused', // bad sender's mailbox syntax
  '1.8': 'our-mail-refused', // bad sender's system
  '1.10': 'no-mailbox', // the domain takes no mail (RFC 7505)
  '2.0': 'passing', // other mailbox status
  '2.1': 'no-mailbox', // disabled
  '2.2': 'passing', // full
  '2.3': 'passing', // longer than this mailbox takes; another mailbox may take it
  '2.4': 'passing', // a mailing list could not be expanded
  '3.0': 'passing', // other mail system status
  '3.1': 'passing', // the system is full
  '3.2': 'passing', // the system takes no messages now
  '3.3': 'message-refused', // the system lacks a feature that the message needs
  '3.4': 'message-refused', // the message is too big for the system
  '3.5': 'passing', // the system is set up wrongly
  '4.0': 'passing', // other network status, such as no answer, no route, or time that ran out (4.7)
  '5.0': 'our-mail-refused', // other protocol status: a server did not understand what was said on our side
  '6.0': 'message-refused', // other content status
  '7.0': 'our-mail-refused', // other security status, such as policy (7.1), SPF, DKIM or DMARC (RFC 7372, RFC 7489)
  '7.17': 'no-mailbox', // the mailbox belongs to someone else now (RFC 7293)
  '7.18': 'no-mailbox', // the domain belongs to someone else now (RFC 7293)
};

/**
 * Codes that servers use for anything, besides those with detail 0: the words say more. Gmail says 5.2.1 of a mailbox that
 * gets too much at once, Exchange Online 5.4.1 of unknown mailboxes, Postfix 5.4.4 of unknown domains, and many say 5.7.1.
 */
const vague = new Set(['1.2', '2.1', '4.1', '4.4', '5.1', '7.1']);

/** What the basic reply codes mean that say more than "no" (RFC 5321, 4.2.3; RFC 7504 for 521 and 556). */
const basicMeanings: Record<string, BounceMeaning> = {
  '521': 'no-mailbox',
  '551': 'no-mailbox',
  '552': 'passing',
  '553': 'no-mailbox',
  '556': 'no-mailbox',
  '571': 'our-mail-refused',
};

/** Words that servers use for the same things, in lower case. The first that fits counts. */
const words: [RegExp, BounceMeaning][] = [
  [
    /\bvirus|malware|too (large|big)|(line|message) (is )?too long|(message|mail) (size|length)|maximum size/,
    'message-refused',
  ],
  [
    /quota|(mailbox|inbox|folder|disk|account)( is)? (over)?full|full mailbox|disk space|\bstorage\b/,
    'passing',
  ],
  [
    /gr[ea]y-?list|try (it )?(again )?later|temporar|at a rate|not found, try again|timed? ?out|retry time|queue (for )?too long/,
    'passing',
  ],
  [/connection (refused|reset|lost)|(can(no|')t|could not|unable to) connect|no route to/, 'passing'],
  [/recipient address rejected: access denied/, 'no-mailbox'],
  [
    /\b(spf|dkim|dmarc)\b|spam|black-?list|block-?list|dnsbl|\brbl\b|reputation|policy|policies/,
    'our-mail-refused',
  ],
  [/\bsender\b.*(reject|denied|refused|invalid|not allowed|does(n't| not) exist)/, 'our-mail-refused'],
  [
    /sender verif|unroute?able sender|client host rejected|in reply to mail from|\bfrom:? (address|domain)/,
    'our-mail-refused',
  ],
  [
    /not authori[sz]ed|unauthenticated|relaying|relay (access )?(denied|not permitted)|prohibit/,
    'our-mail-refused',
  ],
  [
    /reverse dns|\brdns\b|\bptr\b|\bhelo\b|banned|(ip|host|server|mail|message|network)( is| was)? blocked/,
    'our-mail-refused',
  ],
  [
    /(no such|no|unknown|invalid|bad) (local )?(user|mailbox|recipient|account|address|domain)\b/,
    'no-mailbox',
  ],
  [
    /not a (known |valid |local )?(user|mailbox|recipient|account|address)\b|no such (person|contact)/,
    'no-mailbox',
  ],
  [
    /(nobody|no one|person|account)( here)? (of|by|with) (this|that) name|does(n't| not) have an? /,
    'no-mailbox',
  ],
  [
    /(user|mailbox|recipient|account|address|domain|host)\b.{0,60}\b(unknown|not known|invalid|not valid)/,
    'no-mailbox',
  ],
  [
    /(user|mailbox|recipient|account|address|domain|host)\b.{0,60}\b(not found|no longer|not listed|not recognized|(does(n't| not)|not) exist)/,
    'no-mailbox',
  ],
  [
    /(user|mailbox|recipient|account|address)\b.{0,60}\b(disabled|inactive|not active|suspended|blocked|locked|frozen)/,
    'no-mailbox',
  ],
  [
    /unroute?able|couldn't find any (host|mail)|no mx record|undeliverable address|unknown to|(user|mailbox)( is)? unavailable/,
    'no-mailbox',
  ],
  [/access denied|\bblocked\b|service refused|go away/, 'our-mail-refused'],
  [/content|attachment|header/, 'message-refused'],
];

/**
 * What a mail server means by an answer or by a report that a message failed.
 * @param failure.status the enhanced status code of a report (RFC 3464, 2.3.4), such as `5.1.1`; left out for an answer
 * @param failure.diagnostic the server's words, with its codes if it said any, such as `550 5.1.1 No such user`
 */
export function meaningOf({
  status = '',
  diagnostic,
}: {
  status?: string | undefined;
  diagnostic: string;
}): BounceMeaning {
  const { basic, answer } = answerIn(diagnostic);
  const said = enhancedIn(answer);
  // Some servers make a 5 of a 4 when they give up.
  if ((said[0] ?? (basic || status)).startsWith('4')) return 'passing';
  const [own = [], reported = []] = [said, enhancedIn(status)].map((codes) =>
    codes.filter((code) => !code.endsWith('.0.0')),
  );
  // What the refusing server says itself, codes and words, counts more than what the reporting server makes of it.
  const exact = [...own, ...(own.length === 0 ? reported : [])].find((code) => !isVague(code));
  if (exact !== undefined) return meaningOfCode(exact);
  const [byCode] = [...reported.filter((code) => !isVague(code)), ...own, ...reported].map(meaningOfCode);
  const byWords = meaningOfWords(answer);
  const isPolicy = byCode === 'our-mail-refused' && byWords === 'message-refused';
  return (isPolicy ? byCode : byWords) ?? byCode ?? basicMeanings[basic] ?? 'passing';
}

/** The answer in a server's words, which begins with its basic code. Without such a code: all the words. */
function answerIn(diagnostic: string): { basic: string; answer: string } {
  const found = /(?<=^|[:;(] ?)[45]\d\d(?=[ -]|$)|\b[45]\d\d(?=[ -]'?[45]\.\d)/.exec(diagnostic);
  return found
    ? { basic: found[0], answer: diagnostic.slice(found.index) }
    : { basic: '', answer: diagnostic };
}

/** The enhanced codes in a text. An IP address or the number of a version is none. */
function enhancedIn(text: string): string[] {
  const found = text.matchAll(/(?:^|[\s('#:;]|\d-)([45]\.\d{1,3}\.\d{1,3})(?!\.?\d)/g);
  return [...found].flatMap(([, code]) => code ?? []);
}

function isVague(code: string): boolean {
  const [, subject, detail] = code.split('.');
  return code.startsWith('5') && (detail === '0' || vague.has(`${subject}.${detail}`));
}

function meaningOfCode(code: string): BounceMeaning {
  const [, subject, detail] = code.split('.');
  if (code.startsWith('4')) return 'passing';
  return meanings[`${subject}.${detail}`] ?? meanings[`${subject}.0`] ?? 'passing';
}

/** The meaning of words, without addresses: their parts could be taken for words. */
function meaningOfWords(answer: string): BounceMeaning | undefined {
  const text = answer
    .replace(/[^\s<>"]+@[^\s<>"']+/g, ' ')
    .replaceAll('’', "'")
    .toLowerCase();
  return words.find(([pattern]) => pattern.test(text))?.[1];
}
