// `onegov check-release`: agreements in several phases, and other versions of the code, each a copy with a line or two edited.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReleaseReport } from '../../../agreements/explain/release-report.ts';
import { slotOf } from '../../../agreements/model/ids.ts';
import { businessDayAtOrBefore, dayAt, shiftDate } from '../../../agreements/time/calendar.ts';
import { dayInWords } from '../../../agreements/time/day-words.ts';
import { calmStart } from '../../support/days.ts';
import type { Ended } from '../../support/onegov.ts';
import { type Edit, type OtherCode, otherCode } from '../../support/other-code.ts';
import { openRig, type Rig } from '../../support/rig.ts';

const cache = mkdtempSync(join(tmpdir(), 'release-cache-'));
const exported = join(cache, 'exported');
const start = calmStart();

let rig: Rig;
let other: OtherCode;
/** In its first days; after its features have ended; before its terms are accepted. Another one is over. */
let promotional: string;
let standard: string;
let offered: string;

beforeAll(async () => {
  other = otherCode();
  rig = await openRig();
  promotional = await rig.start({ startsOn: start });
  await rig.toDay(promotional, 10);
  standard = await rig.start({ startsOn: shiftDate(start, 'P21D') });
  await rig.toDay(standard, 70);
  offered = await rig.start({ acceptance: 'awaited' });
  const ended = await rig.start({ startsOn: start });
  await rig.agreements.decide(ended, { type: 'terminate', by: 'a test' });
  await rig.toDay(ended, 5);
  mkdirSync(exported);
  for (const id of [promotional, standard, offered]) {
    const history = await rig.agreements.history(id);
    writeFileSync(join(exported, `${id.replaceAll(':', '_')}.json`), historyToJSON(history));
  }
});
afterAll(async () => {
  await rig.close();
  other.remove();
  rmSync(cache, { recursive: true, force: true });
});

const run = (words: string[], root?: string): Promise<Ended> =>
  rig.onegov(['check-release', ...words], { env: { ONEGOV_CACHE: cache }, ...(root && { root }) });

/** What other code finds in the namespace, or in the export. */
async function found(edits: Edit[], ...words: string[]): Promise<{ code: number; report: ReleaseReport }> {
  const { code, out, err } = await other.edited(edits, () => run(['--json', ...words], other.folder));
  if (out === '') throw new Error(err);
  return { code, report: JSON.parse(out) };
}

const brief = ({ changes }: ReleaseReport) =>
  changes.map(({ when, what, slot, agreements, first }) => ({
    ...{ when, what, slot, agreements },
    from: first.from && dayAt(first.from, first.timeZone),
    to: first.to && dayAt(first.to, first.timeZone),
  }));

const zone = 'America/New_York';
async function dayOf(id: string, slot: string): Promise<string> {
  const { plan } = await rig.agreements.view(id);
  return dayAt(plan.find((one) => slotOf(one.id) === slot)?.dueAt ?? '', zone);
}

describe('the code that runs', () => {
  it('changes nothing, and no agreement is asked or changed', async () => {
    const lengths = () =>
      Promise.all(
        [promotional, standard, offered].map(
          async (id) => (await rig.agreements.client.workflow.getHandle(id).describe()).historyLength,
        ),
      );
    const before = await lengths();
    const { code, out } = await run([]);
    expect([code, out]).toEqual([0, 'Histories replayed on this code: 3.\nNothing would change.\n']);
    expect(await lengths()).toEqual(before);
  });

  it('changes nothing for an export', async () => {
    const { code, out } = await run(['--histories', exported]);
    expect([code, out]).toEqual([0, 'Histories replayed on this code: 3.\nNothing would change.\n']);
  });
});

