import { TypedSearchAttributes } from '@temporalio/common';
import { parse } from 'csv-parse/sync';
import ICAL from 'ical.js';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { hour, later } from '../../../agreements/time/instants.ts';
import { madeUpContacts } from '../../../clients/api/made-up-contacts.ts';
import { type ListedIssue, openIssues } from '../../../clients/lists/open-issues.ts';
import { upcoming } from '../../../clients/lists/upcoming.ts';
import { quoted } from '../../../visibility/queries.ts';
import { ledgerMemo, searchAttributes } from '../../../workflows/messages.ts';
import { daysAgo, daysAhead } from '../../support/days.ts';
import { openRig, type Rig } from '../../support/rig.ts';

const chatgpt = 'openai-chatgpt-enterprise';
const idOf = (agency: string, offer = chatgpt) => `agreement:${offer}:${agency}`;
const by = 'a test';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig({ isRehearsal: false });
  const start = (agency: string, more: object = {}) =>
    rig.agreements.start({ agency, offer: chatgpt, by, contacts: madeUpContacts(agency), ...more });
  await start('gsa.gov');
  await start('achp.gov', { hold: 'its wording is being mended' });
  await start('acus.gov', { acceptance: 'awaited' });
  await start('nasa.gov', { startsOn: daysAgo(340) });
  await start('ssa.gov');
  await start('usagm.gov', { offer: 'xai-grok' });
  await rig.agreements.decide(idOf('ssa.gov'), { type: 'suspend', by });
  await known(async () => {
    expect(await rig.agreements.count('Phase = "promotional"')).toBe(2);
    expect(await rig.agreements.count('Phase = "suspended"')).toBe(1);
    expect(await rig.agreements.count('Phase = "renewal"')).toBe(1);
    expect(await rig.agreements.count('NextDueAt > "2000-01-01T00:00:00Z"')).toBeGreaterThan(3);
  });
});
afterAll(() => rig.close());

/** Visibility lags behind by a moment. */
function known(check: () => Promise<void>): Promise<void> {
  return vi.waitFor(check, { timeout: 20_000, interval: 200 });
}

const now = () => new Date().toISOString();

async function needs(where?: string, at = now()): Promise<ListedIssue[]> {
  return (await openIssues(rig.agreements, at, { where, limit: 100 })).items;
}

const brief = ({ agency, kind }: ListedIssue) => `${agency} ${kind}`;

const onegov = (...words: string[]) => rig.onegov(words);

describe('upcoming', () => {
  const ahead = (asked: object) => upcoming(rig.agreements, now(), { limit: 1000, ...asked });

  it('has everything that will happen to all agreements in the next 30 days, soonest first', async () => {
    const { items, more } = await ahead({});
    expect(more).toBe(0);
    expect(items.length).toBeGreaterThan(5);
    expect(items.map(({ at }) => at)).toEqual(items.map(({ at }) => at).toSorted());
    expect(new Set(items.map(({ agency }) => agency))).toContain('gsa.gov');
    for (const { at, local } of items) {
      expect(Date.parse(at)).toBeGreaterThan(Date.now() - 60_000);
      expect(Date.parse(local)).toBe(Date.parse(at));
      expect(local.slice(0, 10) <= daysAhead(31)).toBe(true);
    }
  });

  it('says what, to whom, from which rule, and when at the agency', async () => {
    const { items } = await ahead({ agency: 'gsa.gov', kinds: ['features-ending'], to: daysAhead(90) });
    const [first] = items;
    expect(first).toMatchObject({
      ...{ agreement: idOf('gsa.gov'), agencyName: 'General Services Administration' },
      ...{ timeZone: 'America/New_York', to: ['owner', 'technical'], what: 'notice that features end' },
    });
    expect(first?.local).toMatch(/T09:\d\d:00-0[45]:00$/);
    expect(first?.rule).toMatch(
      /^30 days before the features end at the end of \w{3}, \w{3} \d{1,2}, \d{4}$/,
    );
    expect(items).toHaveLength(4);
  });

  it('can be narrowed by days, agency, offer and kind', async () => {
    const terms = await ahead({ kinds: ['end-term'], from: daysAhead(60), to: daysAhead(400) });
    expect(terms.items.map(({ agency }) => agency)).toContain('gsa.gov');
    expect(terms.items.map(({ agency }) => agency)).not.toContain('nasa.gov');
    const soon = await ahead({ kinds: ['end-term'], to: daysAhead(60) });
    expect(soon.items.map(({ agency, what }) => [agency, what])).toContainEqual([
      'nasa.gov',
      'the term ends, undecided so far',
    ]);
    const features = await ahead({ kinds: ['end-features'], to: daysAhead(61) });
    expect(features.items.map(({ agency }) => agency)).toContain('gsa.gov');
    const grok = await ahead({ offer: 'xai-grok', to: daysAhead(1000) });
    expect(new Set(grok.items.map(({ offer }) => offer))).toEqual(new Set(['xai-grok']));
  });

  it('marks notices that will not be sent as things stand', async () => {
    const held = await ahead({ agency: 'achp.gov', kinds: ['features-ending'], to: daysAhead(61) });
    expect(new Set(held.items.map(({ withheld }) => withheld))).toEqual(new Set(['on hold']));
    const suspended = await ahead({ agency: 'ssa.gov', to: daysAhead(61) });
    const notice = suspended.items.find(({ kind }) => kind === 'features-ending');
    expect(notice?.withheld).toBe('suspended');
    expect(suspended.items.find(({ kind }) => kind === 'end-features')).not.toHaveProperty('withheld');
  });

  it('keeps the soonest ones, and counts the others', async () => {
    const all = await ahead({ from: daysAhead(1), to: daysAhead(400) });
    const few = await ahead({ from: daysAhead(1), to: daysAhead(400), limit: 3 });
    expect(few.items).toEqual(all.items.slice(0, 3));
    expect(few.more).toBe(all.items.length - 3);
  });
});

