// The texts of the digest and the watchdog. Read them in the golden files; `vitest -u` rewrites those files.
import { describe, expect, it } from 'vitest';
import { toText } from '../../../../activities/notices/message/plain-text.ts';
import { reportMessage } from '../../../../activities/notices/message/report-message.ts';
import type { Due, OpenIssue } from '../../../../agreements/model/ledger.ts';
import { type Counts, createDigest } from '../../../../agreements/reports/digest.ts';
import { lastRunBefore, type Report, type Row } from '../../../../agreements/reports/report.ts';
import { createWatchdog } from '../../../../agreements/reports/watchdog.ts';
import { day, hour, later } from '../../../../agreements/time/instants.ts';

const now = '2026-11-23T13:00:00Z';
const offer = 'openai-chatgpt-enterprise';

function row(agency: string, due: Due[] = [], issues: OpenIssue[] = []): Row {
  const nextDueAt = due[0]?.dueAt;
  return {
    ...{ id: `agreement:${offer}:${agency}`, agency, offer, phase: 'promotional', status: 'RUNNING' },
    ...{ startedAt: '2026-09-25T14:00:00Z', isStuck: false },
    ...(nextDueAt && { nextDueAt }),
    ledger: { agency: agency.toUpperCase(), product: 'ChatGPT', timeZone: 'America/New_York', due, issues },
  };
}

const quiet: Counts = {
  ...{ started: 0, renewed: 0, ended: {}, stopped: 0, refused: 0 },
  ...{ open: {}, undecided: 0, overdue: 0 },
};

const span = { since: later(now, -7 * day), now, until: later(now, 14 * day) };
const featuresEnd: Due = {
  id: 'end-features:2026-11-24',
  dueAt: '2026-11-24T05:00:00Z',
  what: 'end-features',
};
const told: Due = {
  ...{ id: 'features-ended:2026-11-24', dueAt: '2026-11-24T14:11:00Z', what: 'features-ended' },
  to: ['owner'],
};
const termEnd: Due = { id: 'end-term:2027-09-25', dueAt: '2027-09-25T04:00:00Z', what: 'end-term' };

function fullDigest(): Report {
  const digest = createDigest(span);
  for (const agency of ['gsa.gov', 'nasa.gov', 'acus.gov', 'opm.gov', 'sba.gov', 'nrc.gov', 'usda.gov'])
    digest.due(row(agency, [featuresEnd, told, termEnd]));
  digest.due(row('access-board.gov', [{ ...featuresEnd, dueAt: '2026-12-01T05:00:00Z' }]));
  digest.issues(
    row(
      'nsf.gov',
      [],
      [{ kind: 'acceptance', since: '2026-11-03T14:00:00Z', text: 'its terms are not accepted yet' }],
    ),
  );
  const text = 'welcome: refused for 1 of 2 recipients';
  digest.due({ ...row('cia.gov', [featuresEnd, told]), phase: 'suspended' });
  digest.issues(
    row('doi.gov', [], [{ kind: 'refused', since: '2026-11-22T15:00:00Z', text, obligation: 'welcome' }]),
  );
  return digest.report({
    ...{ started: 12, renewed: 3, ended: { expired: 2, declined: 0, terminated: 1, withdrawn: 0 } },
    ...{ stopped: 1, refused: 2, open: { onboarding: 1, promotional: 1204, standard: 310, renewal: 0 } },
    ...{ undecided: 4, overdue: 1 },
  });
}

function fullWatchdog(): Report {
  const watchdog = createWatchdog(now);
  const late = { ...told, dueAt: '2026-11-20T14:11:00Z' };
  watchdog.overdue(row('gsa.gov', [late]));
  const issue: OpenIssue = { kind: 'delayed', since: late.dueAt, text: 'no answer', obligation: late.id };
  watchdog.overdue(row('nasa.gov', [late, { ...told, id: 'later', dueAt: '2026-11-21T14:00:00Z' }], [issue]));
  watchdog.overdue({ ...row('acus.gov', [{ ...late, dueAt: '2026-11-23T09:00:00Z' }]), isStuck: true });
  watchdog.silent({ ...row('', []), id: `agreement:${offer}:sba.gov`, offer: '' });
  watchdog.stopped({ ...row('doi.gov'), status: 'TIMED_OUT', closedAt: '2026-11-22T20:00:00Z' });
  const createdAt = '2026-09-01T00:00:00Z';
  const run = (id: string, at: string, status: string) => ({ id, at, status });
  watchdog.schedule(
    {
      id: 'weekly-digest',
      exists: true,
      createdAt,
      missed: 2,
      runs: [run('a', '2026-11-09T13:00:00Z', 'FAILED')],
    },
    { hour: 8, weekday: 1 },
  );
  watchdog.schedule(
    { id: 'daily-watchdog', exists: true, createdAt, missed: 0, runs: [], paused: '' },
    { hour: 7 },
  );
  return watchdog.report(1515);
}