describe('an export', () => {
  type Event = {
    eventId: string;
    workflowPropertiesModifiedEventAttributes?: {
      upsertedMemo: { fields: Record<string, { metadata: object }> };
    };
  };

  it('with files that are no whole histories: each is named, and the others are checked', async () => {
    const folder = join(cache, 'with-others');
    cpSync(exported, folder, { recursive: true });
    const histories = join(import.meta.dirname, '../../histories');
    const events = (): Event[] =>
      JSON.parse(readFileSync(join(histories, 'expired-term-1.json'), 'utf8')).events;
    const put = (name: string, some: object[]) =>
      writeFileSync(join(folder, `${name}.json`), JSON.stringify({ events: some }));
    put('empty', []);
    put('no-start', events().slice(1));
    put('reversed', events().toReversed());
    put('gap', events().toSpliced(30, 5));
    put('only-start', events().slice(0, 1));
    const encrypted = { encoding: Buffer.from('binary/encrypted').toString('base64') };
    const unreadable = events();
    for (const { workflowPropertiesModifiedEventAttributes: memo } of unreadable)
      for (const payload of Object.values(memo?.upsertedMemo.fields ?? {})) payload.metadata = encrypted;
    put('unreadable', unreadable);
    const { code, out } = await run(['--json', '--histories', folder]);
    const { histories: all, failures, changes, otherwise } = JSON.parse(out);
    expect([code, all, changes, otherwise]).toEqual([4, 9, [], []]);
    expect(failures.map(({ failure }: { failure: string }) => failure).toSorted()).toEqual(
      [
        `${join(folder, 'empty.json')} has no events.`,
        'Unknown encoding: binary/encrypted',
        'it has only its start, and nothing to replay',
        'its event 31 is missing, or events are not in order',
        'its first event is not the start of a workflow',
        'its first event is not the start of a workflow',
      ].toSorted(),
    );
  });
});

describe('code that changes nothing for agreements that run', () => {
  it('an offer of 61 days, a reworded letter, a reworded issue', async () => {
    const edits = [
      {
        file: 'offers/openai-chatgpt-enterprise.json',
        from: 'unlimited Deep Research",\n      "lasts": {\n        "length": "P60D"',
        to: 'unlimited Deep Research",\n      "lasts": {\n        "length": "P61D"',
      },
      {
        file: 'activities/notices/letters/words/en/onboarding.ts',
        from: 'welcome, and the dates to know',
        to: 'welcome! These are your dates',
      },
      {
        file: 'agreements/reports/ledger.ts',
        from: "text: 'its terms are not accepted yet'",
        to: "text: 'nobody has accepted its terms so far'",
      },
    ];
    expect(await found(edits)).toEqual({
      code: 0,
      report: { histories: 3, failures: [], changes: [], otherwise: [] },
    });
  });
});