describe('open issues', () => {
  it('are listed oldest first, with the command that resolves each', async () => {
    await known(async () => {
      expect((await needs()).map(brief).toSorted()).toEqual(
        ['achp.gov on-hold', 'acus.gov acceptance', 'nasa.gov undecided'].toSorted(),
      );
    });
    const items = await needs();
    expect(items.map(({ since }) => since)).toEqual(items.map(({ since }) => since).toSorted());
    expect(items[0]).toMatchObject({
      agency: 'nasa.gov',
      commands: [`onegov renew nasa.gov ${chatgpt}`, `onegov decline nasa.gov ${chatgpt} --reason TEXT`],
    });
  });

  it('can be narrowed by any visibility query', async () => {
    const found = await needs('AgencyId = "nasa.gov" OR AgencyId = "achp.gov"');
    expect(found.map(brief).toSorted()).toEqual(['achp.gov on-hold', 'nasa.gov undecided']);
  });

  it('close when their cause is gone', async () => {
    await rig.agreements.decide(idOf('achp.gov'), { type: 'release', by });
    await rig.agreements.decide(idOf('acus.gov'), { type: 'accept', by });
    await rig.agreements.decide(idOf('nasa.gov'), { type: 'renew', by });
    await known(async () => expect(await needs()).toEqual([]));
  });

  it('include an agreement that was terminated in Temporal, until it is reset', async () => {
    const { client } = rig.agreements;
    await client.workflow.getHandle(idOf('usagm.gov', 'xai-grok')).terminate('by mistake');
    await known(async () => expect((await needs()).map(brief)).toEqual(['usagm.gov stopped']));
    const [item] = await needs();
    expect(item?.text).toMatch(/^stopped \(was \w+\): /);
    expect(item?.commands[0]).toContain(
      `temporal workflow reset --namespace ${rig.namespace} --workflow-id ${idOf('usagm.gov', 'xai-grok')} `,
    );
    await reset(idOf('usagm.gov', 'xai-grok'));
    await known(async () => expect(await needs()).toEqual([]));
    expect((await rig.agreements.view(idOf('usagm.gov', 'xai-grok'))).plan.length).toBeGreaterThan(0);
  });

  it('include what was due an hour ago and is not carried out', async () => {
    const stray = await strayAgreement({ agency: 'doe.gov', nextDueAt: later(now(), -2 * hour) });
    // One that has just begun may have begun late; later on it is overdue.
    expect(await needs()).toEqual([]);
    const soon = later(now(), 2 * hour);
    await known(async () => expect((await needs(undefined, soon)).map(brief)).toContain('doe.gov overdue'));
    await stray.terminate();
    await known(async () => expect((await needs()).map(brief)).toEqual(['doe.gov stopped']));
  });

  /** As `temporal workflow reset --type LastWorkflowTask` does. */
  async function reset(id: string): Promise<void> {
    const { client } = rig.agreements;
    const { events } = await client.workflow.getHandle(id).fetchHistory();
    const last = events?.findLast(({ workflowTaskCompletedEventAttributes: done }) => done);
    await client.workflowService.resetWorkflowExecution({
      ...{ namespace: rig.namespace, workflowExecution: { workflowId: id }, requestId: id },
      ...{ reason: 'it was not to end', workflowTaskFinishEventId: last?.eventId ?? null },
    });
  }
});

