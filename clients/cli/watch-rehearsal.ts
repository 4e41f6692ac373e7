// A rehearsal on the screen: a line for each thing that happens, and a summary at the end.
import type { Agreement } from '../../agreements/model/agreement.ts';
import type { RecordEntry } from '../../agreements/model/events.ts';
import { withNames } from '../../agreements/model/obligation-names.ts';
import type { AgreementRequest } from '../../workflows/ports.ts';
import type { Agreements } from '../api/agreements.ts';
import { rehearse, type TimedCommand } from '../api/rehearsal.ts';
import { screen } from '../output/layout.ts';
import { entryLines } from '../output/record-words.ts';

export type RehearsalSummary = {
  id: string;
  status: Agreement['status'];
  terms: number;
  notices: number;
  messages: number;
  featuresEnded: string[];
  settled: Partial<Record<string, number>>;
  issues: string[];
  record: number;
};

/** Rehearses a term, with a line for each thing as it happens. */
export async function watchRehearsal(
  agreements: Agreements,
  request: AgreementRequest,
  decisions: TimedCommand[],
  say: (line: string) => void,
): Promise<{ agreement: Agreement; summary: RehearsalSummary }> {
  // The tour indents the lines.
  const columns = screen().columns - 2;
  let told = 0;
  const agreement = await rehearse(agreements, request, decisions, (seen) => {
    for (const line of entryLines(seen.record.slice(told), seen, columns)) say(line);
    told = Math.max(told, seen.record.length);
  });
  return { agreement, summary: summaryOf(agreement) };
}

function summaryOf({ id, status, term, record, features, issues }: Agreement): RehearsalSummary {
  const settled = record.filter((entry): entry is Settled => entry.type === 'settled');
  const sent = settled.filter(
    ({ outcome, notice, receipts }) => outcome === 'carried-out' && notice && receipts,
  );
  const taken = sent.flatMap(({ receipts = [] }) => receipts.filter(({ result }) => result === 'accepted'));
  const outcomes: Partial<Record<string, number>> = {};
  for (const { outcome } of settled) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  return {
    id,
    status,
    terms: term.number,
    notices: sent.length,
    messages: new Set(taken.map(({ messageId }) => messageId)).size,
    featuresEnded: features.filter(({ on, ends }) => !on && ends).map(({ name }) => name),
    settled: outcomes,
    issues: issues.map(({ text }) => text),
    record: record.length,
  };
}

type Settled = Extract<RecordEntry, { type: 'settled' }>;

/** The summary in lines. */
export function summaryLines({ summary }: { summary: RehearsalSummary }): string[] {
  const { status, terms, notices, messages, featuresEnded, settled, issues, record } = summary;
  const outcomes = Object.entries(settled).map(([outcome, count]) => `${count} ${outcome}`);
  return [
    `Ended      ${status}, in term ${terms}`,
    `Notices    ${notices}, in ${messages} messages`,
    `Features   ${featuresEnded.length > 0 ? `${featuresEnded.join(', ')} ended` : 'none ended early'}`,
    `Record     ${record} entries: ${outcomes.join(', ')}`,
    `Issues     ${issues.length > 0 ? issues.map(withNames).join('; ') : 'none'}`,
  ];
}
