// Encrypted agreements on a real server: keys that are replaced, keys that are missing, and agreements from before.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@temporalio/client';
import type { Payload } from '@temporalio/common';
import { NativeConnection } from '@temporalio/worker';
import { afterAll, expect, inject, it, onTestFinished } from 'vitest';
import { type Agreements, connectAgreements } from '../../clients/api/agreements.ts';
import { type Key, keyOf, openKeys } from '../../encryption/keys.ts';
import { loadCatalog } from '../../offers/catalog.ts';
import { clientIn } from '../../workers/client.ts';
import { requireFittingKeys } from '../../workers/fitting-keys.ts';
import { taskQueues } from '../../workflows/messages.ts';
import { historiesOf } from '../support/histories.ts';
import { openRig, type Rig, type RigOptions } from '../support/rig.ts';

const folder = mkdtempSync(join(tmpdir(), 'onegov-keys-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const [former, current] = [1, 2].map(() => randomBytes(32).toString('hex')) as [string, string];

/** A file with these keys. */
function fileWith(...keys: string[]): string {
  const file = join(folder, randomBytes(4).toString('hex'));
  writeFileSync(file, keys.map((key) => `${key}\n`).join(''));
  return file;
}

const idOf = (key: string) => (keyOf(key) as Key).id;

async function rigWith(keyFile: string, options: RigOptions = {}): Promise<Rig> {
  const rig = await openRig({ ...options, keyFile });
  onTestFinished(() => rig.close().catch(() => {}));
  return rig;
}

/** The ids of the keys in an agreement's history, in the order of its events; `none` for what is not encrypted. */
async function keysIn(agreements: Agreements, id: string): Promise<string[]> {
  const [history] = await historiesOf(agreements, id);
  return payloadsIn(history?.events).map(({ metadata }) => {
    const key = metadata?.['encryption-key-id'];
    return key ? `${Buffer.from(key)}` : 'none';
  });
}

/** All payloads in a part of a history. */
function payloadsIn(part: unknown): Payload[] {
  if (typeof part !== 'object' || part === null || ArrayBuffer.isView(part)) return [];
  const { metadata } = part as Payload;
  if (metadata?.encoding) return [part as Payload];
  return Object.values(part).flatMap(payloadsIn);
}

it('a key is replaced while agreements run: the first one writes, and all are read', async () => {
  const before = await rigWith(fileWith(former));
  const { namespace } = before;
  const id = await before.start();
  await before.toDay(id, 1);
  expect(new Set(await keysIn(before.agreements, id))).toEqual(new Set([idOf(former), 'none']));
  await before.close();

  const after = await rigWith(fileWith(current, former), { namespace });
  await after.agreements.decide(id, { type: 'hold', by: 'a test', reason: 'the key was replaced' });
  const { hold } = await after.toDay(id, 30);
  expect(hold?.reason).toBe('the key was replaced');
  const used = await keysIn(after.agreements, id);
  expect(new Set(used)).toEqual(new Set([idOf(former), idOf(current), 'none']));
  expect(used.lastIndexOf(idOf(former))).toBeLessThan(used.indexOf(idOf(current)));
}, 300_000);

it('a missing key is one clear sentence, and breaks no list', async () => {
  const rig = await rigWith(fileWith(former));
  const id = await rig.start();
  const env = { ENCRYPTION_KEY_FILE: fileWith(current) };
  const why = `encrypted with key ${idOf(former)}, which is not among the keys here; add that key to the key file (ENCRYPTION_KEY_FILE).`;

  const listed = await rig.onegov(['list', '--json'], { env });
  expect(listed.code).toBe(0);
  expect(JSON.parse(listed.out)).toMatchObject([{ id, broken: expect.stringContaining(why) }]);
  for (const list of ['upcoming', 'issues', 'digest'])
    expect(await rig.onegov([list], { env })).toMatchObject({ err: '' });
  const shown = await rig.onegov(['show', id], { env });
  expect(shown).toMatchObject({ code: 1, err: expect.stringContaining(why) });
  const checked = await rig.onegov(['check-release', '--rehearsals', '--json'], { env });
  expect(JSON.parse(checked.out).failures).toMatchObject([{ id, failure: expect.stringContaining(why) }]);
}, 300_000);

it('workers without the key of the open agreements do not start; with the key of some, they say so', async () => {
  const before = await rigWith(fileWith(former));
  const { namespace } = before;
  await before.start();
  const askWith = async (...keys: string[]) => {
    const connection = await NativeConnection.connect({ address: inject('address') });
    onTestFinished(() => connection.close());
    const isOurs = false;
    const place = { connection, namespace, keys: openKeys({ keyFile: fileWith(...keys), isOurs }) };
    return requireFittingKeys(clientIn(place));
  };
  const why = `encrypted with key ${idOf(former)}, which is not among the keys here`;
  await expect(askWith(current)).rejects.toThrow(why);
  expect(await askWith(current, former)).toBeUndefined();
  await before.close();

  const after = await rigWith(fileWith(current, former), { namespace });
  await after.start({ agency: 'usda.gov' });
  expect(await askWith(current)).toMatch(`What 1 of the 2 newest open agreements hold can't be read.`);
}, 300_000);

it('an agreement from before there was a key goes on, and its new payloads are encrypted', async () => {
  const plain = await rigWith('');
  const { namespace } = plain;
  const id = await plain.start();
  await plain.toDay(id, 1);
  expect(new Set(await keysIn(plain.agreements, id))).toEqual(new Set(['none']));
  await plain.close();

  const rig = await rigWith(fileWith(current), { namespace });
  expect((await rig.toDay(id, 30)).status).toBe('promotional');
  expect(await keysIn(rig.agreements, id)).toContain(idOf(current));
  const checked = await rig.onegov(['check-release', '--rehearsals', '--json']);
  expect(JSON.parse(checked.out)).toMatchObject({ failures: [], otherwise: [] });
}, 300_000);

it('a start with plain JSON, as Temporal’s UI and CLI write it, works as before', async () => {
  const rig = await rigWith(fileWith(current), { isRehearsal: false });
  const { connection } = rig.agreements.client;
  const id = 'agreement:xai-grok:acus.gov';
  const contacts = [{ name: 'Owner', email: 'owner@acus.gov', roles: ['owner'] }];
  await new Client({ connection, namespace: rig.namespace }).workflow.start('agreement', {
    ...{ workflowId: id, taskQueue: taskQueues.agreements },
    args: [{ offer: 'xai-grok', agency: 'acus.gov', contacts }],
  });
  expect((await rig.agreements.view(id)).contacts).toMatchObject(contacts);
}, 300_000);

it('a refusal has its words, and Temporal has them encrypted only', async () => {
  const rig = await rigWith(fileWith(current), { isRehearsal: false });
  const { client } = rig.agreements;
  const id = 'agreement:xai-grok:achp.gov';
  await client.workflow.start('agreement', {
    ...{ workflowId: id, taskQueue: taskQueues.agreements },
    args: [
      { offer: 'xai-grok', agency: 'achp.gov', contacts: [{ name: 'Nobody', email: 'not an address' }] },
    ],
  });
  const failed = client.workflow.getHandle(id).result();
  await expect(failed).rejects.toMatchObject({ cause: { message: expect.stringContaining('contact') } });
  const [history] = await historiesOf(rig.agreements, id);
  const failures = (history?.events ?? []).flatMap(
    (event) =>
      event.activityTaskFailedEventAttributes?.failure ??
      event.workflowExecutionFailedEventAttributes?.failure ??
      [],
  );
  expect(failures).not.toEqual([]);
  for (const { message, stackTrace, encodedAttributes } of failures) {
    expect([message, stackTrace]).toEqual(['Encoded failure', '']);
    expect(`${Buffer.from(encodedAttributes?.metadata?.encoding ?? [])}`).toBe('binary/encrypted');
  }
}, 300_000);

it('a program without the keys of a cluster says which one it lacks', async () => {
  const rig = await rigWith(fileWith(current));
  const id = await rig.start();
  const other = await connectAgreements({
    ...{ address: rig.environment.TEMPORAL_ADDRESS, namespace: rig.namespace, catalog: loadCatalog() },
    keys: openKeys(undefined),
  });
  onTestFinished(other.close);
  await expect(other.view(id)).rejects.toThrow(`It is encrypted with key ${idOf(current)}`);
}, 300_000);
