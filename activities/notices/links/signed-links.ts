// Signed links: what a mail carries, so that whoever got it may look at the agreement and answer on a page.
import { createHash } from 'node:crypto';
import { base64url, CompactSign, compactVerify } from 'jose';
import { z } from 'zod';
import type { Instant } from '../../../agreements/time/instants.ts';
import { day } from '../../../agreements/time/instants.ts';

/** Where the pages are, and the secrets that sign links: the first one signs, any of them is believed. */
export type Links = { url: string; keys: string[] };

const purposes = ['accept', 'decide', 'acknowledge', 'trained', 'calendar'] as const;

/** What may be done by a link beside what its contact may always do; `calendar` is a feed to subscribe to. */
export type Purpose = (typeof purposes)[number];

/** `version`: that of the terms (`versionOf`), so that a link to terms that have changed since is known. */
export type LinkOrder = {
  agreement: string;
  address: string;
  purpose: Purpose;
  obligation?: string;
  version: string;
};

/** What a link of ours says. `contact` stands for the address it went to, which the link does not show. */
export type Link = {
  agreement: string;
  contact: string;
  purpose: Purpose;
  obligation?: string;
  version: string;
  expiresAt: Instant;
};

/** A mail is answered within days; a calendar goes on asking for as long as a term lasts, and a bit. */
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
 * The whole URL: `…/a/TOKEN`, for a calendar `…/c/TOKEN.ics`. The token is a compact JWS (RFC 7515) and has no chance
 * in it: the same order at the same instant always gives the same text, as a mail that is sent again has to be the same.
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
 * What the token says; nothing if it is none of ours. An expired one is read all the same: whoever asks compares
 * `expiresAt`, so that a fresh one can be offered.
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

/** 72 bits that stand for a mail address, however its letters are written. */
export function contactKey(address: string): string {
  return shortHash(address.trim().toLowerCase(), 12);
}

const alg = 'HS256';

/** Names a secret without telling it: so a link of a secret that was taken away is known as such. */
const keyId = (key: string) => shortHash(`link key ${key}`, 6);

function keyNamed(kid: string | undefined, keys: string[]): Uint8Array {
  const key = keys.find((each) => keyId(each) === kid);
  if (!key) throw new Error('No key of that name.');
  return bytesOf(key);
}

/** A base64url text has spare bits at its end, and decoders overlook them: only one way of writing a signature counts. */
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
