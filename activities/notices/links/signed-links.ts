// Signed links. Each opens a page on which one contact can see one agreement and answer.
import { createHash } from 'node:crypto';
import { base64url, CompactSign, compactVerify } from 'jose';
import { z } from 'zod';
import type { Instant } from '../../../agreements/time/instants.ts';
import { day } from '../../../agreements/time/instants.ts';

/** The address of the pages, and the secrets. The first secret signs links, and signatures of all secrets are valid. */
export type Links = { url: string; keys: string[] };

const purposes = ['accept', 'decide', 'acknowledge', 'trained', 'calendar'] as const;

/** What a link allows in addition to what its contact may always do. `calendar` is a feed to subscribe to. */
export type Purpose = (typeof purposes)[number];

/** `version`: the version of the terms (`versionOf`). It shows whether the terms have changed since. */
export type LinkOrder = {
  agreement: string;
  address: string;
  purpose: Purpose;
  obligation?: string;
  version: string;
};

/** The content of a link. `contact` stands for the address that got the link. The link does not show the address. */
export type Link = {
  agreement: string;
  contact: string;
  purpose: Purpose;
  obligation?: string;
  version: string;
  expiresAt: Instant;
};

/** How long a link works, in milliseconds. People answer mail within days, but a calendar reads its feed for a whole term. */
export const lasting = (purpose: Purpose) => (purpose === 'calendar' ? 400 : 14) * day;

/** `exp` is in seconds, as in a JWT (RFC 7519, 4.1.4). */
const claims = z.strictObject({
  a: z.string(),
  c: z.string(),
  p: z.enum(purposes),
  o: z.string().optional(),
  v: z.string(),
  exp: z.int().positive(),
});

/**
 * The whole URL: `…/a/TOKEN`, or `…/c/TOKEN.ics` for a calendar. The token is a compact JWS (RFC 7515). It has no random
 * part, so the same order at the same instant gives the same text: a message that is sent again must have the same bytes.
 */
export async function linkTo(order: LinkOrder, { url, keys }: Links, now: Instant): Promise<string> {
  const { agreement, address, purpose, obligation, version } = order;
  const [key = ''] = keys;
  const says: z.infer<typeof claims> = {
    a: agreement,
    c: contactKey(address),
    p: purpose,
    ...(obligation !== undefined && { o: obligation }),
    v: version,
    exp: Math.floor((Date.parse(now) + lasting(purpose)) / 1000),
  };
  const token = await new CompactSign(bytesOf(JSON.stringify(says)))
    .setProtectedHeader({ alg, kid: keyId(key) })
    .sign(bytesOf(key));
  const page = purpose === 'calendar' ? `c/${token}.ics` : `a/${token}`;
  return `${url.replace(/\/+$/, '')}/${page}`;
}

/**
 * Reads a token. Undefined if we did not sign the token. Expired tokens can be read, too: the caller compares `expiresAt`
 * and can offer a fresh link.
 */
export async function readLink(token: string, { keys }: Links): Promise<Link | undefined> {
  if (!isCanonical(token)) return undefined;
  try {
    const { payload } = await compactVerify(token, ({ kid }) => keyNamed(kid, keys), { algorithms: [alg] });
    const { a, c, p, o, v, exp } = claims.parse(JSON.parse(new TextDecoder().decode(payload)));
    const link = { agreement: a, contact: c, purpose: p, version: v };
    return { ...link, ...(o !== undefined && { obligation: o }), expiresAt: instantOf(exp) };
  } catch {
    return undefined;
  }
}

/** 72 bits that stand for an email address. Upper and lower case give the same bits. */
export function contactKey(address: string): string {
  return shortHash(address.trim().toLowerCase(), 12);
}

const alg = 'HS256';

/** Names a secret without revealing it. */
const keyId = (key: string) => shortHash(`link key ${key}`, 6);

function keyNamed(kid: string | undefined, keys: string[]): Uint8Array {
  const key = keys.find((each) => keyId(each) === kid);
  if (!key) throw new Error('No key of that name.');
  return bytesOf(key);
}

/** Is this the only valid spelling of the signature? Base64url has spare bits at its end, which decoders ignore. */
function isCanonical(token: string): boolean {
  const [, signature = ''] = /^[\w-]+\.[\w-]+\.([\w-]{43})$/.exec(token) ?? [];
  return signature !== '' && base64url.encode(base64url.decode(signature)) === signature;
}

function shortHash(text: string, length: number): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, length);
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function instantOf(seconds: number): Instant {
  return new Date(seconds * 1000).toISOString();
}
