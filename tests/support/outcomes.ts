// A rule that holds for every record: each obligation has exactly one outcome, unless it was planned again after it.
import type { RecordEntry } from '../../agreements/model/events.ts';
import { reasonOf } from '../../agreements/model/stored.ts';

type Settled = Extract<RecordEntry, { type: 'settled' }>;

/** The outcomes that a record should not have: `end-access:…: suppressed, then carried-out`. */
export function doubleOutcomes(record: RecordEntry[]): string[] {
  const last = new Map<string, { entry: Settled; index: number }>();
  return record.flatMap((entry, index) => {
    if (entry.type !== 'settled') return [];
    const before = last.get(entry.id);
    last.set(entry.id, { entry, index });
    if (!before || isPlannedAgain(before.entry, record.slice(before.index + 1, index))) return [];
    return [`${entry.id}: ${before.entry.outcome}, then ${entry.outcome}`];
  });
}

/**
 * A retry plans what failed. Dates and rules that change back plan what had ended when they changed, and a reinstatement
 * plans the access that a suspension before the first day had ended.
 */
function isPlannedAgain(outcome: Settled, since: RecordEntry[]): boolean {
  if (outcome.outcome === 'failed') return since.some(({ type }) => type === 'retried');
  const code = reasonOf(outcome)?.code;
  if (code === 'suspended' && outcome.id === 'grant-access')
    return since.some(({ type }) => type === 'reinstated');
  const mayComeBack = code === 'date-moved' || code === 'rules-amended';
  return mayComeBack && since.some(({ type }) => replanning.includes(type));
}

const replanning: RecordEntry['type'][] = ['amended', 'extended', 'reinstated', 'released', 'term-began'];