describe('a value in a visibility query', () => {
  it.each(['plain.gov', "o'brien.gov", '%_'])('is found as it is: %s', async (agency) => {
    const stray = await strayAgreement({ agency });
    await known(async () => expect(await rig.agreements.count(`AgencyId = ${quoted(agency)}`)).toBe(1));
    await stray.terminate();
  });

  it.each(['" OR AgencyId != "', "' OR AgencyId != '", '\\" OR AgencyId != \\"', '\\', '"', "'"])(
    'that Temporal would take for another one is not asked for: %s',
    (agency) => {
      expect(() => quoted(agency)).toThrow('Nothing can be looked up by');
    },
  );
});

type Stray = { agency: string; nextDueAt?: string; isHeld?: boolean };

/** One that no worker ever sees. */
async function strayAgreement({ agency, nextDueAt, isHeld }: Stray) {
  const issues = [{ kind: 'on-hold', since: '2026-11-27T15:00:00Z', text: 'its notices are on hold' }];
  const ledger = { agency, product: 'Stray', timeZone: 'America/New_York', due: [], issues };
  return rig.agreements.client.workflow.start('agreement', {
    workflowId: `agreement:stray:${agency}`,
    taskQueue: 'nobody',
    typedSearchAttributes: new TypedSearchAttributes([
      { key: searchAttributes.agency, value: agency },
      { key: searchAttributes.offer, value: 'stray' },
      { key: searchAttributes.phase, value: 'standard' },
      ...(nextDueAt ? [{ key: searchAttributes.nextDueAt, value: new Date(nextDueAt) }] : []),
      ...(isHeld ? [{ key: searchAttributes.attention, value: ['on-hold'] }] : []),
    ]),
    ...(isHeld && { memo: { [ledgerMemo]: ledger } }),
  });
}

