// What one agreement has published, of whatever shape, never keeps the others out of a list or a report.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Ledger } from '../../agreements/model/ledger.ts';
import { createDigest } from '../../agreements/reports/digest.ts';
import { ledgerOf } from '../../agreements/reports/ledger.ts';
import { createWatchdog } from '../../agreements/reports/watchdog.ts';
import type { Agreements } from '../../clients/api/agreements.ts';
import { listed } from '../../clients/api/listed.ts';
import { calendarOf } from '../../clients/lists/calendar-file.ts';
import { groupedIssues } from '../../clients/lists/issue-groups.ts';
import { openIssues } from '../../clients/lists/open-issues.ts';
import { upcoming } from '../../clients/lists/upcoming.ts';
import type { Run } from '../../visibility/runs.ts';
import { rowOf } from '../../visibility/visibility.ts';
import { begun, morning } from '../agreements/support/given.ts';
import { fewer, spoiled } from '../support/fuzz.ts';

const now = morning('2026-09-01');
const until = morning('2026-09-20');
const counts = {
  ...{ started: 0, renewed: 0, ended: {}, stopped: 0, refused: 0, open: {}, undecided: 0, overdue: 0 },
};
const sound: Ledger = {
  ...ledgerOf(begun()),
  issues: [{ kind: 'failed', since: now, text: 'welcome: given up', obligation: 'welcome' }],
};

const json = (value: unknown) => ({ data: new TextEncoder().encode(JSON.stringify(value)) });

function runOf(agency: string, published: unknown, attributes: Record<string, unknown> = {}): Run {
  return {
    ...{ id: `agreement:x:${agency}`, runId: 'x', status: 'RUNNING', startedAt: now, published },
    attributes: Object.fromEntries(
      Object.entries({
        NextDueAt: now,
        TermEndsAt: until,
        Phase: 'promotional',
        Attention: ['failed'],
        ...attributes,
      }).map(([name, value]) => [name, json(value)]),
    ),
  };
}

const others = Array.from({ length: 5 }, (_, index) => `sound${index}.gov`);

/** Every list and report over all runs: the agencies that each names. */
async function namedBy(runs: Run[]) {
  const ledgers = async function* () {
    yield* runs.map(listed);
  };
  const agreements = { ledgers, client: { options: { namespace: 'onegov' } } } as unknown as Agreements;
  const ahead = await upcoming(agreements, now, { limit: 1000, to: '2026-12-31' });
  const issues = await openIssues(agreements, now, { limit: 1000 });
  const digest = createDigest({ since: now, now, until });
  const watchdog = createWatchdog(until);
  for (const row of runs.map(rowOf)) {
    digest.due(row);
    digest.issues(row);
    for (const take of [watchdog.overdue, watchdog.silent, watchdog.stuck, watchdog.failed]) take(row);
  }
  return {
    upcoming: ahead.items.map(({ agency }) => agency),
    issues: groupedIssues(issues.items).flatMap((group) => group.map(({ agency }) => agency)),
    texts: JSON.stringify([digest.report(counts), watchdog.report(6), calendarOf(ahead.items, 'x', now)]),
  };
}

it.each<[string, object]>([
  ['a day that does not exist', { dueAt: '2026-02-30T00:00:00Z' }],
  ['an hour that does not exist', { dueAt: '2026-09-10T24:00:00Z' }],
  ['more digits than a second has', { dueAt: '2026-09-10T12:00:00.1234567891234Z' }],
  ['an offset that does not exist', { dueAt: '2026-09-10T12:00:00+29:00' }],
  ['a kind that every object has', { what: 'constructor' }],
])('%s is published by one: the others are listed', async (_, change) => {
  const due = sound.due.map((one) => ({ ...one, ...change }));
  const broken = runOf('broken.gov', { ...sound, due });
  const { upcoming, texts } = await namedBy([broken, ...others.map((agency) => runOf(agency, sound))]);
  expect(upcoming).toEqual(expect.arrayContaining(others));
  expect(texts).not.toContain('native code');
});

it('anything is published by one: the others are listed', async () => {
  const attribute = fc.constantFrom(null, '', 5, [], {}, 'soon', ['constructor'], '2026-02-30T00:00:00Z');
  await fc.assert(
    fc.asyncProperty(
      spoiled<unknown>(sound),
      fc.dictionary(fc.constantFrom('Phase', 'Attention', 'Decision', 'AgencyId', 'OfferId'), attribute),
      async (published, attributes) => {
        const broken = runOf('broken.gov', published, attributes);
        const { upcoming, issues, texts } = await namedBy([
          broken,
          ...others.map((agency) => runOf(agency, sound)),
        ]);
        expect(upcoming).toEqual(expect.arrayContaining(others));
        expect(issues).toEqual(expect.arrayContaining(others));
        expect(texts).not.toMatch(/native code|\[object/);
      },
    ),
    fewer(2),
  );
});
