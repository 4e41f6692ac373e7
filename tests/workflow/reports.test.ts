// The digest and the watchdog, run by their schedules on the real engine.
import { once } from 'node:events';
import { createServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { Client, Connection } from '@temporalio/client';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { day, later } from '../../agreements/instants.ts';
import { keepSchedules } from '../../workers/schedules.ts';
import { reportSchedules, taskQueues } from '../../workflows/messages.ts';
import { readWatchdog } from '../../workflows/reading.ts';
import type { Told } from '../../workflows/reports.ts';
import { visibilityOf } from '../../workflows/visibility.ts';
import { daysAgo } from '../support/days.ts';
import { openRig, type Rig } from '../support/rig.ts';

const { digest, watchdog } = reportSchedules;
const offer = 'openai-chatgpt-enterprise';
const now = () => new Date().toISOString();
const inTwoHours = () => later(now(), 2 * 3_600_000);

/** Visibility lags behind by a moment. */
const patiently = { timeout: 20_000, interval: 100 };

function nobodyIsTold(line: string): void {
  throw new Error(line);
}

function look(rig: Rig, at = now()) {
  return readWatchdog(visibilityOf(rig.agreements.client), { now: at });
}

const section = (report: Awaited<ReturnType<typeof look>>, heading: string) =>
  report.sections.find((each) => each.heading.startsWith(heading))?.list;

describe('where all is as it should be', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await openRig({ isRehearsal: false });
    await keepSchedules(rig.agreements.client, nobodyIsTold);
  });
  afterAll(() => rig.close());

  it('the watchdog says so, and mails nobody', async () => {
    await rig.start({ agency: 'gsa.gov', startsOn: daysAgo(1) });
    const told = await rig.runOf<Told>(watchdog.id);
    expect(told).toEqual({
      summary: 'Every obligation whose time has passed has an outcome (1 open agreement).',
      found: 0,
      mailed: 'nothing',
    });
    expect(await rig.mailsTo(rig.operators)).toEqual([]);
  });

  it('the digest tells the operators what happened, what is due and what waits for them, in one mail', async () => {
    await rig.start({ agency: 'nasa.gov', startsOn: daysAgo(50) });
    const request = { agency: 'acus.gov', contacts: contacts('acus.gov'), acceptance: 'awaited' as const };
    await rig.start(request);
    await expect.poll(() => rig.agreements.count('Phase = "promotional"'), patiently).toBe(2);
    const told = await rig.runOf<Told>(digest.id);
    expect(told).toMatchObject({ found: 1, mailed: 'accepted' });
    const [mail, ...more] = await rig.mailsTo(rig.operators);
    expect(more).toEqual([]);
    expect(mail?.subject).toMatch(/^Weekly digest: \d+ due, 1 matter needs attention$/);
    const text = mail?.text.replace(/\s+/g, ' ') ?? '';
    expect(text).toContain('- 3 agreements started');
    expect(text).toContain('- promotional: 2');
    expect(text).toContain('features end (1): nasa.gov');
    expect(text).toContain('- acceptance: 1');
    expect(text).toContain(
      `acus.gov ${offer}: its terms are not accepted yet (0 hours): onegov accept acus.gov ${offer}`,
    );
  });
});

