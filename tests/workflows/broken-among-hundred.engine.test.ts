// Twelve agreements that are broken in twelve ways among a hundred: every list, report and command works for the others.
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { agreementId } from '../../agreements/model/ids.ts';
import { madeUpContacts } from '../../clients/api/made-up-contacts.ts';
import { loadRegistry } from '../../data/registry.ts';
import { ledgerMemo, taskQueues } from '../../workflows/messages.ts';
import { daysAhead } from '../support/days.ts';
import { openRig, type Rig } from '../support/rig.ts';

const offer = 'openai-chatgpt-enterprise';

/** How each one is broken, as an older version or somebody by hand could have made it. */
type State = Record<string, unknown>;
const states: Record<string, (sound: State) => unknown> = {
  'its contacts are missing': ({ contacts: _, ...rest }) => rest,
  'its issues are missing': ({ issues: _, ...rest }) => rest,
  'its phase is unknown': (sound) => ({ ...sound, status: 'paused' }),
  'its plan has a step that nobody knows': ({ plan, ...rest }) => ({
    ...{
      ...rest,
      plan: [...(plan as object[]), { id: 'dance:2027-01-01', kind: 'dance', dueAt: '2027-01-01T00:00:00Z' }],
    },
  }),
  'its plan has no instants': ({ plan, ...rest }) => ({
    ...{ ...rest, plan: (plan as { id: string }[]).map(({ id }) => ({ id, kind: 'notice', dueAt: 'soon' })) },
  }),
  'its record has an event that nobody knows': ({ record, ...rest }) => ({
    ...{ ...rest, record: [...(record as object[]), { type: 'danced', at: new Date().toISOString() }] },
  }),
  'its features are missing': ({ features: _, ...rest }) => rest,
  'its offer is empty': (sound) => ({ ...sound, offer: {} }),
  'its term is empty': (sound) => ({ ...sound, term: {} }),
};
const memos: Record<string, unknown> = {
  'its ledger has another shape': { due: 'soon', issues: 5 },
  'its ledger has no instants': {
    agency: 'A',
    product: 'P',
    timeZone: 'UTC',
    due: [{ id: 'x', what: 'x', dueAt: '2027-02-30T24:00:00Z' }],
    issues: [],
  },
  'it has published nothing': undefined,
};

const agencies = [...loadRegistry().values()].filter(({ timeZone }) => timeZone).map(({ id }) => id);
const brokenOnes = Object.keys({ ...states, ...memos });
const broken = agencies.slice(0, brokenOnes.length);
const sound = agencies.slice(brokenOnes.length, 100);

// An agreement whose workflow keeps failing is asked for some seconds.
vi.setConfig({ testTimeout: 400_000 });

let rig: Rig;
beforeAll(async () => {
  rig = await openRig({ isRehearsal: false });
  const { agreements } = rig;
  const start = (agency: string) =>
    agreements.start({
      offer,
      agency,
      startsOn: daysAhead(20),
      by: 'a test',
      contacts: madeUpContacts(agency),
    });
  for (let first = 0; first < sound.length; first += 10)
    await Promise.all(sound.slice(first, first + 10).map(start));
  const one = await agreements.view(agreementId(offer, sound[0] ?? ''));
  const begin = (agency: string, args: unknown[], more: object) => {
    const workflowId = agreementId(offer, agency);
    return agreements.client.workflow.start('agreement', {
      workflowId,
      args,
      taskQueue: taskQueues.agreements,
      ...more,
    });
  };
  for (const [index, agency] of broken.entries()) {
    const how = brokenOnes[index] ?? '';
    const state = states[how]?.({
      ...one,
      id: agreementId(offer, agency),
      agency: { ...one.agency, id: agency },
    } as never);
    if (state) await begin(agency, [{ continued: state }], {});
    else
      await begin(agency, ['nonsense'], { taskQueue: 'nobody', memo: { [ledgerMemo]: memos[how] ?? null } });
  }
  const count = () => agreements.count('ExecutionStatus = "Running"');
  await vi.waitFor(async () => expect(await count()).toBe(100), 60_000);
});
afterAll(async () => {
  for (const agency of broken)
    await rig.agreements.client.workflow
      .getHandle(agreementId(offer, agency))
      .terminate()
      .catch(() => {});
  await rig.close();
});

