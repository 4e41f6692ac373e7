// Reads a delivery status report (RFC 3464), wherever in a message it stands and whatever its part is called.
import { oneLine } from '../../text/sentences.ts';
import { addressIn, isSameMailbox } from './failed-address.ts';
import { fieldsIn, type MailParts } from './mail-parts.ts';

/** A mail server's report about one address that it could not deliver to. */
export type Bounce = {
  /**
   * - `failed`: the message will never arrive.
   * - `expired`: neither, because the server has stopped trying. It might work another time.
   * - `delayed`: the server keeps trying, and nobody has to do anything.
   */
  action: 'failed' | 'expired' | 'delayed';
  /** The enhanced status code (RFC 3463), such as `5.1.1`. Left out if the server gives none. */
  status?: string;
  /** The address that the message went to, as the server writes it. Left out if the server doesn't name it. */
  recipient?: string;
  /** The address that failed, if the server passed the message on to it: a member of a group, or where mail is forwarded. */
  member?: string;
  /** The server's words, in one line of at most 150 characters. */
  diagnostic: string;
};

/** What a report says. `bounces` is empty if all it reports are deliveries. */
export type Report = { bounces: Bounce[] };

/** The report in a message. Undefined if it has none, or one that says nothing about any address. */
export function readReport(mail: MailParts): Report | undefined {
  const { others, text, source } = mail;
  // Some servers give the part another type, or leave out what would make it a part.
  const reports = others.filter(({ type }) => statusReport.test(type)).map((one) => one.text);
  const texts = [...reports, ...[...others.map((one) => one.text), text, source].filter(hasReport)];
  for (const each of texts) {
    const groups = each.split(/\n[ \t]*\n/).map(fieldsIn);
    const bounces = groups.flatMap((group) => bounceOf(group, mail)).slice(0, mostAddresses);
    if (bounces.length > 0 || groups.some(isDelivery)) return { bounces };
  }
  return undefined;
}

/** The `global` type is for addresses that are not ASCII (RFC 6533). */
const statusReport = /^message\/(global-)?delivery-status$/;

function hasReport(text: string): boolean {
  return (
    /^action[ \t]*:[ \t]*(failed|expired|delayed|delivered|relayed|expanded)\b/im.test(text) &&
    /^(status|final-recipient|original-recipient|diagnostic-code)[ \t]*:/im.test(text)
  );
}

/** Stands in for a server's words if it has none. */
export const noReason = 'no reason was given';

type Fields = Map<string, string>;

function actionOf(fields: Fields): string {
  return /^[\w-]+/.exec(fields.get('action') ?? '')?.[0].toLowerCase() ?? '';
}

/** The message has arrived, or went on to a server or a list that reports no more (RFC 3464, 2.3.3). */
function isDelivery(fields: Fields): boolean {
  return ['delivered', 'relayed', 'expanded'].includes(actionOf(fields));
}

/** The bounce in a group of fields, if any. Some servers leave out the status, some the action. */
function bounceOf(fields: Fields, mail: MailParts): Bounce[] {
  const status = /^[245]\.\d{1,3}\.\d{1,3}/.exec(fields.get('status') ?? '')?.[0];
  const diagnostic = wordsOf(fields.get('diagnostic-code')) || status || noReason;
  const action = effectOf(fields, status);
  if (!action || status?.startsWith('2')) return [];
  return [
    { action, ...(status && { status }), ...addressesOf(fields, mail), diagnostic: shortened(diagnostic) },
  ];
}

function effectOf(fields: Fields, status?: string): Bounce['action'] | undefined {
  const action = actionOf(fields);
  if (action === 'failed' || action === 'expired') return action;
  if (action === 'delayed') return hasGivenUp(fields) ? 'expired' : 'delayed';
  const isAboutAddress = fields.has('final-recipient') || fields.has('original-recipient');
  return action === '' && isAboutAddress && status?.startsWith('5') ? 'failed' : undefined;
}

/** Some servers still say `delayed` when they stop trying. */
function hasGivenUp(fields: Fields): boolean {
  const words = fields.get('diagnostic-code') ?? '';
  const isLast =
    /giv(en|ing) up|expired|too long|(stopped|no longer|will not be) (trying|retr|tried|re-?sent)/i;
  return !fields.has('will-retry-until') && isLast.test(words);
}

/**
 * Who failed. Final-Recipient is a member of a group where Original-Recipient is the group; or both are the group, and
 * the member has a field of its own.
 */
function addressesOf(fields: Fields, mail: MailParts): Pick<Bounce, 'recipient' | 'member'> {
  const [original, final, actual] = ['original-recipient', 'final-recipient', 'x-actual-recipient'].map(
    (name) => addressIn(fields.get(name)),
  );
  const recipient = original ?? final;
  if (recipient === undefined) return {};
  const failed = [actual, final, onlyOne(failedRecipients(mail))].flatMap((one) => one ?? []);
  const member = failed.find((address) => !isSameMailbox(address, recipient));
  return { recipient, ...(member && { member }) };
}

/** Nobody needs more, and they cost time. */
export const mostAddresses = 100;

/** The addresses in Exim's own field. */
export function failedRecipients({ header }: MailParts): string[] {
  return header('x-failed-recipients')
    .split(',', mostAddresses)
    .flatMap((one) => addressIn(one.trim()) ?? []);
}

function onlyOne<T>(items: T[]): T | undefined {
  return items.length === 1 ? items[0] : undefined;
}

/** The value of `smtp; 550 5.1.1 User unknown`, without its type. */
function wordsOf(field = ''): string {
  return oneLine(field.replace(/^[\w-]*;/, ''));
}

/** One line of at most 150 characters, none of them invisible. */
export function shortened(text: string): string {
  return oneLine(text.replace(/\p{Cf}/gu, ''))
    .slice(0, 150)
    .trim();
}
