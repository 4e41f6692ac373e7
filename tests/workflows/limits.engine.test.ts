// An agreement stays within the server's limits: the commands in one run, and the size of what it publishes.
import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import type { Agreement } from '../../agreements/model/agreement.ts';
import { day, later } from '../../agreements/time/instants.ts';
import { type Agreements, connectAgreements } from '../../clients/api/agreements.ts';
import { openIssues } from '../../clients/lists/open-issues.ts';
import { upcoming } from '../../clients/lists/upcoming.ts';
import { loadCatalog } from '../../offers/catalog.ts';
import type { Engine } from '../../workers/engine/start.ts';
import { ledgerMemo, taskQueues } from '../../workflows/messages.ts';
import { daysAhead } from '../support/days.ts';
import { historiesOf } from '../support/histories.ts';
import { startOwnServer } from '../support/own-server.ts';
import { openRig, type Rig } from '../support/rig.ts';

/** The most commands in one run. Temporal's preset is 2,000. */
const mostCommands = 40;

/** The most that a memo may have on Temporal Cloud, in bytes. The preset of a server is 2 MB. */
const memoLimit = 40 * 1024;

let engine: Engine;
let rig: Rig;
beforeAll(async () => {
  engine = await startOwnServer({
    'history.maxTotalUpdates': mostCommands,
    'limit.memoSize.error': memoLimit,
  });
  rig = await openRig({ address: engine.address });
});
afterAll(async () => {
  await rig.close();
  await engine.stop();
});

/** Another program. */
async function connected(): Promise<Agreements> {
  const program = await connectAgreements({
    ...engine,
    namespace: rig.namespace,
    catalog: loadCatalog(),
    keys: rig.keys,
  });
  onTestFinished(program.close);
  return program;
}

it('an agreement with many commands from three programs at once goes on in a fresh run, and none is lost, doubled or refused', async () => {
  const id = await rig.start();
  const people = Array.from({ length: 3 * mostCommands }, (_, number) => `person${number}@access-board.gov`);
  const programs = [rig.agreements, await connected(), await connected()];
  const train = (person: string, index: number) =>
    programs[index % programs.length]?.decide(id, { type: 'trained', by: 'a test', people: [person] });
  await Promise.all(people.map(train));
  const { record, trained = [] } = await rig.agreements.view(id);
  expect(trained.toSorted()).toEqual(people.toSorted());
  expect(record.filter(({ type }) => type === 'trained')).toHaveLength(people.length);
  const runs = await historiesOf(rig.agreements, id);
  const commands = runs.map(
    ({ events = [] }) => events?.filter((one) => one.workflowExecutionUpdateAcceptedEventAttributes).length,
  );
  expect(commands.length).toBeGreaterThan(2);
  expect(Math.max(...commands.map(Number))).toBeLessThanOrEqual(mostCommands);
});

it('no activity of an agreement ends because it waited in a queue for less than a day', async () => {
  const id = await rig.start();
  await rig.toDay(id, 1);
  const [{ events } = { events: [] }] = await historiesOf(rig.agreements, id);
  const scheduled = (events ?? []).flatMap((one) => one.activityTaskScheduledEventAttributes ?? []);
  const inDays = (seconds: unknown) => Number(seconds ?? 0) / 86_400;
  const limits = scheduled.map(({ activityType, scheduleToStartTimeout, scheduleToCloseTimeout }) => [
    activityType?.name,
    inDays(scheduleToStartTimeout?.seconds),
    inDays(scheduleToCloseTimeout?.seconds),
  ]);
  // 0 is no limit.
  expect(new Set(limits.map((one) => one.join(' ')))).toEqual(
    new Set(['admit 0 0', 'grantAccess 1 0', 'deliver 1 0']),
  );
});

/** With hundreds of obligations and issues. */
function heavy(sound: Agreement, id: string): Agreement {
  const notice = sound.plan.find((one) => one.kind === 'notice' && one.notice === 'features-ending');
  if (!notice) throw new Error('The agreement plans no notice.');
  const first = later(new Date().toISOString(), day);
  const plan = Array.from({ length: 200 }, (_, number) => ({
    ...notice,
    id: `features-ending-P${number + 1}D:2027-11-26`,
    dueAt: later(first, number * 3_600_000),
  }));
  const text = `${'the mail server says no, '.repeat(40)}and that is all.`;
  const issues = plan.map((obligation) => ({ kind: 'delayed' as const, obligation, since: first, text }));
  return { ...sound, id, plan, issues };
}

it('an agreement with hundreds of obligations and issues publishes the nearest, and lists say how many more', async () => {
  const sound = await rig.agreements.view(await rig.start({ startsOn: daysAhead(30) }));
  const id = 'agreement:openai-chatgpt-enterprise:gsa.gov';
  await rig.agreements.client.workflow.start('agreement', {
    ...{ taskQueue: taskQueues.agreements, workflowId: id },
    args: [{ continued: { ...heavy(sound, id), agency: { ...sound.agency, id: 'gsa.gov' } } }],
  });
  const isListed = async () => expect(await rig.agreements.count('AgencyId = "gsa.gov"')).toBe(1);
  await vi.waitFor(isListed, 20_000);
  const handle = rig.agreements.client.workflow.getHandle(id);
  const { memo, status } = await handle.describe();
  expect(status.name).toBe('RUNNING');
  expect(JSON.stringify(memo?.[ledgerMemo]).length).toBeLessThan(32_000);

  const now = new Date().toISOString();
  const asked = { agency: 'gsa.gov', limit: 500 };
  const isPublished = async () => (await upcoming(rig.agreements, now, asked)).items.length > 0;
  await vi.waitFor(async () => expect(await isPublished()).toBe(true), 20_000);
  const { items } = await upcoming(rig.agreements, now, asked);
  expect(items).toHaveLength(61);
  expect(items.at(-1)).toMatchObject({ kind: 'more', what: '140 more, which "onegov show" lists' });
  const issues = await openIssues(rig.agreements, now, { where: 'AgencyId = "gsa.gov"', limit: 500 });
  expect(issues.items).toHaveLength(31);
  expect(issues.items.at(-1)).toMatchObject({
    ...{ kind: 'more', text: 'and 170 more, which "onegov show" lists' },
    commands: ['onegov show gsa.gov openai-chatgpt-enterprise'],
  });
  await rig.agreements.decide(id, { type: 'hold', by: 'a test' });
  expect((await rig.agreements.view(id)).hold).toBeDefined();
  await handle.terminate();
});