const asText = (report: Report) => `Subject: ${report.subject}\n\n${toText({ ...report, preheader: '' })}`;

describe('each report as text', () => {
  it.each([
    ['weekly-digest', fullDigest()],
    ['weekly-digest-quiet', createDigest(span).report(quiet)],
    ['daily-watchdog', fullWatchdog()],
  ])('%s', async (name, report) => {
    await expect(asText(report)).toMatchFileSnapshot(`../golden/${name}.txt`);
  });

  it('is one message, with the same bytes each time', async () => {
    const order = { id: 'weekly-digest:2026-11-23T13:00:00.000Z', now, report: fullDigest() };
    const sender = { from: 'notices@onegov.example', operators: 'operators@onegov.example' };
    const [one, other] = [reportMessage(order, sender), reportMessage(order, sender)];
    expect(one.id).toBe(other.id);
    expect(await one.compose()).toEqual(await other.compose());
    expect(reportMessage({ ...order, id: 'weekly-digest:2026-11-30T13:00:00.000Z' }, sender).id).not.toBe(
      one.id,
    );
  });
});

describe('given 15,000 agreements', () => {
  it('names the oldest, and counts the others', () => {
    const watchdog = createWatchdog(now);
    const digest = createDigest(span);
    for (let number = 1; number <= 15_000; number++) {
      const dueAt = later(now, -number * hour);
      const agency = `agency-${number}.gov`;
      watchdog.overdue(row(agency, [{ ...told, dueAt }]));
      digest.due(row(agency, [featuresEnd]));
      digest.issues(row(agency, [], [{ kind: 'on-hold', since: dueAt, text: 'its notices are on hold' }]));
    }
    const { subject, sections } = watchdog.report(15_000);
    expect(subject).toBe('Watchdog: 15,000 agreements overdue');
    const [list = []] = sections.map((section) => section.list);
    expect(list[0]).toMatch(/^agency-15000\.gov /);
    expect(list[24]).toMatch(/^agency-14976\.gov /);
    expect(list.slice(25)).toEqual(['and 14,975 more']);
    expect(asText(digest.report(quiet)).length).toBeLessThan(6000);
  });
});

describe('when a schedule should have run last', () => {
  it.each([
    ['every day', '2026-11-23T11:59:59Z', { hour: 7 }, '2026-11-22T12:00:00.000Z'],
    ['at that very moment', '2026-11-23T12:00:00Z', { hour: 7 }, '2026-11-23T12:00:00.000Z'],
    ['on Mondays', '2026-11-22T12:00:00Z', { hour: 8, weekday: 1 }, '2026-11-16T13:00:00.000Z'],
    ['in summer time', '2026-11-01T11:59:00Z', { hour: 7 }, '2026-10-31T11:00:00.000Z'],
  ])('%s', (_, at, when, last) => {
    expect(lastRunBefore(at, when)).toBe(last);
  });
});

describe('the watchdog', () => {
  it('names an agreement that is stuck although nothing is due', () => {
    const watchdog = createWatchdog(now);
    watchdog.stuck({ ...row('nsf.gov'), isStuck: true });
    const { subject, sections } = watchdog.report(2);
    expect(subject).toBe('Watchdog: 1 agreement stuck');
    expect(sections.at(-1)?.list).toEqual([expect.stringContaining('nsf.gov')]);
  });

  it('names an agreement with something that was given up', () => {
    const watchdog = createWatchdog(now);
    const issue: OpenIssue = { kind: 'failed', since: '2026-11-20T14:11:00Z', text: 'welcome: no answer' };
    watchdog.failed(row('nsf.gov', [], [issue]));
    const { subject, sections } = watchdog.report(2);
    expect(subject).toBe('Watchdog: 1 agreement with a failure');
    expect(sections.at(-1)?.list).toEqual([expect.stringMatching(/nsf\.gov.*: welcome: no answer, .* ago/)]);
  });

  it('says how many agreements have waiting notices, because waiting notices have no outcome', () => {
    expect(createWatchdog(now).report(9, 2).lead[0]).toBe(
      'Every obligation that was due has an outcome, except for the notices of 2 agreements on hold (9 open agreements).',
    );
    const watchdog = createWatchdog(now);
    watchdog.overdue(row('gsa.gov', [{ ...told, dueAt: '2026-11-20T14:11:00Z' }]));
    const { found, sections } = watchdog.report(9, 2);
    expect(found).toBe(1);
    expect(sections.at(-1)).toEqual({
      heading: 'On hold',
      list: ['2 agreements: the notices wait until "onegov release"'],
    });
  });
});
