// Runs agreements of made-up people, and then looks for these people in all that `onegov up` has stored and printed.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, relative } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { expect, inject, it, onTestFinished, vi } from 'vitest';
import { lastBusinessDay } from '../support/days.ts';
import { runOnegov } from '../support/onegov.ts';
import { filesIn, scan, scanFiles } from '../support/scan.ts';
import { ownPlace, startProcess, untilSays } from '../support/up-process.ts';

const people = {
  owner: ['Quillon Vexatria', 'quillon.vexatria@access-board.gov'],
  second: ['Ysolde Brambletuft', 'ysolde.brambletuft@access-board.gov'],
  officer: ['Thaddeus Okonkwo-Ferrywhistle', 't.okonkwo@acus.gov'],
  operator: ['Marguerite Zwanenburg', 'm.zwanenburg@program.gov'],
} as const;
const typed = ([name, email]: readonly [string, string], roles: string) => `${name} <${email}> ${roles}`;

/** Each name as a whole and in its parts, and each address as a whole and without its domain. */
const texts = Object.values(people).flatMap(([name, email]) => [
  ...new Set([name, ...name.split(' '), email, email.split('@')[0] as string]),
]);

/** Mail, people and keys are there as they are: that is what these folders are for. */
const notScanned = ['mailbox', 'directory', 'keys'];

const canaries = { plain: 'Peregrine Outinthe-Open', base64: 'Saffron Halfhidden' };

/** It names a person and their account. An address in it would be left out of what is told. */
const refusal = `The account t.okonkwo of ${people.officer[0]} is locked.`;

/** A directory that refuses everything. */
async function refusingDirectory(): Promise<string> {
  const detail = refusal;
  const server = createServer((_request, response) => {
    response.writeHead(403, { 'Content-Type': 'application/scim+json' });
    response.end(JSON.stringify({ detail, status: '403' }));
  }).listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await new Promise((done) => server.once('listening', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/scim/v2`;
}

it('no name and no address is in the database, the logs or the output, and the scan would find them', async () => {
  const place = await ownPlace({
    SCIM_BASE_URL: await refusingDirectory(),
    SCIM_TOKEN: 'a-token',
    REHEARSAL_SCIM_BASE_URL: `http://127.0.0.1:${inject('directoryPort')}/scim/scan/v2`,
  });
  const up = startProcess(['up'], place);
  await untilSays(up, 'Everything is up.');
  const onegov = async (...words: string[]) => {
    const ended = await runOnegov(words, { env: place.environment });
    expect(ended).toMatchObject({ err: '', code: 0 });
    return ended.out;
  };
  const by = ['--by', people.operator.join(' ')];

  const year = ['--agency', 'access-board.gov', '--offer', 'chatgpt', '--decide', 'renew@300d'];
  await onegov('rehearse', ...year, '--contact', typed(people.owner, 'owner,technical'), ...by);

  const acus = ['acus.gov', 'grok'];
  const contact = ['--contact', typed(people.officer, 'owner,technical')];
  await onegov('start', '--agency', 'acus.gov', '--offer', 'grok', '--starts', lastBusinessDay, ...contact);
  await vi.waitFor(async () => expect(await onegov('issues', '--json')).toContain(refusal), {
    timeout: 60_000,
    interval: 1000,
  });
  await onegov('suspend', ...acus, '--reason', `${people.second.join(' ')} asked for it`, ...by);
  await onegov('change-contacts', ...acus, '--contact', typed(people.second, 'owner'), ...by);
  await onegov('reinstate', ...acus, '--clock', 'move', ...by);
  await onegov('hold', ...acus, '--reason', `${people.operator[0]} is away`);
  expect(await onegov('show', ...acus, '--json')).toContain(people.second[0]);

  await plantCanaries(place.environment.TEMPORAL_PORT as string);
  const scanned = () => {
    const hits = scanFiles(filesIn(place.folder, notScanned), [...texts, ...Object.values(canaries)]);
    return hits.map(({ file, text, as }) => ({ file: relative(place.folder, file), text, as }));
  };
  const found = (hits: ReturnType<typeof scanned>) => new Set(hits.map(({ text, as }) => `${text}, ${as}`));
  const canariesOnly = new Set([`${canaries.plain}, plain`, `${canaries.base64}, base64`]);
  expect(filesIn(place.folder, notScanned).map((file) => basename(file))).toEqual(
    expect.arrayContaining(['temporal.db', 'temporal.db-wal', 'server.log', 'mailbox.log']),
  );
  // While it runs, what is new is in the write-ahead log.
  expect(found(scanned())).toEqual(canariesOnly);

  up.child.kill('SIGTERM');
  expect(await up.ended).toBe(0);
  expect(found(scanned())).toEqual(canariesOnly);
  expect(scan('the output', Buffer.from(up.out()), texts)).toEqual([]);
}, 400_000);

/** A workflow whose input is not encrypted: what the scan is meant to find, as it is and in base64. */
async function plantCanaries(port: string): Promise<void> {
  const connection = await Connection.connect({ address: `127.0.0.1:${port}` });
  onTestFinished(() => connection.close());
  const hidden = Buffer.from(`{"name":"${canaries.base64}"}`).toString('base64');
  await new Client({ connection, namespace: 'onegov' }).workflow.start('nothing', {
    ...{ workflowId: 'canary', taskQueue: 'nobody' },
    args: [{ name: canaries.plain }],
    memo: { hidden },
  });
}
