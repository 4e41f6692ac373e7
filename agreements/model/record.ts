// The record of an agreement: an entry for each event, and an outcome for each obligation.

import type { Instant } from '../time/instants.ts';
import type { Agreement } from './agreement.ts';
import type { RecordEntry } from './events.ts';
import type { NoticeObligation, Obligation, Settlement } from './obligations.ts';
import type { Reason } from './reasons.ts';
import { storedReason } from './stored.ts';

/** With more entries on record. If an obligation has several outcomes, the last one counts. */
export function recorded(agreement: Agreement, entries: RecordEntry[]): Agreement {
  return { ...agreement, record: [...withoutMiddle(agreement.record, entries), ...entries] };
}

/** Of an obligation that is tried for days, the record keeps the first delay and the last one only. */
function withoutMiddle(record: RecordEntry[], entries: RecordEntry[]): RecordEntry[] {
  const again = entries.find((entry) => entry.type === 'delayed');
  if (!again) return record;
  const settledAt = record.findLastIndex((entry) => entry.type === 'settled' && entry.id === again.id);
  const [first, ...others] = record.filter(
    (entry, index) => index > settledAt && entry.type === 'delayed' && entry.id === again.id,
  );
  return record.filter((entry) => entry === first || !others.some((one) => one === entry));
}

/** The entry of a settlement, with the notice as it was planned. */
export function settledEntry({ plan, record }: Agreement, settlement: Settlement): RecordEntry {
  const given = record.find((entry) => entry.type === 'settled' && entry.id === settlement.id);
  const known = given?.type === 'settled' ? given.notice : undefined;
  const obligation = settlement.notice ?? plan.find(({ id }) => id === settlement.id) ?? known;
  if (obligation?.kind !== 'notice') return { ...settlement, type: 'settled' };
  return { ...settlement, type: 'settled', notice: asPlanned(obligation) };
}

/** The end of an obligation that is not carried out, with the receipts of earlier tries. */
export function givenUp(
  { id, receipts }: Obligation,
  at: Instant,
  outcome: 'suppressed' | 'superseded',
  why: Reason,
): Settlement {
  return { at, id, outcome, ...storedReason(why), ...(receipts && { receipts }) };
}

/** A notice as it was planned: without receipts, without the times of its tries, and as it was while it was relevant. */
export function asPlanned({
  receipts: _,
  triedSince: __,
  notBefore: ___,
  unanswered: ____,
  irrelevant: _____,
  ...notice
}: NoticeObligation): NoticeObligation {
  return notice;
}
