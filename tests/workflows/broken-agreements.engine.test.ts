// An agreement that is wrong in whatever way harms no other: lists and reports go on, and say what is wrong with it.
import { Client } from '@temporalio/client';
import { type PayloadCodec, TypedSearchAttributes } from '@temporalio/common';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Agreement } from '../../agreements/model/agreement.ts';
import { readDigest, readWatchdog } from '../../visibility/reports.ts';
import { visibilityOf } from '../../visibility/visibility.ts';
import { ledgerMemo, searchAttributes, taskQueues } from '../../workflows/messages.ts';
import { daysAhead } from '../support/days.ts';
import { openRig, type Rig } from '../support/rig.ts';

const offer = 'openai-chatgpt-enterprise';
const offsetId = `agreement:${offer}:acus.gov`;
const unread = `agreement:${offer}:usda.gov`;
const encrypted = `agreement:${offer}:va.gov`;
const ofLaterVersion = `agreement:${offer}:epa.gov`;
const foreign = `agreement:${offer}:doi.gov`;
const stuck = `agreement:${offer}:nih.gov`;

/** As another program may have it in the same namespace. */
const encrypting: PayloadCodec = {
  encode: async (payloads) =>
    payloads.map((payload) => ({ ...payload, metadata: { encoding: Buffer.from('binary/encrypted') } })),
  decode: async (payloads) => payloads,
};

let rig: Rig;
let sound: Agreement;
beforeAll(async () => {
  rig = await openRig({ isRehearsal: false });
  const id = await rig.start({ agency: 'gsa.gov', startsOn: daysAhead(3) });
  sound = await rig.agreements.view(id);
  const { client } = rig.agreements;
  const queue = { taskQueue: taskQueues.agreements };
  const agency = { ...sound.agency, timeZone: '-05:00' };
  const now = new Date().toISOString();
  const isFirst = (id: string) => id === 'grant-access' || id === 'welcome';
  const plan = sound.plan.map((one) => (isFirst(one.id) ? { ...one, dueAt: now } : one));
  // It started before such a time zone was refused.
  await client.workflow.start('agreement', {
    ...{ ...queue, workflowId: offsetId },
    args: [{ continued: { ...sound, id: offsetId, agency, plan } }],
  });
  await client.workflow.start('agreement', {
    ...{ taskQueue: 'nobody', workflowId: unread, args: [null] },
    memo: { [ledgerMemo]: { due: 'soon' } },
  });
  // Workers of a later version may publish kinds that the command line does not know yet.
  const tomorrow = new Date(Date.now() + 24 * 3_600_000).toISOString();
  await client.workflow.start('agreement', {
    ...{ taskQueue: 'nobody', workflowId: ofLaterVersion, args: [null] },
    memo: {
      [ledgerMemo]: {
        ...{ agency: 'EPA', product: 'ChatGPT', timeZone: 'America/New_York' },
        due: [{ id: 'survey:2027-01-22', dueAt: tomorrow, what: 'survey', to: ['owner'] }],
        issues: [{ kind: 'survey-unanswered', since: now, text: 'nobody has answered the survey' }],
      },
    },
    typedSearchAttributes: new TypedSearchAttributes([
      { key: searchAttributes.attention, value: ['survey-unanswered'] },
      { key: searchAttributes.nextDueAt, value: new Date(tomorrow) },
    ]),
  });
  const parts = { agency: {}, offer: {}, term: {}, plan: [], record: [] };
  await client.workflow.start('agreement', { ...queue, workflowId: stuck, args: [{ continued: parts }] });
  const theirs = new Client({
    ...{ connection: client.connection, namespace: rig.namespace },
    dataConverter: { payloadCodecs: [encrypting] },
  });
  await theirs.workflow.start('agreement', {
    ...{ taskQueue: 'nobody', workflowId: encrypted, args: [null] },
    memo: { [ledgerMemo]: 'a secret' },
  });
  await client.workflow.start('somethingElse', { taskQueue: 'nobody', workflowId: foreign, args: [] });
  const count = () => rig.agreements.count('Attention = "time-zone"');
  await vi.waitFor(async () => expect(await count()).toBe(1), 20_000);
});
afterAll(async () => {
  for (const id of [offsetId, unread, encrypted, ofLaterVersion, stuck, foreign])
    await rig.agreements.client.workflow
      .getHandle(id)
      .terminate()
      .catch(() => {});
  await rig.close();
});

