// The record: one entry for each thing that happened, one outcome for each obligation.
import type { Agreement, NoticeObligation, RecordEntry, Settlement } from './agreement.ts';

/** With entries in its record. What was given up while it was in hand and ends otherwise has that outcome only. */
export function recorded(agreement: Agreement, entries: RecordEntry[]): Agreement {
  const settled = new Set(entries.flatMap((entry) => (entry.type === 'settled' ? [entry.id] : [])));
  const isGuess = (entry: RecordEntry) =>
    entry.type === 'settled' && ['suppressed', 'skipped'].includes(entry.outcome) && settled.has(entry.id);
  const kept = withoutMiddle(agreement.record, entries).filter((entry) => !isGuess(entry));
  return { ...agreement, record: [...kept, ...entries] };
}

/** Of an obligation that is tried for days the record keeps the first delay and the last, not every one between. */
function withoutMiddle(record: RecordEntry[], entries: RecordEntry[]): RecordEntry[] {
  const again = entries.find((entry) => entry.type === 'delayed');
  if (!again) return record;
  const earlier = record.filter((entry) => entry.type === 'delayed' && entry.id === again.id);
  return record.filter((entry) => entry === earlier[0] || !earlier.includes(entry));
}

/** With the notice as it was planned, without what its tries have brought. */
export function settledEntry({ plan, record }: Agreement, settlement: Settlement): RecordEntry {
  const given = record.find((entry) => entry.type === 'settled' && entry.id === settlement.id);
  const known = given?.type === 'settled' ? given.notice : undefined;
  const obligation = settlement.notice ?? plan.find(({ id }) => id === settlement.id) ?? known;
  if (obligation?.kind !== 'notice') return { ...settlement, type: 'settled' };
  return { ...settlement, type: 'settled', notice: asPlanned(obligation) };
}

/** A notice without what its tries have brought. */
export function asPlanned({
  receipts: _,
  triedSince: __,
  notBefore: ___,
  ...notice
}: NoticeObligation): NoticeObligation {
  return notice;
}
