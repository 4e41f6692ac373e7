// Queries find what they are meant to find on a real server: texts with odd characters, and dates at their instant.
import { TypedSearchAttributes } from '@temporalio/common';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { later } from '../../agreements/time/instants.ts';
import { decideWithin, lastRuns, notAfter, quoted, stopped, undecidedAt } from '../../visibility/queries.ts';
import { readDigest } from '../../visibility/reports.ts';
import { visibilityOf } from '../../visibility/visibility.ts';
import { searchAttributes } from '../../workflows/messages.ts';
import { openRig, type Rig } from '../support/rig.ts';

const endsAt = ['2027-01-01T05:00:00.000Z', '2027-01-01T05:00:00.120Z', '2027-01-01T05:00:00.123Z'];
const odd = 'agreement:xai-grok:say "x" \\ now';
const findable = ["o'hare.gov", '100%_x', 'añasco.gov'];
const unfindable = ['a"b', 'a\\b', 'a\nb', "'a", "a'"];

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
  const { workflow } = rig.agreements.client;
  const start = (workflowId: string, agency: string, at: string) =>
    workflow.start('agreement', {
      ...{ workflowId, taskQueue: 'nobody', args: [{}] },
      typedSearchAttributes: new TypedSearchAttributes([
        { key: searchAttributes.agency, value: agency },
        { key: searchAttributes.phase, value: 'renewal' },
        { key: searchAttributes.termEndsAt, value: new Date(at) },
        { key: searchAttributes.nextDueAt, value: new Date(at) },
      ]),
    });
  for (const [index, at] of endsAt.entries()) await start(`ends-${index}`, 'gsa.gov', at);
  for (const agency of [...findable, ...unfindable]) await start(`of ${agency}`, agency, '2030-01-01T00:00Z');
  await start(odd, 'odd.gov', '2030-01-01T00:00Z');
  await workflow.getHandle(odd).terminate();
  const all = endsAt.length + findable.length + unfindable.length + 1;
  await vi.waitFor(async () => expect(await rig.agreements.count()).toBe(all), 20_000);
});
afterAll(async () => {
  for await (const { workflowId } of rig.agreements.client.workflow.list({
    query: 'ExecutionStatus = "Running"',
  }))
    await rig.agreements.client.workflow.getHandle(workflowId).terminate();
  await rig.close();
});

describe('a text', () => {
  it.each(findable)('%s is found', async (agency) => {
    expect(await rig.agreements.count(`AgencyId = ${quoted(agency)}`)).toBe(1);
    expect(await rig.agreements.count(`AgencyId IN (${quoted(agency)}, "x")`)).toBe(1);
  });

  it.each(unfindable)('%j, which Temporal can’t look for, is refused', (agency) => {
    expect(() => quoted(agency)).toThrow(
      `Nothing can be looked up by ${agency}; leave out quotation marks, backslashes and line breaks.`,
    );
  });

  it('as a filter on the command line is refused with the same sentence', async () => {
    const { code, err } = await rig.onegov(['list', '--agency', 'a"b']);
    expect([code, err]).toEqual([
      1,
      'Nothing can be looked up by a"b; leave out quotation marks, backslashes and line breaks.\n',
    ]);
  });
});

it('an agreement whose id Temporal can’t look for is in the reports', async () => {
  const { rows } = visibilityOf(rig.agreements.client);
  const ids: string[] = [];
  for await (const { id } of lastRuns(rows, stopped)) ids.push(id);
  expect(ids).toEqual([odd]);
});

describe('a date', () => {
  it.each(endsAt.map((at, index) => [at, index + 1]))('at %s is not after it', async (at, count) => {
    expect(await rig.agreements.count(notAfter('TermEndsAt', `${at}`))).toBe(count);
  });

  it('counts at its boundary in the reports', async () => {
    const visibility = visibilityOf(rig.agreements.client);
    const now = later(endsAt[2] ?? '', -decideWithin);
    expect(await visibility.count(undecidedAt(now))).toBe(endsAt.length);
    const twoWeeks = 14 * 24 * 3_600_000;
    const digest = await readDigest(visibility, { since: now, now: later(endsAt[0] ?? '', -twoWeeks) });
    expect(digest).toBeDefined();
  });
});