describe('an agreement with an offset as its time zone', () => {
  it('is an open issue, with a sentence', async () => {
    const { out } = await rig.onegov(['issues', '--json']);
    expect(JSON.parse(out)).toContainEqual(
      expect.objectContaining({
        agreement: offsetId,
        kind: 'time-zone',
        text: 'its time zone, -05:00, is not that of a place, so its days may begin an hour off for part of the year',
      }),
    );
  });

  it('sends its notices', async () => {
    const owner = sound.contacts[0]?.email ?? '';
    await expect.poll(() => rig.mailsTo(owner), { timeout: 20_000 }).toHaveLength(1);
    const [welcome] = await rig.mailsTo(owner);
    expect(welcome?.text).toContain('Days and times are in -05:00, where the agency is.');
    expect((await rig.agreements.view(offsetId)).activatedAt).toBeDefined();
  });

  it('is shown', async () => {
    expect((await rig.onegov(['show', offsetId])).out).toContain('time zone, -05:00, is not that of a place');
  });
});

it('no list breaks, and each agreement is there', async () => {
  for (const list of [
    ['list'],
    ['list', '--json'],
    ['upcoming'],
    ['upcoming', '--ics'],
    ['issues'],
    ['issues', '--csv'],
    ['digest'],
  ]) {
    const { code, err, out } = await rig.onegov(list);
    expect([list, code, err]).toEqual([list, 0, '']);
    if (list[0] === 'upcoming') expect(out).toContain('gsa.gov');
  }
  const { out } = await rig.onegov(['list', '--json']);
  const rows = JSON.parse(out) as { id: string; agency: string; broken?: string }[];
  const broken = "what it has published can't be read; see it in the Temporal UI";
  expect(rows.find(({ id }) => id === unread)).toMatchObject({ agency: 'usda.gov', broken });
  expect(rows.find(({ id }) => id === encrypted)).toMatchObject({ agency: 'va.gov', broken });
  expect(rows.find(({ id }) => id === offsetId)?.broken).toContain('-05:00');
});

it('what a later version has published is listed by its own names', async () => {
  const { out: upcoming } = await rig.onegov(['upcoming', '--to', '+30d']);
  expect(upcoming).toContain('epa.gov  openai-chatgpt-enterprise  survey → owner');
  const { out: issues } = await rig.onegov(['issues', '--json']);
  expect(JSON.parse(issues)).toContainEqual(
    expect.objectContaining({
      kind: 'survey-unanswered',
      text: 'nobody has answered the survey',
      commands: [`onegov show epa.gov ${offer}`],
    }),
  );
  expect((await rig.onegov(['digest'])).out).toContain('survey (1): epa.gov');
});

it('an agreement whose workflow keeps failing is shown as such', async () => {
  const row = async () => {
    const rows = JSON.parse((await rig.onegov(['list', '--json'])).out) as { id: string; broken?: string }[];
    return rows.find(({ id }) => id === stuck)?.broken;
  };
  const broken = 'its workflow keeps failing; see it in the Temporal UI';
  await expect.poll(row, { timeout: 60_000, interval: 1000 }).toBe(broken);
});

it('no report breaks', async () => {
  const visibility = visibilityOf(rig.agreements.client);
  const now = new Date().toISOString();
  await readDigest(visibility, { since: now, now });
  await readWatchdog(visibility, { now: `${daysAhead(30)}T12:00:00.000Z` });
});

it('a workflow of another type under an agreement’s name is told as such', async () => {
  const { code, err } = await rig.onegov(['show', foreign]);
  expect([code, err]).toEqual([
    1,
    `${foreign} is a workflow of another type, somethingElse, and no agreement; see it in the Temporal UI.\n`,
  ]);
});
