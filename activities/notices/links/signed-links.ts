// Signed links: each opens a page, where one contact can look at one agreement and answer.
import { createHash } from 'node:crypto';
import { base64url, CompactSign, compactVerify } from 'jose';
import { z } from 'zod';
import type { Instant } from '../../../agreements/time/instants.ts';
import { day } from '../../../agreements/time/instants.ts';

/** The address of the pages, and the secrets: the first one signs links, and a signature of any of them is valid. */
export type Links = { url: string; keys: string[] };

const purposes = ['accept', 'decide', 'acknowledge', 'trained', 'calendar'] as const;

/** What a link allows, besides what its contact may always do. `calendar` is a feed to subscribe to. */
export type Purpose = (typeof purposes)[number];

/** `version`: that of the terms (`versionOf`). It tells whether the terms have changed since. */
export type LinkOrder = {
  agreement: string;
  address: string;
  purpose: Purpose;
  obligation?: string;
  version: string;
};

/** What a link says. `contact` stands for the address that it went to, which the link does not show. */
export type Link = {
  agreement: string;
  contact: string;
  purpose: Purpose;
  obligation?: string;
  version: string;
  expiresAt: Instant;
};

/** How long a link works, in milliseconds. Mail is answered within days; a calendar feed is read for a whole term. */
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
 * The whole URL: `…/a/TOKEN`, for a calendar `…/c/TOKEN.ics`. The token is a compact JWS (RFC 7515) with nothing random
 * in it: the same order at the same instant gives the same text, because a message that is sent again has to be the same.
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
 * What the token says; undefined if we did not sign it. It reads expired tokens too: the caller compares `expiresAt`, and
 * can offer a fresh link.
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

/** 72 bits that stand for an email address, in capitals or not. */
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

/** Base64url has spare bits at its end, which decoders ignore: only one way to write a signature is valid. */
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
