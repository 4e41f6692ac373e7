// What is being carried out while a command makes it irrelevant has one outcome: what came of it.
import { describe, expect, it } from 'vitest';
import type { Command } from '../../../agreements/commands/command.ts';
import type { RecordEntry } from '../../../agreements/model/events.ts';
import { later } from '../../../agreements/time/instants.ts';
import { doubleOutcomes } from '../../support/outcomes.ts';
import {
  begun,
  course,
  decline,
  evening,
  lived,
  morning,
  reinstate,
  renew,
  suspend,
  terminate,
} from '../support/given.ts';
import type { World } from '../support/simulator.ts';

const minute = 60_000;
const start = lived(begun(), '2027-05-20');

/** The outcomes after these commands, one minute apart, while mail and directory take ten minutes. */
function outcomesOf(commands: Command[], world: Partial<World> = {}) {
  const acts = commands.map((command, index) => ({
    at: later(morning('2027-05-20'), index * minute),
    command,
  }));
  const { agreement, directory } = course(start, evening('2027-05-20'), {
    acts,
    world: { takes: 10 * minute, ...world },
  });
  expect(doubleOutcomes(agreement.record)).toEqual([]);
  const since = agreement.record.slice(start.record.length);
  return { agreement, directory, lines: since.flatMap(line) };
}

function line(entry: RecordEntry): string[] {
  if (entry.type !== 'settled') return [];
  return [`${entry.outcome} ${entry.id.replace(/:.*/, '')}${entry.why ? ` (${entry.why.code})` : ''}`];
}

describe('what is in progress when it becomes irrelevant', () => {
  it('is carried out if it was carried out: access is taken away and given again', () => {
    const { agreement, directory, lines } = outcomesOf([suspend, reinstate('keep')]);
    expect(lines).toEqual([
      'carried-out suspended',
      'carried-out end-access',
      'carried-out grant-access',
      'carried-out reinstated',
    ]);
    expect([...directory]).toEqual(['chatgpt-enterprise']);
    expect(agreement.features.filter(({ on }) => on)).toHaveLength(1);
  });

  it('ends as irrelevant if it was not carried out, without an issue', () => {
    const { agreement, lines } = outcomesOf([suspend, reinstate('keep')], { directory: () => 'never' });
    expect(lines).toContain('suppressed end-access (reinstated)');
    expect(agreement.issues.map(({ obligation }) => obligation.kind)).toEqual(['grant-access']);
  });

  it('does not take the place of what a later command brings', () => {
    const { agreement, directory } = outcomesOf([suspend, reinstate('keep'), suspend], {
      directory: (now) => (now < later(morning('2027-05-20'), 11 * minute) ? 'later' : 'done'),
    });
    expect(agreement.status).toBe('suspended');
    expect([...directory]).toEqual([]);
  });

  it('has one outcome each when decisions follow each other, and when the agreement is terminated', () => {
    expect(outcomesOf([renew, decline, renew]).agreement.decision?.kind).toBe('renew');
    expect([...outcomesOf([suspend, terminate]).directory]).toEqual([]);
    expect([...outcomesOf([suspend, reinstate('move'), terminate]).directory]).toEqual([]);
  });
});
