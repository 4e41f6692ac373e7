// Takes a message apart: its header fields, its text, and its other parts. It never fails: what came back must be read somehow.
import { simpleParser } from 'mailparser';

export type MailParts = {
  /** The value of a header field in one line; empty if the message has no such field. */
  header(name: string): string;
  subject: string;
  /** What a person would read. */
  text: string;
  /** The other parts, with their types in lower case. */
  others: { type: string; text: string }[];
  /** The whole message as it came, with `\n` at the end of each line. */
  source: string;
};

/** The parts of a message. If the parser can't take it apart, the text is everything below the header. */
export async function mailParts(raw: Buffer): Promise<MailParts> {
  // Latin-1 keeps every byte as it is.
  const bytes = Buffer.from(raw.toString('latin1').replace(/\r\n?/g, '\n'), 'latin1');
  const source = bytes.toString('utf8');
  const [head = '', ...rest] = source.split(/\n\n/);
  const body = rest.join('\n\n');
  const fields = fieldsIn(head);
  const header = (name: string) => fields.get(name) ?? '';
  try {
    const mail = await simpleParser(bytes, { keepDeliveryStatus: true, skipTextToHtml: true });
    const others = mail.attachments.map(({ contentType, content }) => ({
      type: contentType.toLowerCase(),
      text: content.toString('utf8').replace(/\r\n?/g, '\n'),
    }));
    // A parser finds no text where what should separate the parts is missing.
    const text = mail.text?.trim() || others.length > 0 ? (mail.text ?? '').replace(/\r\n?/g, '\n') : body;
    return { header, subject: mail.subject ?? '', text, others, source };
  } catch {
    return { header, subject: header('subject'), text: body, others: [], source };
  }
}

/** Fields by their names in lower case, each value in one line. Of two fields with one name, the first counts. */
export function fieldsIn(text: string): Map<string, string> {
  const lines = text.replace(/\n[ \t]+(?=\S)/g, ' ').split('\n');
  const fields = lines.flatMap((line): [string, string][] => {
    const [, name, value] = /^([!-9;-~]+)[ \t]*:(.*)$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name.toLowerCase(), value.trim()]];
  });
  return new Map(fields.toReversed());
}