describe('schedules', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await openRig({ isRehearsal: false });
  });
  afterAll(() => rig.close());

  const handle = (id: string) => rig.agreements.client.schedule.getHandle(id);
  const troubles = async (at?: string) => section(await look(rig, at), 'Schedules');

  it('that are not there are missed', async () => {
    expect(await troubles()).toEqual([
      expect.stringMatching(/^weekly-digest is not there/),
      expect.stringMatching(/^daily-watchdog is not there/),
    ]);
  });

  it('are created once, at mornings where the operators are, and left alone as long as they are right', async () => {
    await keepSchedules(rig.agreements.client, nobodyIsTold);
    await keepSchedules(rig.agreements.client, nobodyIsTold);
    const { info, policies } = await handle(digest.id).describe();
    expect(info.lastUpdatedAt).toBeUndefined();
    expect(policies).toMatchObject({ overlap: 'SKIP', catchupWindow: 5 * day });
    const [next] = info.nextActionTimes;
    expect(next && there(next)).toBe('Mon 08:00');
    const daily = (await handle(watchdog.id).describe()).info.nextActionTimes.slice(0, 7).map(there);
    expect(new Set(daily).size).toBe(7);
    expect(daily.every((time) => time.endsWith('07:00'))).toBe(true);
    expect(await troubles()).toBeUndefined();
  });

  it('that the account may not have are done without, which is said in one sentence', async () => {
    const server = await startDenying();
    onTestFinished(() => server.close());
    const said: string[] = [];
    const client = new Client({ connection: server.connection, namespace: 'theirs' });
    await keepSchedules(client, (line) => said.push(line));
    expect(said).toEqual([
      'This account may not have schedules in namespace theirs, so no digest and no watchdog is mailed; "onegov digest" and "onegov watchdog" show them.',
    ]);
    expect(await visibilityOf(client).schedules()).toEqual([
      { id: digest.id, exists: 'hidden' },
      { id: watchdog.id, exists: 'hidden' },
    ]);
  });

  it('that somebody has changed are mended, and stay paused if they are', async () => {
    await handle(digest.id).update((before) => ({ ...before, spec: { calendars: [{ hour: 3 }] } }));
    await handle(digest.id).pause('no digest in August');
    expect(await troubles()).toEqual([
      'weekly-digest is paused (no digest in August): unpause it in the Temporal UI.',
    ]);
    await keepSchedules(rig.agreements.client, nobodyIsTold);
    const { spec, state } = await handle(digest.id).describe();
    expect(spec.calendars?.[0]?.hour).toMatchObject([{ start: 8 }]);
    expect(state).toMatchObject({ paused: true });
    await handle(digest.id).unpause();
    expect(await troubles()).toBeUndefined();
  });

  it('that have missed their run are found, also by the run that comes after it', async () => {
    const inAWeek = later(now(), 8 * day);
    expect(await troubles(inAWeek)).toEqual([
      expect.stringMatching(/^weekly-digest did not run Mon .* 08:00 E[SD]T\.$/),
      expect.stringMatching(/^daily-watchdog did not run .* 07:00 E[SD]T\.$/),
    ]);
    await rig.runOf(watchdog.id);
    const [run] = (await handle(watchdog.id).describe()).info.recentActions;
    const self = run?.action.workflow.workflowId;
    const visibility = visibilityOf(rig.agreements.client);
    const { sections } = await readWatchdog(visibility, { now: later(now(), 25 * 3_600_000), self });
    expect(sections.at(-1)?.list).toContainEqual(expect.stringMatching(/^daily-watchdog did not run/));
  });

  it('whose run was stopped are found', async () => {
    await rig.stopWorkers();
    await handle(digest.id).trigger();
    const taken = async () => (await handle(digest.id).describe()).info.recentActions.at(-1);
    await expect.poll(taken, patiently).toBeDefined();
    const id = (await taken())?.action.workflow.workflowId ?? '';
    await rig.agreements.client.workflow.getHandle(id).terminate();
    expect(await troubles()).toEqual([
      expect.stringMatching(/^weekly-digest: the run of .* ended as terminated: see weekly-digest-/),
    ]);
    await rig.restartWorkers();
  });
});

