// Reads the delivery status notification (RFC 3464) in a message to a bounce address.
import { simpleParser } from 'mailparser';
import { oneLine } from '../../text/sentences.ts';

/** A mail server's report about one address that it could not deliver to. */
export type Bounce = {
  /** `failed`: the message will never arrive. `delayed`: the server keeps trying, and nobody has to do anything. */
  action: 'failed' | 'delayed';
  /** The enhanced status code (RFC 3463), such as `5.1.1`, or `4.4.7` after days of tries. */
  status: string;
  /** The address that the message went to, as the server writes it. Left out if the server doesn't name it. */
  recipient?: string;
  /** The server's words, in one line of at most 150 characters. */
  diagnostic: string;
};

/**
 * The bounces that a message reports, one for each address. An empty list if the message is not a status notification
 * but, say, an automatic reply. Each of our messages goes to one contact, so several addresses mean that the contact's
 * mail is forwarded.
 */
export async function readBounces(raw: Buffer): Promise<Bounce[]> {
  const mail = await simpleParser(raw, { keepDeliveryStatus: true });
  const report = mail.attachments.find(({ contentType }) => statusReport.test(contentType));
  return report ? groupsOf(report.content.toString('utf8')).flatMap(bounceOf) : [];
}

/** The `global` type is for addresses that are not ASCII (RFC 6533). */
const statusReport = /^message\/(global-)?delivery-status$/;

type Fields = Map<string, string>;

/** The groups of fields between empty lines (RFC 3464, 2.1). The first is about the message, the others are about one recipient each. */
function groupsOf(text: string): Fields[] {
  const unfolded = text.replace(/\r\n?/g, '\n').replace(/\n[ \t]+(?=\S)/g, ' ');
  return unfolded.split(/\n\s*\n/).map((group) => new Map(group.split('\n').flatMap(fieldOf)));
}

function fieldOf(line: string): [string, string][] {
  const colon = line.indexOf(':');
  return colon > 0 ? [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]] : [];
}

/** The bounce in a group of fields, if any. `failed` means that the server has stopped trying, for any cause (RFC 3464, 2.3.3). */
function bounceOf(fields: Fields): Bounce[] {
  const said = fields
    .get('action')
    ?.toLowerCase()
    .split(/[\s;(]/, 1)[0];
  const status = /^[245]\.\d{1,3}\.\d{1,3}/.exec(fields.get('status') ?? '')?.[0];
  if (!status || (said !== 'failed' && said !== 'delayed') || status.startsWith('2')) return [];
  const recipients = ['original-recipient', 'final-recipient'].map((name) => textOf(fields.get(name)));
  const recipient = recipients.find((text) => text.includes('@'));
  const diagnostic = oneLine(textOf(fields.get('diagnostic-code')) || status).slice(0, 150);
  return [{ action: said, status, diagnostic, ...(recipient && { recipient }) }];
}

/** The value of `rfc822; olive@access-board.gov`, without its type. */
function textOf(field = ''): string {
  const value = field
    .slice(field.indexOf(';') + 1)
    .replace(/\s+/g, ' ')
    .trim();
  return value.replace(/^<(.*)>$/, '$1');
}
