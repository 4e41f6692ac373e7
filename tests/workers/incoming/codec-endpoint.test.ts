import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { payloadToJSON } from '@temporalio/common/lib/proto-utils.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { encryptedPayloads } from '../../../encryption/encrypted-payloads.ts';
import { type Key, keyOf } from '../../../encryption/keys.ts';
import { codecEndpoint, originsOf } from '../../../workers/incoming/codec-endpoint.ts';
import { startHttp } from '../../../workers/incoming/http.ts';
import { fetchAs } from '../../support/http.ts';

const key = keyOf('a1'.repeat(32)) as Key;
const other = keyOf('b2'.repeat(32)) as Key;
const ui = 'http://127.0.0.1:8233';
const value = { email: 'owner@access-board.gov' };
const plain = defaultPayloadConverter.toPayload(value) as Payload;

async function endpoint(secrets?: string[]): Promise<string> {
  const handlers = [codecEndpoint({ keys: [key], origins: originsOf(ui), secrets })];
  const { url, stop } = await startHttp({ host: '127.0.0.1', port: 0, trustProxy: 0 }, handlers, 'CODEC');
  onTestFinished(stop);
  return url;
}

async function encryptedWith(one: Key) {
  return (await encryptedPayloads([one]).encode([plain])).map(payloadToJSON);
}

function post(url: string, payloads: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Namespace': 'onegov', ...headers },
    body: JSON.stringify({ payloads }),
  });
}

async function valuesIn(answer: Response): Promise<unknown[]> {
  const { payloads } = (await answer.json()) as { payloads: { data: string }[] };
  return payloads.map(({ data }) => JSON.parse(Buffer.from(data, 'base64').toString()));
}

describe('the codec endpoint', () => {
  it('encrypts and decrypts payloads in JSON, as the CLI sends them', async () => {
    const url = await endpoint();
    const encoded = (await (await post(`${url}/encode`, [payloadToJSON(plain)])).json()) as {
      payloads: { metadata: Record<string, string> }[];
    };
    const [first] = encoded.payloads;
    expect(Buffer.from(first?.metadata.encoding ?? '', 'base64').toString()).toBe('binary/encrypted');
    expect(await valuesIn(await post(`${url}/decode`, encoded.payloads))).toEqual([value]);
  });

  it('answers the UI, which asks beforehand and adds a query', async () => {
    const url = await endpoint();
    for (const origin of [ui, 'http://localhost:8233']) {
      const asked = { Origin: origin, 'Access-Control-Request-Method': 'POST' };
      const allowed = await fetch(`${url}/decode?preserveStorageRefs=true`, {
        method: 'OPTIONS',
        headers: asked,
      });
      expect(allowed.status).toBe(204);
      expect(allowed.headers.get('access-control-allow-origin')).toBe(origin);
      expect(allowed.headers.get('access-control-allow-headers')).toContain('X-Namespace');
      const payloads = await encryptedWith(key);
      const answer = await post(`${url}/decode?preserveStorageRefs=true`, payloads, { Origin: origin });
      expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
      expect(await valuesIn(answer)).toEqual([value]);
    }
  });

  it('answers no other web page', async () => {
    const url = await endpoint();
    const payloads = await encryptedWith(key);
    for (const origin of [
      'https://evil.example',
      'http://127.0.0.1:8180',
      'null',
      'http://evil.example:8233',
    ]) {
      const answer = await post(`${url}/decode`, payloads, { Origin: origin });
      expect(answer.status).toBe(403);
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    }
    expect((await fetchAs('evil.example:8234', `${url}/decode`)).status).toBe(403);
  });

  it('needs a secret if it has one, and then answers a proxy by any name', async () => {
    const url = await endpoint(['s'.repeat(32)]);
    const payloads = await encryptedWith(key);
    expect((await post(`${url}/decode`, payloads)).status).toBe(401);
    expect((await post(`${url}/decode`, payloads, { Authorization: 'Bearer wrong' })).status).toBe(401);
    const right = { Authorization: `Bearer ${'s'.repeat(32)}`, Host: 'codec.example.gov' };
    expect(await valuesIn(await post(`${url}/decode`, payloads, right))).toEqual([value]);
  });

  it('says why in place of a payload whose key is missing, and passes on what it does not know', async () => {
    const url = await endpoint();
    const foreign = { metadata: { encoding: Buffer.from('binary/theirs').toString('base64') }, data: 'AAAA' };
    const [unread] = await encryptedWith(other);
    const answer = await post(`${url}/decode`, [unread, foreign, payloadToJSON(plain)]);
    const { payloads } = (await answer.json()) as { payloads: { data: string }[] };
    expect(Buffer.from(payloads[0]?.data ?? '', 'base64').toString()).toContain(
      `It is encrypted with key ${other.id}`,
    );
    expect(payloads[1]).toEqual(foreign);
    expect(payloads[2]).toEqual(payloadToJSON(plain));
  });

  it.each(['not JSON', '{"payloads": 1}', '{"payloads": [1]}', '{"payloads": [{"data": 1}]}', '[]', 'null'])(
    'refuses %s, and goes on',
    async (body) => {
      const url = await endpoint();
      const answer = await fetch(`${url}/decode`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body,
      });
      expect([200, 400]).toContain(answer.status);
      expect((await post(`${url}/decode`, [])).status).toBe(200);
    },
  );
});

it.each([
  ['http://127.0.0.1:8233', ['http://127.0.0.1:8233', 'http://localhost:8233']],
  ['http://localhost:8080/ui', ['http://127.0.0.1:8080', 'http://localhost:8080']],
  ['https://temporal.example.gov/', ['https://temporal.example.gov']],
])('the UI at %s has the origins %j', (url, origins) => {
  expect(originsOf(url)).toEqual(origins);
});
