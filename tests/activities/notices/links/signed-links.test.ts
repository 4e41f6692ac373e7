// Signed links: their content, and why nobody else can make one.
import fc from 'fast-check';
import { base64url, CompactSign, UnsecuredJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import {
  contactKey,
  type LinkOrder,
  type Links,
  linkTo,
  readLink,
} from '../../../../activities/notices/links/signed-links.ts';

const links: Links = { url: 'https://notices.onegov.example', keys: ['a secret that nobody knows but us'] };
const order: LinkOrder = {
  agreement: 'agreement:openai-chatgpt-enterprise:access-board.gov',
  address: 'olive@access-board.gov',
  purpose: 'decide',
  obligation: 'renewal-P90D:2027-11-23',
  version: '1.0',
};
const now = '2027-08-25T13:04:05Z';
const says = {
  agreement: order.agreement,
  contact: contactKey(order.address),
  purpose: 'decide',
  obligation: 'renewal-P90D:2027-11-23',
  version: '1.0',
  expiresAt: '2027-09-08T13:04:05.000Z',
};

const tokenOf = (url: string) => url.slice(url.lastIndexOf('/') + 1).replace(/\.ics$/, '');
const tokenFor = async (asked: Partial<LinkOrder> = {}, by = links) =>
  tokenOf(await linkTo({ ...order, ...asked }, by, now));
const bytes = (text: string) => new TextEncoder().encode(text);

/** A token by someone who knows everything except the key. */
async function forged(
  header: { alg: string; kid?: string },
  key = 'a guess of thirty-two characters',
  payload?: object,
) {
  const [, body = ''] = (await tokenFor()).split('.');
  const content = payload ? bytes(JSON.stringify(payload)) : base64url.decode(body);
  return new CompactSign(content).setProtectedHeader(header).sign(bytes(key));
}
const kid = async () =>
  JSON.parse(Buffer.from((await tokenFor()).split('.')[0] ?? '', 'base64url').toString()).kid;

describe('a link', () => {
  it('opens the agreement’s page, and says its purpose', async () => {
    const url = await linkTo(order, links, now);
    expect(url).toMatch(/^https:\/\/notices\.onegov\.example\/a\/[\w.-]+$/);
    expect(await readLink(tokenOf(url), links)).toEqual(says);
  });

  it('for a calendar opens the feed, and works longer than a term', async () => {
    const url = await linkTo({ ...order, purpose: 'calendar' }, links, now);
    expect(url).toMatch(/^https:\/\/notices\.onegov\.example\/c\/[\w.-]+\.ics$/);
    expect(await readLink(tokenOf(url), links)).toMatchObject({
      purpose: 'calendar',
      expiresAt: '2028-09-28T13:04:05.000Z',
    });
  });

  it('may be about no obligation', async () => {
    const { obligation: _, ...without } = order;
    const read = await readLink(tokenOf(await linkTo(without, links, now)), links);
    expect(read).not.toHaveProperty('obligation');
  });

  it('is the same text for the same order at the same instant', async () => {
    expect(await linkTo(order, links, now)).toBe(await linkTo({ ...order }, { ...links }, now));
  });

  it('differs by agreement, contact, purpose, obligation and version', async () => {
    const others: Partial<LinkOrder>[] = [
      { agreement: 'agreement:openai-chatgpt-enterprise:acus.gov' },
      { address: 'connie@access-board.gov' },
      { purpose: 'accept' },
      { obligation: 'renewal-P60D:2027-11-23' },
      { version: '1.1' },
    ];
    const tokens = await Promise.all([{}, ...others].map((other) => tokenFor(other)));
    expect(new Set(tokens).size).toBe(tokens.length);
  });

  it('is short, and shows neither the address nor the secret', async () => {
    const token = await tokenFor();
    expect(token.length).toBeLessThan(360);
    const shown = token.split('.').map((part) => Buffer.from(part, 'base64url').toString('latin1'));
    expect(shown.join()).not.toMatch(/olive|secret/);
  });

  it('has the same contact, whether the address is in upper or lower case', () => {
    expect(contactKey('Olive@Access-Board.GOV')).toBe(contactKey('olive@access-board.gov'));
    expect(contactKey('olive@access-board.gov')).not.toBe(contactKey('olive@acus.gov'));
  });

  it('can still be read after it has expired, with the instant', async () => {
    const old = tokenOf(await linkTo(order, links, '2020-01-01T00:00:00Z'));
    expect(await readLink(old, links)).toMatchObject({ expiresAt: '2020-01-15T00:00:00.000Z' });
  });
});

describe('keys', () => {
  const newer = { ...links, keys: ['the newer secret, which signs', ...links.keys] };

  it('may change: the first one signs, and links of the others are valid', async () => {
    expect(await readLink(await tokenFor(), newer)).toEqual(says);
    expect(await readLink(await tokenFor({}, newer), newer)).toEqual(says);
    expect(await tokenFor({}, newer)).not.toBe(await tokenFor());
  });

  it('that were removed are no longer valid', async () => {
    expect(await readLink(await tokenFor(), { ...links, keys: newer.keys.slice(0, 1) })).toBeUndefined();
    expect(await readLink(await tokenFor(), { ...links, keys: [] })).toBeUndefined();
  });
});

describe('a link that someone else made', () => {
  it('is invalid with another key, even under our key’s name', async () => {
    expect(await readLink(await forged({ alg: 'HS256' }), links)).toBeUndefined();
    expect(await readLink(await forged({ alg: 'HS256', kid: await kid() }), links)).toBeUndefined();
  });

  it('is invalid without a signature, or with one of another kind', async () => {
    const [, body = ''] = (await tokenFor()).split('.');
    const none = base64url.encode(JSON.stringify({ alg: 'none', kid: await kid() }));
    expect(await readLink(`${none}.${body}.`, links)).toBeUndefined();
    expect(await readLink(new UnsecuredJWT({ a: order.agreement }).encode(), links)).toBeUndefined();
    for (const alg of ['HS384', 'HS512']) {
      const key = (links.keys[0] ?? '').padEnd(64);
      const token = await forged({ alg, kid: await kid() }, key);
      expect(await readLink(token, { ...links, keys: [key] })).toBeUndefined();
    }
  });

  it('is invalid if our own key has signed something else', async () => {
    const [key = ''] = links.keys;
    expect(await readLink(await forged({ alg: 'HS256', kid: await kid() }, key), links)).toEqual(says);
    const other = await forged({ alg: 'HS256', kid: await kid() }, key, { a: 'agreement:x:y', exp: 1 });
    expect(await readLink(other, links)).toBeUndefined();
  });

  it('is invalid with any character changed, removed or added', async () => {
    const token = await tokenFor();
    const place = fc.nat({ max: token.length - 1 });
    const written = fc.constantFrom(...'ABCXYZabcxyz0189-_.=+/ \n%é');
    const changed = fc.oneof(
      fc.tuple(place, written).map(([at, put]) => token.slice(0, at) + put + token.slice(at + 1)),
      fc.tuple(place, written).map(([at, put]) => token.slice(0, at) + put + token.slice(at)),
      place.map((at) => token.slice(0, at) + token.slice(at + 1)),
    );
    await fc.assert(
      fc.asyncProperty(changed, async (other) => {
        fc.pre(other !== token);
        expect(await readLink(other, links)).toBeUndefined();
      }),
      { numRuns: 2000 },
    );
  });

  it('is invalid with another last character, although it decodes to the same bytes', async () => {
    const token = await tokenFor();
    for (const last of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_') {
      const other = token.slice(0, -1) + last;
      if (other !== token) expect(await readLink(other, links)).toBeUndefined();
    }
  });

  it('is invalid as any other text', async () => {
    const parts = fc.array(fc.oneof(fc.string(), fc.base64String()), { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(parts, async (texts) => {
        expect(await readLink(texts.join('.'), links)).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });
});
