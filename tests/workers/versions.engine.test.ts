// Versions of the code beside each other on one server: rolled out to a few agreements, to all, and back. Each version is a
// copy of the code with a line or two edited, and its workers are a process of their own.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NativeConnection } from '@temporalio/worker';
import { afterAll, beforeAll, expect, inject, it, vi } from 'vitest';
import { shareOfRate } from '../../workers/rate-share.ts';
import { taskQueues } from '../../workflows/messages.ts';
import { wordsOf } from '../support/compose.ts';
import { calmStart } from '../support/days.ts';
import type { Ended } from '../support/onegov.ts';
import { type Edit, type OtherCode, otherCode } from '../support/other-code.ts';
import { openRig, type Rig } from '../support/rig.ts';
import { type SmtpServer, startSmtpServer } from '../support/smtp.ts';
import { startProcess, type UpProcess, untilSays } from '../support/up-process.ts';

/** What version B does otherwise, as a change has to be made: agreements that send anything on it meet its marker. */
const guarded: Edit[] = [
  {
    file: 'workflows/send.ts',
    from: "import { CancellationScope, isCancellation, proxyActivities, sleep } from '@temporalio/workflow';",
    to: "import { CancellationScope, isCancellation, patched, proxyActivities, sleep } from '@temporalio/workflow';",
  },
  {
    file: 'workflows/send.ts',
    from: '  const whole = orderFor(current(), obligations, now());',
    to: "  if (patched('a-moment-first')) await sleep(1000);\n  const whole = orderFor(current(), obligations, now());",
  },
];

/** A change without a guard: agreements that have published anything can't go on. */
const unguarded: Edit = {
  file: 'workflows/agreement.ts',
  from: 'publish(before, now());\n    await condition(',
  to: 'await condition(',
};

const deployment = { TEMPORAL_DEPLOYMENT_NAME: 'onegov' };
const folder = mkdtempSync(join(tmpdir(), 'onegov-versions-'));
let rig: Rig;
let smtp: SmtpServer;
let codeOfB: OtherCode;
let codeOfC: OtherCode;

beforeAll(async () => {
  smtp = await startSmtpServer();
  rig = await openRig({ isRehearsal: false, smtpUrl: smtp.url });
  [codeOfB, codeOfC] = [otherCode(), otherCode()];
});
afterAll(async () => {
  await smtp.stop();
  for (const code of [codeOfB, codeOfC]) code.remove();
  rmSync(folder, { recursive: true, force: true });
});

type Build = 'A' | 'B' | 'C';

/** Starts the workers of a version, without ports. */
async function startWorkersOf(build: Build, root?: string): Promise<UpProcess> {
  const environment = {
    ...{ ...rig.environment, TEMPORAL_REHEARSAL_NAMESPACE: `${rig.namespace}-rehearsal` },
    ...{ ...deployment, TEMPORAL_WORKER_BUILD_ID: build },
    ...{ SMTP_URL: smtp.url, MAIL_FROM: 'notices@onegov.example', OPERATORS_MAIL: rig.operators },
    ...{ SCIM_BASE_URL: rig.scimUrl, NOTICES_PER_SECOND: '1000', PROVISIONING_PER_SECOND: '1000' },
    ...{ ONEGOV_DATA: join(folder, 'data'), ONEGOV_CACHE: join(folder, 'cache') },
  };
  const workers = startProcess(wordsOf('worker'), { environment, ...(root !== undefined && { root }) });
  await untilSays(workers, 'Everything is up.', 240);
  return workers;
}

const onegov = (words: string[]): Promise<Ended> => rig.onegov(words, { env: deployment });

/** Rolls a version out. Its workers need a moment until the server knows them. */
async function rollOut(...words: string[]): Promise<void> {
  await vi.waitFor(
    async () => {
      const { code, err } = await onegov(['roll-out', ...words]);
      if (code !== 0) throw new Error(err);
    },
    { timeout: 60_000, interval: 1000 },
  );
}

async function versions(): Promise<Record<string, { gets: string; agreements: number }>> {
  const { out } = await onegov(['versions', '--json']);
  const rows: { version: string; gets: string; agreements: number }[] = JSON.parse(out).versions;
  return Object.fromEntries(rows.map(({ version, ...row }) => [version, row]));
}

/** The version that an agreement was worked on by last. */
async function versionOf(id: string): Promise<string | undefined> {
  const { raw } = await rig.agreements.client.workflow.getHandle(id).describe();
  return raw.workflowExecutionInfo?.versioningInfo?.deploymentVersion?.buildId ?? undefined;
}

/** A command that plans and sends nothing. */
async function holdAndRelease(id: string): Promise<void> {
  await rig.agreements.decide(id, { type: 'hold', by: 'a test' });
  await rig.agreements.decide(id, { type: 'release', by: 'a test' });
}

const start = calmStart();
const agency = (number: number) => ({
  agency: { id: `agency-${number}.gov`, name: `Agency ${number}`, timeZone: 'America/New_York' },
});

/** Each message that the mail server has taken was taken once. */
function expectEachOnce(): void {
  const ids = smtp.mails.map(({ to, raw }) => `${to} ${/^Message-ID: (.*)$/im.exec(`${raw}`)?.[1]}`);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
}

const kindsSent = async (id: string) =>
  (await rig.agreements.view(id)).record.flatMap((entry) =>
    entry.type === 'settled' && entry.outcome === 'carried-out' ? [entry.id.split(':')[0]] : [],
  );