const idOf = (agency: string) => agreementId(offer, agency);
const isToldAs = (text: string, id: string) =>
  text.includes(id) && !/Unexpected|undefined|\[object/.test(text);

it('lists and reports have all others, and name what is broken', async () => {
  const listed = async () =>
    JSON.parse((await rig.onegov(['list', '--json'])).out) as { agency: string; broken?: string }[];
  const rows = await listed();
  expect(rows).toHaveLength(100);
  expect(rows.map(({ agency }) => agency)).toEqual(expect.arrayContaining(sound));
  const isTold = async () =>
    (await listed()).filter(({ broken }) => broken?.includes('see it in the Temporal UI'));
  await expect
    .poll(async () => (await isTold()).length, { timeout: 60_000, interval: 2000 })
    .toBeGreaterThan(5);
  for (const words of [
    ['list'],
    ['upcoming'],
    ['upcoming', '--csv'],
    ['upcoming', '--ics'],
    ['issues'],
    ['digest'],
  ]) {
    const { code, err, out } = await rig.onegov([
      ...words,
      ...(words.length === 1 && words[0] !== 'digest' ? ['--limit', '5000'] : []),
    ]);
    expect([words, code, err]).toEqual([words, 0, '']);
    if (words[0] === 'upcoming' || words[0] === 'list')
      for (const agency of sound) expect(out).toContain(agency);
  }
  for (const words of [['watchdog'], ['reconcile', '--dry-run']]) {
    const { code, err } = await rig.onegov(words);
    expect([0, 1]).toContain(code);
    expect(err).not.toMatch(/Unexpected/);
  }
});

it('a command on one that is broken works, or says which one it is', async () => {
  for (const words of [['show'], ['hold', '--dry-run']])
    for (let first = 0; first < broken.length; first += 4)
      await Promise.all(
        broken.slice(first, first + 4).map(async (agency) => {
          const { code, err } = await rig.onegov([words[0] ?? '', idOf(agency), ...words.slice(1)]);
          expect([agency, code, code === 0 || isToldAs(err, idOf(agency)) || err]).toEqual([
            agency,
            code,
            true,
          ]);
          expect([0, 1]).toContain(code);
        }),
      );
  const [one = ''] = broken;
  for (const command of ['explain', 'record']) {
    const { code, err } = await rig.onegov([command, idOf(one)]);
    expect([code, isToldAs(err, idOf(one))]).toEqual([1, true]);
    expect((await rig.onegov([command, idOf(sound[0] ?? '')])).code).toBe(0);
  }
});

it('a command on all of them is carried out on the others', async () => {
  for (const words of [
    ['hold', '--offer', offer, '--dry-run'],
    ['observe-closures', '--all', '--dry-run'],
    ['hold', '--offer', offer, '--yes'],
    ['observe-closures', '--all', '--yes'],
  ]) {
    const { code, err, out } = await rig.onegov([...words, '--json', '--concurrency', '20']);
    expect([words, out === '' && err]).toEqual([words, false]);
    const { done, already } = JSON.parse(out) as { done: number; already: number };
    expect(done + already).toBeGreaterThanOrEqual(sound.length);
    // Those that published no offer are not found by it.
    if (!words.includes('--all')) continue;
    expect([words, code]).toEqual([words, 1]);
    expect(err).toMatch(/of 100 agreements (refused|gave no answer)/);
  }
});

it('a check of a new version checks the others', async () => {
  const { code, out, err } = await rig.onegov(['check-release', '--json']);
  expect([0, 3, 4]).toContain(code);
  expect(err).not.toMatch(/Unexpected/);
  expect(out).not.toBe('');
});
