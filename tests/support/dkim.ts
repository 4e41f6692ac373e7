// An independent verifier of DKIM signatures, written from RFC 6376: rsa-sha256, relaxed/relaxed.
import { createHash, createVerify, type KeyObject } from 'node:crypto';

export type Verified = { tags: Record<string, string>; body: boolean; signature: boolean };

/** The tags of the topmost signature; whether the hash of the body and the signature of the headers are right. */
export function verifyDkim(raw: Buffer, publicKey: KeyObject): Verified {
  const text = raw.toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  const fields = text.slice(0, end + 2).match(/[^\r\n]+\r\n([ \t][^\r\n]*\r\n)*/g) ?? [];
  const [own = '', ...others] = fields;
  const tags = Object.fromEntries(
    own
      .slice(own.indexOf(':') + 1)
      .split(';')
      .map((tag) => tag.replace(/\s+/g, ''))
      .filter((tag) => tag !== '')
      .map((tag) => [tag.slice(0, tag.indexOf('=')), tag.slice(tag.indexOf('=') + 1)]),
  );
  // 5.4.2: if a header occurs more than once, the last one counts first.
  const left = others.toReversed();
  const signed = (tags.h ?? '').split(':').map((name) => {
    const at = left.findIndex((field) => nameOf(field) === name.toLowerCase());
    return at < 0 ? '' : `${relaxed(left.splice(at, 1)[0] ?? '')}\r\n`;
  });
  const unsigned = relaxed(own.replace(/(;\s*b=)[^;]*/, '$1'));
  const hash = createHash('sha256').update(relaxedBody(text.slice(end + 4)), 'latin1');
  return {
    tags,
    body: hash.digest('base64') === tags.bh,
    signature: createVerify('RSA-SHA256')
      .update(signed.join('') + unsigned, 'latin1')
      .verify(publicKey, tags.b ?? '', 'base64'),
  };
}

function nameOf(field: string): string {
  return field.slice(0, field.indexOf(':')).trim().toLowerCase();
}

/** 3.4.2 */
function relaxed(field: string): string {
  const value = field.slice(field.indexOf(':') + 1);
  return `${nameOf(field)}:${value
    .replaceAll('\r\n', '')
    .replace(/[ \t]+/g, ' ')
    .replace(/^ | $/g, '')}`;
}

/** 3.4.4 */
function relaxedBody(body: string): string {
  const lines = body.split('\r\n').map((line) => line.replace(/[ \t]+/g, ' ').replace(/ $/, ''));
  const text = lines.join('\r\n').replace(/(\r\n)+$/, '');
  return text === '' ? '' : `${text}\r\n`;
}
