// The judge reads real histories, and says so if one does not replay.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Agreement } from '../../../chaos/judge/evidence.ts';
import { eventsOf } from '../../../chaos/judge/histories.ts';
import { judgeReplays } from '../../../chaos/judge/replays.ts';
import { accessSteps, commandsOf, ownTime, publishedIds, receiptsOf } from '../../../chaos/judge/story.ts';
import { readConfig } from '../../../config/config.ts';
import { bundleWorkflows } from '../../../workers/bundle.ts';
import { quietRuntime } from '../../../workers/replay.ts';

const folder = mkdtempSync(join(tmpdir(), 'judge-'));
const bundlePath = join(folder, 'workflows.js');

beforeAll(async () => {
  writeFileSync(bundlePath, (await bundleWorkflows(readConfig().cacheFolder)).code);
});
afterAll(() => rmSync(folder, { recursive: true }));

quietRuntime();

// biome-ignore lint/suspicious/noExplicitAny: a recorded history, as JSON
type Recorded = any;

function recorded(): Recorded {
  return JSON.parse(readFileSync(join(import.meta.dirname, '../../histories/renewed-term-1.json'), 'utf8'));
}

it('reads what a recorded history tells', () => {
  const events = eventsOf([historyFromJSON(recorded())]);
  const agreement = { events, view: { record: [] } } as unknown as Agreement;
  expect(publishedIds(agreement)).toContain('renewal-P1D:2027-11-26');
  expect(commandsOf(agreement)).toMatchObject([{ type: 'renew' }]);
  expect(accessSteps(agreement)).toMatchObject([
    { step: 'grantAccess', doneAt: expect.any(Number) },
    { step: 'endFeatures', doneAt: expect.any(Number) },
  ]);
  const [warning] = receiptsOf(agreement).filter(
    ({ obligation }) => obligation === 'features-ending-P1D:2027-01-25',
  );
  expect(warning).toMatchObject({ to: 'owner@access-board.gov.example', result: 'accepted' });
});

it("knows an agreement's own time at an instant of the machine", () => {
  const events = eventsOf([historyFromJSON(recorded())]);
  const agreement = { events } as Agreement;
  const [warning] = receiptsOf({ ...agreement, view: { record: [] } } as unknown as Agreement).filter(
    ({ obligation }) => obligation === 'features-ending-P1D:2027-01-25',
  );
  const { at } = warning as unknown as { at: string };
  // A receipt keeps whole seconds of the machine's clock, in which a rehearsal passes months.
  expect(ownTime(agreement, events[0]?.at ?? 0)).toBe(events[0]?.at);
  expect(ownTime(agreement, Date.parse(at) + 1000)).toBeGreaterThan(Date.parse('2027-01-22T14:00:00Z'));
});

it('says nothing of a history that replays', async () => {
  expect(await judgeReplays(bundlePath, 'an agreement', [historyFromJSON(recorded())])).toEqual([]);
});

it('5: says so if a history does not replay', async () => {
  const history = recorded();
  const step = history.events.find(
    (event: Recorded) => event.activityTaskScheduledEventAttributes?.activityType.name === 'grantAccess',
  );
  step.activityTaskScheduledEventAttributes.activityType.name = 'endAccess';
  expect(await judgeReplays(bundlePath, 'an agreement', [historyFromJSON(history)])).toMatchObject([
    { invariant: 5, agreement: 'an agreement', text: expect.stringContaining('does not replay') },
  ]);
});