describe('where something has not happened', () => {
  let rig: Rig;
  let id: string;
  beforeAll(async () => {
    rig = await openRig({ isRehearsal: false, scimUrl: 'http://127.0.0.1:1' });
    await keepSchedules(rig.agreements.client, nobodyIsTold);
    id = await rig.start({ agency: 'gsa.gov', startsOn: daysAgo(20) });
  });
  afterAll(() => rig.close());

  it('in spite of trying, it is overdue', async () => {
    expect(section(await look(rig, inTwoHours()), 'Overdue')).toEqual([
      expect.stringMatching(
        new RegExp(`^gsa.gov ${offer}: grant-access, due .*, 00:00 E[SD]T, (19|20|21) days ago$`),
      ),
    ]);
  });

  it('because the workers are away, it is overdue', async () => {
    const nasa = await rig.start({ agency: 'nasa.gov', startsOn: daysAgo(1), acceptance: 'awaited' });
    await rig.agreements.decide(nasa, { type: 'accept', by: 'a test' });
    await rig.stopWorkers();
    const { ledger } = await onlyRow(rig, nasa);
    const next = ledger?.due.at(-1)?.dueAt ?? '';
    const list = section(await look(rig, later(next, day)), 'Overdue');
    expect(list?.some((line) => line.startsWith('nasa.gov'))).toBe(true);
    await rig.restartWorkers();
  });

  it('because its workflow was never taken up, or fails at once again and again, it is silent', async () => {
    const { workflow } = rig.agreements.client;
    const handles = await Promise.all([
      workflow.start('agreement', { workflowId: 'agreement:one', taskQueue: 'nobody', args: [{}] }),
      workflow.start('agreement', {
        workflowId: 'agreement:two',
        taskQueue: taskQueues.agreements,
        args: [null],
      }),
    ]);
    const silent = async () => section(await look(rig, inTwoHours()), 'Silent')?.toSorted();
    await expect
      .poll(silent, patiently)
      .toEqual([
        'agreement:one: began 2 hours ago; see agreement:one in the Temporal UI',
        'agreement:two: began 2 hours ago; see agreement:two in the Temporal UI',
      ]);
    for (const handle of handles) await handle.terminate();
  });

  it('because it was ended in Temporal, the operators get a mail; not so once it was reset there', async () => {
    const { workflow, workflowService, options } = rig.agreements.client;
    await workflow.getHandle(id).terminate();
    const ofThis = expect.stringMatching(new RegExp(`^gsa.gov ${offer}: terminated .* while onboarding$`));
    const stopped = async () => section(await look(rig), 'Stopped') ?? [];
    await expect.poll(stopped, patiently).toContainEqual(ofThis);
    const told = await rig.runOf<Told>(watchdog.id);
    expect(told).toMatchObject({ mailed: 'accepted' });
    const mails = await rig.mailsTo(rig.operators);
    expect(mails.map(({ subject }) => subject)).toEqual([
      expect.stringMatching(/^Watchdog: .*agreements? stopped in Temporal$/),
    ]);
    expect(mails[0]?.text).toContain(`- gsa.gov ${offer}: terminated`);

    const { runId } = await workflow.getHandle(id).describe();
    await workflowService.resetWorkflowExecution({
      namespace: options.namespace,
      workflowExecution: { workflowId: id, runId },
      workflowTaskFinishEventId: 4 as never,
      requestId: 'a test',
      reason: 'it was not to end',
    });
    await expect.poll(stopped, patiently).not.toContainEqual(ofThis);
  });
});

/** A Temporal server where this account may do nothing. */
async function startDenying() {
  const server = createServer().listen(0, '127.0.0.1');
  server.on('stream', (stream, { ':path': path }) => {
    const status = path?.endsWith('GetSystemInfo') ? '12' : '7';
    const headers = { ':status': 200, 'content-type': 'application/grpc', 'grpc-status': status };
    stream.respond(headers, { endStream: true });
  });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const connection = await Connection.connect({ address: `127.0.0.1:${port}`, tls: false });
  return {
    connection,
    async close() {
      await connection.close();
      server.close();
    },
  };
}

async function onlyRow(rig: Rig, id: string) {
  for await (const row of visibilityOf(rig.agreements.client).rows(`WorkflowId = "${id}"`)) return row;
  throw new Error(`${id} is not in visibility.`);
}

function contacts(domain: string) {
  return [{ name: 'Olive Owner', email: `olive@${domain}.example`, roles: ['owner' as const] }];
}

/** `Mon 08:00` where the operators are. */
function there(date: Date): string {
  const format = { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat('en-US', { ...format, timeZone: 'America/New_York' })
    .format(date)
    .replace(', ', ' ');
}
