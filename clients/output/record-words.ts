// The record in words: what happened, and what proves it.

import { wordsOf } from '../../agreements/commands/words.ts';
import type { Agreement } from '../../agreements/model/agreement.ts';
import type { RecordEntry } from '../../agreements/model/events.ts';
import { kindIn } from '../../agreements/model/ids.ts';
import { kindNames, obligationName, withNames } from '../../agreements/model/obligation-names.ts';
import type { Outcome, Settlement } from '../../agreements/model/obligations.ts';
import { reasonInWords } from '../../agreements/model/reason-words.ts';
import type { Receipt } from '../../agreements/model/receipts.ts';
import { reasonOf } from '../../agreements/model/stored.ts';
import { counted } from '../../agreements/reports/shortlist.ts';
import { instantInWords } from '../../agreements/time/date-words.ts';
import { wrapped } from './layout.ts';

/** One entry of the record in words: `sent`, `welcome: 2 messages`, and its proof. */
export type Happened = { what: string; text: string; proof?: string };

type Settled = Extract<RecordEntry, { type: 'settled' }>;

/** What happened, a line for each thing, or several if the screen is narrow. */
export function entryLines(record: RecordEntry[], { agency }: Agreement, columns: number): string[] {
  return together(record).flatMap((group) => {
    const [entry] = group;
    const { what, text } = groupInWords(group, agency.timeZone);
    const start = `${instantInWords(entry.at, agency.timeZone).padEnd(29)} ${what.padEnd(11)} `;
    return wrapped(start, text, columns);
  });
}

/** Entries that are told in one line: one, or several that ended together. */
export type EntryGroup = [RecordEntry, ...RecordEntry[]];

/** Entries in groups: obligations that were skipped or suppressed together for one reason make one group. */
export function together(record: RecordEntry[]): EntryGroup[] {
  const groups: EntryGroup[] = [];
  for (const entry of record) {
    const last = groups.at(-1);
    const reason = reasonToGiveUp(entry);
    if (last && reason !== undefined && reasonToGiveUp(last[0]) === reason) last.push(entry);
    else groups.push([entry]);
  }
  return groups;
}

function reasonToGiveUp(entry: RecordEntry): string | undefined {
  if (entry.type !== 'settled' || entry.receipts) return undefined;
  const { at, outcome } = entry;
  const isGivenUp = outcome === 'skipped' || outcome === 'suppressed';
  return isGivenUp ? JSON.stringify([at, outcome, reasonOf(entry)]) : undefined;
}

/** A group of entries in words. */
export function groupInWords(group: EntryGroup, timeZone: string): Happened {
  const [first, ...others] = group.filter((entry) => entry.type === 'settled');
  return first && others.length > 0 ? endedTogether([first, ...others]) : happened(group[0], timeZone);
}

/** An entry of the record in words. */
export function happened(entry: RecordEntry, timeZone: string): Happened {
  switch (entry.type) {
    case 'agreed':
      return { what: 'agreement', text: `started by ${entry.by}` };
    case 'settled':
      return settled(entry);
    case 'delayed':
      return {
        what: 'delayed',
        text: `${withNames(entry.reason)}; tried again ${instantInWords(entry.until, timeZone)}`,
      };
    case 'cancellation-asked':
      return { what: 'cancel', text: `asked for by ${entry.by}; the agreement goes on` };
    case 'restored':
      return {
        what: 'restored',
        text: `by ${entry.by}, from the export of ${instantInWords(entry.exportedAt, timeZone)}`,
      };
    case 'term-began':
      return { what: 'term', text: `${entry.number} began` };
    default:
      return wordsOf(entry);
  }
}

function whyEnded(settlement: Settlement): string {
  const why = reasonOf(settlement);
  return why ? `: ${reasonInWords(why)}` : '';
}

const outcomes: Record<Outcome, string> = {
  'carried-out': 'done',
  superseded: 'superseded',
  suppressed: 'suppressed',
  skipped: 'skipped',
  failed: 'FAILED',
};

function settled(entry: Settled): Happened {
  const { id, outcome, receipts = [], access } = entry;
  const name = obligationName(id);
  const proof = proofOf(receipts);
  if (outcome !== 'carried-out')
    return { what: outcomes[outcome], text: `${name}${whyEnded(entry)}`, ...(proof && { proof }) };
  if (entry.receipts) {
    const accepted = receipts.filter(({ result }) => result === 'accepted').length;
    const rest = receipts.length - accepted;
    const text = `${name}: ${counted(accepted, 'message')}${rest > 0 ? `, ${rest} REFUSED OR UNCERTAIN` : ''}`;
    return { what: 'sent', text, ...(proof && { proof }) };
  }
  if (!access) return { what: 'done', text: name };
  const { changes } = access;
  const text = `${name}: ${counted(changes.length, 'change')} in the directory`;
  return { what: 'done', text, ...(changes.length > 0 && { proof: `SCIM: ${firstAndMore(changes)}` }) };
}

/** What ended at one moment for one reason, such as a decision, in one line: `7 × notice that a decision is needed`. */
function endedTogether(entries: [Settled, ...Settled[]]): Happened {
  const [first] = entries;
  const kinds = entries.map(({ id }) => kindIn(id));
  const names = entries.flatMap(({ id }, index) => {
    const kind = kinds[index];
    const count = kinds.filter((one) => kind !== undefined && one === kind).length;
    if (count < 2 || kind === undefined) return [obligationName(id)];
    return kinds.indexOf(kind) === index ? [`${count} × ${kindNames[kind]}`] : [];
  });
  return { what: outcomes[first.outcome], text: `${names.join('; ')}${whyEnded(first)}` };
}

/** How many Message-IDs there are, and what the mail server answered, refusals first. */
function proofOf(receipts: Receipt[]): string | undefined {
  if (receipts.length === 0) return undefined;
  const told = receipts.toSorted((one, other) => weight(other) - weight(one));
  const replies = [...new Set(told.map(({ reply }) => shortened(reply, 60)))];
  const ids = new Set(receipts.map(({ messageId }) => messageId)).size;
  return `${ids} Message-ID${ids === 1 ? '' : 's'}; SMTP: ${firstAndMore(replies)}`;
}

function weight({ result }: Receipt): number {
  return ['accepted', 'uncertain', 'refused'].indexOf(result);
}

function firstAndMore(texts: string[]): string {
  const [first = '', ...rest] = texts;
  return rest.length > 0 ? `${first}, and ${rest.length} more` : first;
}

function shortened(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
