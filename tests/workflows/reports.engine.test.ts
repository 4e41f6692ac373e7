// The digest and the watchdog, run by their schedules on the real engine.
import { once } from 'node:events';
import { createServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { Client, Connection } from '@temporalio/client';
import { TypedSearchAttributes } from '@temporalio/common';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { day, later } from '../../agreements/time/instants.ts';
import { running } from '../../visibility/queries.ts';
import { readDigest, readWatchdog } from '../../visibility/reports.ts';
import { visibilityOf } from '../../visibility/visibility.ts';
import { keepSchedules } from '../../workers/schedules.ts';
import { ledgerMemo, reportSchedules, searchAttributes, taskQueues } from '../../workflows/messages.ts';
import type { ReportResult } from '../../workflows/reports.ts';
import { daysAgo } from '../support/days.ts';
import { openRig, type Rig } from '../support/rig.ts';

const { digest, watchdog, reconciliation } = reportSchedules;
const offer = 'openai-chatgpt-enterprise';
const now = () => new Date().toISOString();
const inTwoHours = () => later(now(), 2 * 3_600_000);

function nobodyIsTold(line: string): void {
  throw new Error(line);
}

function look(rig: Rig, at = now()) {
  return readWatchdog(visibilityOf(rig.agreements.client), { now: at });
}

const section = (report: Awaited<ReturnType<typeof look>>, heading: string) =>
  report.sections.find((each) => each.heading.startsWith(heading))?.list;

describe('if nothing is wrong', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await openRig({ isRehearsal: false });
    await keepSchedules(rig.agreements.client, nobodyIsTold);
  });
  afterAll(() => rig.close());

  it('the watchdog says so, and mails nobody', async () => {
    await rig.start({ agency: 'gsa.gov', startsOn: daysAgo(1) });
    const told = await rig.runOf<ReportResult>(watchdog.id);
    expect(told).toEqual({
      summary: 'Every obligation that was due has an outcome (1 open agreement).',
      found: 0,
      mailed: 'nothing',
    });
    expect(await rig.mailsTo(rig.operators)).toEqual([]);
  });

  it('the digest tells the operators what happened, what is due and which issues are open, in one mail', async () => {
    await rig.start({ agency: 'nasa.gov', startsOn: daysAgo(50) });
    const request = { agency: 'acus.gov', contacts: contacts('acus.gov'), acceptance: 'awaited' as const };
    await rig.start(request);
    await expect.poll(() => rig.agreements.count('Phase = "promotional"')).toBe(2);
    const told = await rig.runOf<ReportResult>(digest.id);
    expect(told).toMatchObject({ found: 1, mailed: 'accepted' });
    const [mail, ...more] = await rig.mailsTo(rig.operators);
    expect(more).toEqual([]);
    expect(mail?.subject).toMatch(/^Weekly digest: \d+ due, 1 open issue$/);
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

  it('that do not exist are reported', async () => {
    expect(await troubles()).toEqual([
      expect.stringMatching(/^There is no schedule weekly-digest\./),
      expect.stringMatching(/^There is no schedule daily-watchdog\./),
      expect.stringMatching(/^There is no schedule daily-reconciliation\./),
    ]);
  });

  it('are created once, for the operators’ mornings, and left alone while they are right', async () => {
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

  it('that the account may not create are left out, and one sentence says so', async () => {
    const server = await startDenying();
    onTestFinished(() => server.close());
    const said: string[] = [];
    const client = new Client({ connection: server.connection, namespace: 'theirs' });
    await keepSchedules(client, (line) => said.push(line));
    expect(said).toEqual([
      'This account can\'t create schedules in namespace theirs, so the digest and the watchdog are not mailed, and nothing is reconciled; run "onegov digest", "onegov watchdog" and "onegov reconcile" yourself.',
    ]);
    expect(await visibilityOf(client).schedules()).toEqual([
      { id: digest.id, exists: 'hidden' },
      { id: watchdog.id, exists: 'hidden' },
      { id: reconciliation.id, exists: 'hidden' },
    ]);
  });

  it('that somebody changed are corrected, and stay paused if they were', async () => {
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

  it('that missed their run are reported, also by their next run', async () => {
    const inAWeek = later(now(), 8 * day);
    expect(await troubles(inAWeek)).toEqual([
      expect.stringMatching(/^weekly-digest did not run Mon, .* 08:00 E[SD]T\.$/),
      expect.stringMatching(/^daily-watchdog did not run .* 07:00 E[SD]T\.$/),
      expect.stringMatching(/^daily-reconciliation did not run .* 03:00 E[SD]T\.$/),
    ]);
    await rig.runOf(watchdog.id);
    const [run] = (await handle(watchdog.id).describe()).info.recentActions;
    const self = run?.action.workflow.workflowId;
    const visibility = visibilityOf(rig.agreements.client);
    const { sections } = await readWatchdog(visibility, { now: later(now(), 25 * 3_600_000), self });
    expect(sections.at(-1)?.list).toContainEqual(expect.stringMatching(/^daily-watchdog did not run/));
  });

  it('whose run was stopped are reported', async () => {
    await rig.stopWorkers();
    await handle(digest.id).trigger();
    const taken = async () => (await handle(digest.id).describe()).info.recentActions.at(-1);
    await expect.poll(taken).toBeDefined();
    const id = (await taken())?.action.workflow.workflowId ?? '';
    await rig.agreements.client.workflow.getHandle(id).terminate();
    expect(await troubles()).toEqual([
      expect.stringMatching(/^weekly-digest: the run of .* ended as terminated: see weekly-digest-/),
    ]);
    await rig.restartWorkers();
  });
});

describe('each problem is reported once', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await openRig({ isRehearsal: false });
  });
  afterAll(() => rig.close());

  type Shown = { phase: string; attention?: string[]; nextDueAt?: string; termEndsAt: string };

  /** Starts a workflow that publishes this. If a worker takes it, it keeps failing. */
  /** With it, a workflow fails whenever a worker looks at it. */
  const lacksAlmostAll = { agency: {}, offer: {}, term: {}, plan: [], record: [] };

  async function startShowing(
    agency: string,
    { phase, attention, nextDueAt, termEndsAt }: Shown,
    taskQueue = 'nobody',
  ) {
    const keys = searchAttributes;
    const issues = (attention ?? []).map((kind) => ({ kind, since: now(), text: 'a test', obligation: 'x' }));
    const ledger = { agency, product: 'ChatGPT', timeZone: 'America/New_York', due: [], issues };
    const { workflow } = rig.agreements.client;
    const handle = await workflow.start('agreement', {
      ...{
        workflowId: `agreement:${offer}:${agency}`,
        taskQueue,
        args: [{ continued: lacksAlmostAll }],
        memo: { [ledgerMemo]: ledger },
      },
      typedSearchAttributes: new TypedSearchAttributes([
        { key: keys.agency, value: agency },
        { key: keys.offer, value: offer },
        { key: keys.phase, value: phase },
        { key: keys.termEndsAt, value: new Date(termEndsAt) },
        ...(attention ? [{ key: keys.attention, value: attention }] : []),
        ...(nextDueAt ? [{ key: keys.nextDueAt, value: new Date(nextDueAt) }] : []),
      ]),
    });
    await expect.poll(() => rig.agreements.count(`${running} AND AgencyId = "${agency}"`)).toBe(1);
    onTestFinished(async () => void (await handle.terminate()));
  }

  const wanted = async () => {
    const span = { since: later(now(), -7 * day), now: inTwoHours() };
    const report = await readDigest(visibilityOf(rig.agreements.client), span);
    return { found: report.found, list: section(report, 'Open issues') };
  };

  it('by a server that does not report failing workflows: all others', async () => {
    const visibility = visibilityOf(rig.agreements.client);
    const rows = (query: string) => visibility.rows(query.replace('TemporalReportedProblems', 'NobodyKnows'));
    const { found, sections } = await readWatchdog({ ...visibility, rows }, { now: now() });
    expect({ found, headings: sections.map(({ heading }) => heading) }).toEqual({
      found: 3,
      headings: ['Schedules'],
    });
  });

  it('by the digest: a delayed obligation is not overdue as well', async () => {
    const termEndsAt = later(now(), 200 * day);
    const late = { phase: 'promotional', nextDueAt: later(now(), -day), termEndsAt };
    await startShowing('gsa.gov', { ...late, attention: ['delayed', 'on-hold'] });
    await startShowing('nasa.gov', { ...late, attention: ['on-hold'] });
    await startShowing('nsf.gov', late);
    await expect.poll(wanted).toEqual({
      found: 5,
      list: ['delayed: 1', 'on-hold: 2', 'overdue: 2 (see "onegov watchdog")'],
    });
  });

  it('by the digest: a term that ends soon is undecided even while the agreement is suspended', async () => {
    const soon = {
      phase: 'suspended',
      nextDueAt: later(now(), 20 * day),
      termEndsAt: later(now(), 20 * day),
    };
    await startShowing('gsa.gov', soon);
    await startShowing('nasa.gov', { ...soon, termEndsAt: later(now(), 40 * day) });
    const list = ['undecided, with a term that ends within 35 days: 1'];
    await expect.poll(wanted).toEqual({ found: 1, list });
  });

  it('by the watchdog: a workflow that keeps failing, however far ahead its next day is, unless it is overdue', async () => {
    const termEndsAt = later(now(), 200 * day);
    const ahead = { phase: 'standard', nextDueAt: termEndsAt, termEndsAt };
    await startShowing('gsa.gov', ahead, taskQueues.agreements);
    await startShowing('nasa.gov', { ...ahead, nextDueAt: later(now(), -day) }, taskQueues.agreements);
    await startShowing('nsf.gov', ahead);
    const isStuck = async () => (await onlyRow(rig, `agreement:${offer}:nasa.gov`)).isStuck;
    await expect.poll(isStuck, { timeout: 90_000, interval: 500 }).toBe(true);
    const stuck = async () => section(await look(rig, inTwoHours()), 'Stuck');
    const id = `agreement:${offer}:gsa.gov`;
    await expect
      .poll(stuck, { timeout: 90_000, interval: 500 })
      .toEqual([`gsa.gov ${offer}: its workflow keeps failing: see ${id} in the Temporal UI`]);
    expect(section(await look(rig, inTwoHours()), 'Overdue')).toEqual([
      expect.stringMatching(/^nasa\.gov .*; its workflow keeps failing/),
    ]);
  });
});

describe('if something has not happened', () => {
  let rig: Rig;
  let id: string;
  beforeAll(async () => {
    rig = await openRig({ isRehearsal: false, scimUrl: 'http://127.0.0.1:1' });
    await keepSchedules(rig.agreements.client, nobodyIsTold);
    id = await rig.start({ agency: 'gsa.gov', startsOn: daysAgo(20) });
  });
  afterAll(() => rig.close());

  it('although it was tried, it is overdue', async () => {
    expect(section(await look(rig, inTwoHours()), 'Overdue')).toEqual([
      expect.stringMatching(
        new RegExp(`^gsa.gov ${offer}: access is given, due .*, 00:00 E[SD]T, (19|20|21) days ago$`),
      ),
    ]);
  });

  it('because no worker runs, it is overdue', async () => {
    const nasa = await rig.start({ agency: 'nasa.gov', startsOn: daysAgo(1), acceptance: 'awaited' });
    await rig.agreements.decide(nasa, { type: 'accept', by: 'a test' });
    await rig.stopWorkers();
    const { ledger } = await onlyRow(rig, nasa);
    const next = ledger?.due.at(-1)?.dueAt ?? '';
    const list = section(await look(rig, later(next, day)), 'Overdue');
    expect(list?.some((line) => line.startsWith('nasa.gov'))).toBe(true);
    await rig.restartWorkers();
  });

  it('because no worker took up its workflow, or its workflow fails from the start, it is silent', async () => {
    const { workflow } = rig.agreements.client;
    const broken = { agency: {}, offer: {}, term: {}, plan: [], record: [] };
    const handles = await Promise.all([
      workflow.start('agreement', { workflowId: 'agreement:one', taskQueue: 'nobody', args: [{}] }),
      workflow.start('agreement', {
        workflowId: 'agreement:two',
        taskQueue: taskQueues.agreements,
        args: [{ continued: broken }],
      }),
    ]);
    const silent = async () => section(await look(rig, inTwoHours()), 'Silent')?.toSorted();
    await expect
      .poll(silent)
      .toEqual([
        'agreement:one: started 2 hours ago; see agreement:one in the Temporal UI',
        'agreement:two: started 2 hours ago; see agreement:two in the Temporal UI',
      ]);
    for (const handle of handles) await handle.terminate();
  });

  it('because someone ended it in Temporal, the operators get a mail, until it is reset there', async () => {
    const { workflow, workflowService, options } = rig.agreements.client;
    await workflow.getHandle(id).terminate();
    const ofThis = expect.stringMatching(new RegExp(`^gsa.gov ${offer}: terminated .* while onboarding$`));
    const stopped = async () => section(await look(rig), 'Stopped') ?? [];
    await expect.poll(stopped).toContainEqual(ofThis);
    const told = await rig.runOf<ReportResult>(watchdog.id);
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
    await expect.poll(stopped).not.toContainEqual(ofThis);
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

/** `Mon 08:00`, in the operators' time zone. */
function there(date: Date): string {
  const format = { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat('en-US', { ...format, timeZone: 'America/New_York' })
    .format(date)
    .replace(', ', ' ');
}
