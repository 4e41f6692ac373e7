import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { describe, expect, it } from 'vitest';
import { encryptedPayloads, UnreadableError } from '../../encryption/encrypted-payloads.ts';
import { type Key, keyOf } from '../../encryption/keys.ts';
import { readablePayloads, whyUnreadable } from '../../encryption/readable-payloads.ts';

const secret = { name: 'Nombre Apellido', email: 'nombre.apellido@access-board.gov' };
const plain = defaultPayloadConverter.toPayload(secret) as Payload;
const former = keyOf('a1'.repeat(32)) as Key;
const current = keyOf('b2'.repeat(32)) as Key;

async function encryptedWith(...keys: Key[]): Promise<Payload> {
  return (await encryptedPayloads(keys).encode([plain]))[0] as Payload;
}

async function readWith(payload: Payload, ...keys: Key[]): Promise<unknown> {
  const [read] = await encryptedPayloads(keys).decode([payload]);
  return defaultPayloadConverter.fromPayload(read as Payload);
}

describe('a payload', () => {
  it('comes back as it was, with its metadata', async () => {
    const payload = await encryptedWith(current);
    const [read] = await encryptedPayloads([current]).decode([payload]);
    expect(`${Buffer.from(read?.metadata?.encoding ?? [])}`).toBe('json/plain');
    expect(await readWith(payload, current)).toEqual(secret);
  });

  it('shows nothing but its encoding and the id of its key', async () => {
    const { metadata, data } = await encryptedWith(current);
    const shown = Object.entries(metadata ?? {}).map(([name, value]) => [name, `${Buffer.from(value)}`]);
    expect(Object.fromEntries(shown)).toEqual({
      encoding: 'binary/encrypted',
      'encryption-key-id': current.id,
    });
    expect(Buffer.from(data ?? []).toString('latin1')).not.toMatch(/Apellido|access-board|json/);
  });

  it('never looks the same twice', async () => {
    const [one, other] = [await encryptedWith(current), await encryptedWith(current)];
    expect(one.data).not.toEqual(other.data);
  });

  it('of a former key is read while that key is there, and new ones have the first key', async () => {
    const before = await encryptedWith(former);
    expect(await readWith(before, current, former)).toEqual(secret);
    const { metadata } = await encryptedWith(current, former);
    expect(`${Buffer.from(metadata?.['encryption-key-id'] ?? [])}`).toBe(current.id);
  });

  it('that is not encrypted is read as it is, and without keys nothing is encrypted', async () => {
    expect(await readWith(plain, current)).toEqual(secret);
    expect(await encryptedWith()).toBe(plain);
  });

  it('whose key is missing says so, with what to do', async () => {
    const payload = await encryptedWith(former);
    const why = `It is encrypted with key ${former.id}, which is not among the keys here; add that key to the key file (ENCRYPTION_KEY_FILE).`;
    await expect(readWith(payload, current)).rejects.toThrow(new UnreadableError(why));
    await expect(readWith(payload)).rejects.toThrow(why);
  });

  it.each([0, 11, 12, 40, -1])('that was changed at byte %i is refused', async (at) => {
    const payload = await encryptedWith(current);
    const data = Buffer.from(payload.data ?? []);
    const index = at < 0 ? data.length + at : at;
    data.writeUInt8((data[index] ?? 0) ^ 1, index);
    await expect(readWith({ ...payload, data }, current)).rejects.toThrow('It was changed');
  });

  it.each([0, 5, 20])('that was cut to %i bytes is refused', async (length) => {
    const payload = await encryptedWith(current);
    const data = Buffer.from(payload.data ?? []).subarray(0, length);
    await expect(readWith({ ...payload, data }, current)).rejects.toThrow('It was changed');
  });
});

describe('a client', () => {
  it('gets the reason in place of a payload that it can’t read, and all others', async () => {
    const [unread, read] = await readablePayloads([current]).decode([await encryptedWith(former), plain]);
    const value = defaultPayloadConverter.fromPayload(unread as Payload);
    expect(whyUnreadable(value)).toContain(`It is encrypted with key ${former.id}`);
    expect(defaultPayloadConverter.fromPayload(read as Payload)).toEqual(secret);
    expect(whyUnreadable(secret)).toBeUndefined();
  });

  it('gets a word in place of an encoding that nobody here knows', async () => {
    const foreign = { metadata: { encoding: Buffer.from('binary/encrypted') }, data: Buffer.from('?') };
    const [unread] = await readablePayloads([current]).decode([foreign]);
    expect(defaultPayloadConverter.fromPayload(unread as Payload)).toBe('unreadable');
  });
});