describe('code that changes something', () => {
  it('60 days become 61: dates of a term that has begun stay, and the code would count them otherwise', async () => {
    const { code, report } = await found([
      {
        file: 'agreements/planning/term-dates.ts',
        from: 'endOfFeature(shiftDate(startsOn, lasts.length), timeZone)',
        to: "endOfFeature(shiftDate(shiftDate(startsOn, lasts.length), 'P1D'), timeZone)",
      },
    ]);
    expect(code).toBe(3);
    expect(brief(report)).toContainEqual({
      ...{ when: 'counted-anew', what: 'moves', slot: 'end-features', agreements: [promotional] },
      ...{ from: shiftDate(start, 'P60D'), to: shiftDate(start, 'P61D') },
    });
    expect(new Set(report.changes.map(({ when }) => when))).toEqual(new Set(['counted-anew']));
    expect(new Set(report.changes.flatMap(({ agreements }) => agreements))).toEqual(new Set([promotional]));
  });

  it('a notice a day later in what is read of the state: that moves at once', async () => {
    const { code, report } = await found(
      [
        {
          file: 'agreements/model/stored.ts',
          from: 'return withIds(stored);',
          to: `return withIds({
            ...stored,
            plan: stored.plan.map((one) =>
              one.id.startsWith('renewal-P30D:')
                ? { ...one, dueAt: new Date(Date.parse(one.dueAt) + 86_400_000).toISOString() }
                : one,
            ),
          });`,
        },
      ],
      '--histories',
      exported,
    );
    expect([code, report.failures]).toEqual([3, []]);
    const atOnce = report.changes.filter(({ when }) => when === 'at-once');
    expect(atOnce.map(({ what, slot, agreements }) => [what, slot, agreements.toSorted()])).toEqual([
      ['moves', 'renewal-P30D', [promotional, standard].toSorted()],
    ]);
    const day = await dayOf(promotional, 'renewal-P30D');
    expect(brief(report)[0]).toMatchObject({ from: day, to: shiftDate(day, 'P1D') });
    expect(report.otherwise.map(({ what, where }) => [what, where])).toEqual([
      ['what is published', 'ledger.due[].dueAt'],
    ]);
  });

  it('a timer that is a day longer: the replay stays green, and the timer is told', async () => {
    const { code, report } = await found(
      [
        {
          file: 'workflows/alarm.ts',
          from: 'sleep(Math.max(1, between(clock.now(), at)), { summary })',
          to: 'sleep(Math.max(1, between(clock.now(), at)) + 86_400_000, { summary })',
        },
      ],
      '--histories',
      exported,
    );
    expect([code, report.failures]).toEqual([3, []]);
    expect(report.otherwise).toEqual([
      {
        ...{ what: 'the length of the timer', where: '1 day longer', event: expect.any(Number) },
        agreements: expect.arrayContaining([promotional, standard, offered]),
      },
    ]);
  });

  it('a lead time: exactly its notices move, when they are planned again', async () => {
    const edits = [
      {
        file: 'agreements/planning/planned-notices.ts',
        from: 'businessDayAtOrBefore(shiftDate(about.date, ',
        to: "businessDayAtOrBefore(shiftDate(lead === 'P30D' ? shiftDate(about.date, '-P7D') : about.date, ",
      },
    ];
    const { code, report } = await found(edits);
    expect(code).toBe(3);
    const features = await dayOf(promotional, 'features-ending-P30D');
    const sooner = businessDayAtOrBefore(shiftDate(features, '-P7D'));
    expect(new Set(report.changes.map(({ slot }) => slot))).toEqual(
      new Set(['features-ending-P30D', 'renewal-P30D']),
    );
    expect(brief(report)).toContainEqual({
      ...{ when: 'planned-again', what: 'moves', slot: 'features-ending-P30D', agreements: [promotional] },
      ...{ from: features, to: sooner },
    });
    const renewals = report.changes.filter(({ slot }) => slot === 'renewal-P30D');
    expect(renewals.flatMap(({ agreements }) => agreements).toSorted()).toEqual(
      [promotional, standard].toSorted(),
    );

    const { code: inWords, out } = await other.edited(edits, () => run([], other.folder));
    expect(inWords).toBe(3);
    expect(out).toContain(
      `  1 agreement: notice that features end, 30 days before: moves from ${dayInWords(features)} to ${dayInWords(sooner)} (${promotional})`,
    );
  });

  it('a holiday and a closure: what falls on them moves, at the time when each comes about', async () => {
    const holiday = await dayOf(promotional, 'features-ending-P14D');
    const closed = await dayOf(standard, 'renewal-P60D');
    const closures = JSON.parse(readFileSync(join(other.folder, 'data/closures.json'), 'utf8')).closures;
    const { code, report } = await found([
      {
        file: 'agreements/time/calendar.ts',
        from: 'const set = new Set(days);',
        to: `const set = new Set([...days, '${holiday}']);`,
      },
      {
        file: 'data/closures.json',
        from: `"closures": [`,
        to: `"closures": [{ "from": "${closed}", "to": "${closed}", "name": "a closure", "source": "${closures[0].source}" },`,
      },
    ]);
    expect(code).toBe(3);
    expect(brief(report)).toEqual([
      {
        ...{ when: 'planned-again', what: 'moves', slot: 'features-ending-P14D', agreements: [promotional] },
        ...{ from: holiday, to: expect.stringMatching(/./) },
      },
      {
        ...{ when: 'closures-observed', what: 'moves', slot: 'renewal-P60D', agreements: [standard] },
        ...{ from: closed, to: expect.stringMatching(/./) },
      },
    ]);
  });

  it('the order of commands: the agreements that would stand still, and the event', async () => {
    const { code, out, err } = await other.edited(
      [
        {
          file: 'workflows/agreement.ts',
          from: 'publish(before, now());\n    await condition(',
          to: 'await condition(',
        },
      ],
      () => run(['--histories', exported], other.folder),
    );
    expect(code).toBe(4);
    expect(err).toContain("3 of 3 histories can't be replayed on it.");
    for (const id of [promotional, standard, offered])
      expect(out).toMatch(new RegExp(`  ${id}: from event \\d+ on, this code does something else: `));
  });
});