it('a version is rolled out to a few, to all, and back', async () => {
  // An installation from before versions: its workers run as none.
  const promotional = await rig.start({ ...agency(1), startsOn: start });
  await rig.toDay(promotional, 10);
  const standard = await rig.start({ ...agency(2), startsOn: start });
  await rig.toDay(standard, 70);
  const renewal = await rig.start({ ...agency(3), startsOn: start });
  await rig.toDay(renewal, 280);
  const offered = await rig.start({ ...agency(4), acceptance: 'awaited' });
  const suspended = await rig.start({ ...agency(5), startsOn: start });
  await rig.toDay(suspended, 20);
  await rig.agreements.decide(suspended, { type: 'suspend', by: 'a test', reason: 'a test' });
  const all = [promotional, standard, renewal, offered, suspended];

  // The first version beside them works on nothing until it is rolled out.
  const workersOfA = await startWorkersOf('A');
  await expectRateSharedBy(1);
  expect(workersOfA.out()).toContain('They work on nothing until it is rolled out: onegov roll-out A');
  for (const id of all) await holdAndRelease(id);
  expect(await Promise.all(all.map(versionOf))).toEqual(all.map(() => undefined));
  await rollOut('A');
  await holdAndRelease(promotional);
  expect(await versionOf(promotional)).toBe('A');
  // Back to workers of no version: agreements in the memory of a worker stay with it until it stops.
  await rollOut('unversioned');
  workersOfA.child.kill('SIGTERM');
  await workersOfA.ended;
  expect(await onegov(['roll-out', 'A'])).toMatchObject({
    code: 1,
    err: expect.stringContaining('No worker of version A runs; start its workers first.'),
  });
  await holdAndRelease(promotional);
  expect(await versionOf(promotional)).toBeUndefined();
  await startWorkersOf('A');
  await rollOut('A');
  await rig.stopWorkers();
  for (const id of all) await holdAndRelease(id);
  expect(await Promise.all(all.map(versionOf))).toEqual(all.map(() => 'A'));
  await expect
    .poll(versions)
    .toMatchObject({ A: { gets: 'all', agreements: 5 }, unversioned: { agreements: 0 } });

  // A few percent, by the agreements' ids: each stays with its version.
  await codeOfB.edited(guarded, () => startWorkersOf('B', codeOfB.folder));
  await expectRateSharedBy(2);
  await rollOut('B', '--percent', '50');
  await expectRateSharedBy(3);
  for (const id of all) await holdAndRelease(id);
  const chosen = await Promise.all(all.map(versionOf));
  expect(new Set(chosen)).toEqual(new Set(['A', 'B']));
  for (const id of all) await holdAndRelease(id);
  expect(await Promise.all(all.map(versionOf))).toEqual(chosen);
  expect(await versions()).toMatchObject({ A: { gets: 'all others' }, B: { gets: '50%' } });

  // All of them. Two send notices with version B, the others only take a command.
  await rollOut('B');
  for (const id of all) await holdAndRelease(id);
  expect(await Promise.all(all.map(versionOf))).toEqual(all.map(() => 'B'));
  await rig.toDay(promotional, 31);
  await rig.toDay(standard, 250);
  expect(await kindsSent(promotional)).toContain('features-ending-P30D');
  expect(await kindsSent(standard)).toContain('renewal-P120D');

  // Before going back, the old code tells which agreements it can't go on with.
  const { code, err, out } = await onegov(['check-release']);
  expect([code, err]).toEqual([4, expect.stringContaining("2 of 5 histories can't be replayed on it.")]);
  expect([promotional, standard].map((id) => out.includes(id))).toEqual([true, true]);

  // Back: those that have not met the change go on. Those that have stand still, and lose nothing.
  await rollOut('A');
  for (const id of [renewal, offered, suspended]) await holdAndRelease(id);
  await rig.toDay(renewal, 310);
  expect(await kindsSent(renewal)).toContain('renewal-P60D');
  expect(await versionOf(renewal)).toBe('A');
  for (const id of [promotional, standard])
    await expect(holdAndRelease(id)).rejects.toThrow("can't take a command: its workflow keeps failing");

  // With the new version again, they go on as if nothing had been.
  await rollOut('B');
  for (const id of [promotional, standard]) await expectToGoOn(id);
  await rig.toDay(promotional, 47);
  expect(await kindsSent(promotional)).toContain('features-ending-P14D');
  for (const id of all) await holdAndRelease(id);
  expectEachOnce();
}, 900_000);

it('a version with a change that is not guarded stops agreements, and going back heals them', async () => {
  await codeOfB.edited(guarded, () => startWorkersOf('B', codeOfB.folder));
  await codeOfC.edited([...guarded, unguarded], () => startWorkersOf('C', codeOfC.folder));
  const id = await rig.start({ ...agency(6), startsOn: start });
  await rig.toDay(id, 10);
  const before = await kindsSent(id);
  await rollOut('C');
  await expect(holdAndRelease(id)).rejects.toThrow("can't take a command: its workflow keeps failing");
  await rollOut('B');
  await expectToGoOn(id);
  expect(await kindsSent(id)).toEqual(before);
  await rig.toDay(id, 31);
  expect(await kindsSent(id)).toContain('features-ending-P30D');
  expectEachOnce();
}, 600_000);

/** Temporal tries a failed task again after seconds at first, and after ten minutes at last. */
function expectToGoOn(id: string): Promise<unknown> {
  return vi.waitFor(() => holdAndRelease(id), { timeout: 120_000, interval: 1000 });
}

/** This process and the workers of each version that is rolled out share the rate. */
async function expectRateSharedBy(workers: number): Promise<void> {
  const connection = await NativeConnection.connect({ address: inject('address') });
  const queue = { connection, namespace: rig.namespace, taskQueue: taskQueues.notices };
  const { perSecond, stop } = await shareOfRate(30, queue);
  await expect.poll(perSecond).toBe(30 / workers);
  stop();
  await connection.close();
}