describe('the commands', () => {
  it('upcoming: a line for each, under its day', async () => {
    const { out, code } = await onegov('upcoming', '--agency', 'gsa.gov', '--to', '+90d');
    expect(code).toBe(0);
    expect(out).toMatch(/^\w{3}, \w{3} \d{1,2}, \d{4} \((tomorrow|in \d+ days)\)$/m);
    expect(out).toMatch(
      /○ 09:\d\d E[SD]T {2}gsa.gov {2}openai-chatgpt-enterprise {2}notice that features end → owner, technical\n +30 days before the features end at the end of /,
    );
  });

  it('upcoming: JSON, CSV and a calendar file of the same', async () => {
    const asked = ['upcoming', '--offer', 'chatgpt', '--kind', 'end-features', 'end-term', '--to', '+2y'];
    const json = JSON.parse((await onegov(...asked, '--json')).out);
    const csv = parse((await onegov(...asked, '--csv')).out, { columns: true });
    const ics = new ICAL.Component(ICAL.parse((await onegov(...asked, '--ics')).out));
    expect(json.length).toBeGreaterThan(5);
    const instants = (rows: unknown) => (rows as { at: string }[]).map(({ at }) => at);
    expect(instants(csv)).toEqual(instants(json));
    expect(ics.getAllSubcomponents('vevent')).toHaveLength(json.length);
  });

  it('upcoming: says how many more there are, but not among the rows', async () => {
    const { out, err } = await onegov('upcoming', '--to', '+1y', '--limit', '2', '--json');
    expect(JSON.parse(out)).toHaveLength(2);
    expect(err).toMatch(/^\d+ more\. Show them with --limit, or narrow the list\.\n$/);
  });

  it('issues: with age and commands', async () => {
    const { out } = await onegov('issues', '--all');
    expect(out).toMatch(
      /doe\.gov {2}stray {2}stopped {2}since \w{3}, \w{3} \d{1,2}, \d{4}, \d\d:\d\d UTC \((today|yesterday)\)\n/,
    );
    expect(out).toContain('  temporal workflow reset ');
    const [row] = parse((await onegov('issues', '--csv')).out, { columns: true });
    expect(row).toMatchObject({ agency: 'doe.gov', kind: 'stopped' });
  });

  it('issues: what is the same for many agreements is said once, unless all are asked for', async () => {
    const agencies = ['abmc.gov', 'achp.gov', 'acus.gov', 'arc.gov', 'boem.gov', 'cbo.gov', 'cdc.gov'];
    const held = await Promise.all(agencies.map((agency) => strayAgreement({ agency, isHeld: true })));
    const where = ['--where', 'Attention = "on-hold"'];
    await known(async () => expect(await needs(where[1])).toHaveLength(agencies.length));
    const { out } = await onegov('issues', ...where);
    expect(out).toMatch(
      /^7 agreements of stray {2}on-hold {2}since Fri, Nov 27, 2026 \(.+\)\n {2}its notices are on hold\n/,
    );
    expect(out).toContain(
      '  abmc.gov, achp.gov, acus.gov, arc.gov, boem.gov and 2 more; "onegov issues --all" lists each\n',
    );
    expect(out).toMatch(/\n {2}onegov release --offer stray\n$/);
    expect((await onegov('issues', '--all', ...where)).out).toContain('onegov release cdc.gov stray\n');
    expect(JSON.parse((await onegov('issues', '--json', ...where)).out)).toHaveLength(agencies.length);
    await Promise.all(held.map((one) => one.terminate()));
  });

  it('list: by agency, offer and phase together, with a count of the rest', async () => {
    const { out, err } = await onegov('list', '--limit', '1', '--phase', 'promotional', '--offer', 'chatgpt');
    expect(out).toMatch(/^AGENCY +OFFER +PHASE +NEXT DUE +LAST DAY +ISSUES\n/);
    expect(out.trim().split('\n')).toHaveLength(2);
    expect(err).toMatch(/^\d+ more\. /);
    const one = JSON.parse((await onegov('list', '--agency', 'gsa.gov', '--json')).out);
    expect(one).toMatchObject([{ agency: 'gsa.gov', phase: 'promotional', timeZone: 'America/New_York' }]);
    const none = await onegov('list', '--agency', 'gsa.gov', '--phase', 'expired');
    expect(none.out).toBe('No agreements found.\n');
    const csv = parse((await onegov('list', '--where', 'AgencyId = "gsa.gov"', '--csv')).out, {
      columns: true,
    });
    expect(csv).toMatchObject([{ id: idOf('gsa.gov'), decision: '' }]);
    expect((await onegov('list', '--agency', 'nobody.gov', '--json')).out).toBe('[]\n');
  });

  it('show: the timeline, with today', async () => {
    const { out } = await onegov('show', 'gsa', 'chatgpt');
    expect(out).toContain('── today, ');
    expect(out).toMatch(/● \d\d:\d\d E[SD]T {2}agreement {2}started by a test/);
    expect(out).toMatch(/SCIM: created user /);
    expect(out).not.toContain('\u001b');
  });

  it('explain: a notice by its kind or its id, or everything about an agreement', async () => {
    const kind = await onegov('explain', 'gsa', 'chatgpt', 'features-ending');
    expect(kind.out).toMatch(/^ {2}notice that features end, 30 days before: due /);
    const ids = await onegov('explain', 'gsa', 'chatgpt', 'features-ending', '--ids');
    expect(ids.out).toMatch(/^ {2}features-ending-P30D:\d{4}-\d\d-\d\d: due /);
    const id = /features-ending-P14D:[\d-]+/.exec(ids.out)?.[0] ?? '';
    const one = JSON.parse((await onegov('explain', 'gsa.gov', 'chatgpt', id, '--json')).out);
    expect(one).toEqual([expect.stringMatching(new RegExp(`^${id}: due `))]);
    const all = await onegov('explain', 'gsa.gov', 'chatgpt');
    expect(all.out).toMatch(/^What happened:\n.*\nWhat is ahead:\n/s);
  });

  it('explain: says whether the notice or the agreement is mistyped', async () => {
    const renewal = await onegov('explain', 'gsa', 'chatgpt', 'renewel');
    expect(renewal).toMatchObject({
      code: 1,
      err: 'No notice "renewel"; did you mean renewal or renewed?\n',
    });
    const party = await onegov('explain', 'gsa', 'chatgpt', 'party');
    expect(party.err).toMatch(/^No notice "party"; the kinds are terms, welcome, /);
    const agency = await onegov('explain', 'gsaa', 'chatgpt', 'renewel');
    expect(agency.err).toBe('No agreement found for gsaa; did you mean gsa.gov?\n');
  });

  it('refuse an unknown kind, and a query that the server can’t use', async () => {
    expect(await onegov('upcoming', '--kind', 'party')).toMatchObject({ code: 2 });
    const ended = await onegov('issues', '--where', 'Agency = 1');
    expect(ended).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^The server can't use that query: /),
    });
  });
});
