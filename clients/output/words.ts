// What happened and what will happen, in words.

import { wordsOf } from '../../agreements/commands/words.ts';
import type { Agreement } from '../../agreements/model/agreement.ts';
import type { RecordEntry } from '../../agreements/model/events.ts';
import {
  dayIn,
  deadlineIn,
  isFromActivation,
  isSentAgain,
  isUnansweredAlert,
  kindIn,
} from '../../agreements/model/ids.ts';
import type { Due } from '../../agreements/model/ledger.ts';
import { kindNames, obligationName, withNames } from '../../agreements/model/obligation-names.ts';
import type { Obligation, Outcome, Settlement } from '../../agreements/model/obligations.ts';
import { reasonInWords } from '../../agreements/model/reason-words.ts';
import type { Receipt } from '../../agreements/model/receipts.ts';
import { reasonOf } from '../../agreements/model/stored.ts';
import { wakeTime } from '../../agreements/obligations/wake-time.ts';
import { counted } from '../../agreements/reports/report.ts';
import { businessDayAtOrBefore, shiftDate } from '../../agreements/time/calendar.ts';
import { dayInWords, instantInWords, relativeDay } from '../../agreements/time/date-words.ts';
import type { Instant } from '../../agreements/time/instants.ts';
import { inWords } from '../../agreements/time/instants.ts';

// --- what happened

/** One entry of the record in words: `sent`, `welcome: 2 messages`, and its proof. */
export type Happened = { what: string; text: string; proof?: string };

type Settled = Extract<RecordEntry, { type: 'settled' }>;

/** What happened, in one line. */
export function entryLine(entry: RecordEntry, { agency }: Agreement): string {
  const { what, text } = happened(entry, agency.timeZone);
  return `${instantInWords(entry.at, agency.timeZone).padEnd(29)} ${what.padEnd(11)} ${text}`;
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
export function endedTogether(entries: [Settled, ...Settled[]]): Happened {
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

// --- what will happen

/** What is due, in one line. */
export function dueLine(obligation: Obligation, now: Instant, { agency }: Agreement): string {
  const at = wakeTime(obligation);
  const to = obligation.kind === 'notice' ? ` → ${obligation.to.join(', ')}` : '';
  const name = obligationName(obligation.id);
  return `${instantInWords(at, agency.timeZone)}  ${name}${to} (${relativeDay(at, now, agency.timeZone)})`;
}

/** Is it a message to the agency's contacts? */
export function isNotice({ to }: Pick<Due, 'to'>): boolean {
  return to !== undefined;
}

/** The rule that it follows from: `30 days before the features end on Sat, Oct 31, 2026`, the day that its id names. */
export function ruleOf({ id, what, lead }: Pick<Due, 'id' | 'what' | 'lead'>): string {
  const day = dayIn(id);
  const date = day && dayInWords(day);
  const ahead = lead ? `${inWords(lead)} before ` : '';
  if (isSentAgain(id)) return 'sent again, at once';
  if (what === 'alert') return isUnansweredAlert(id) ? 'unless that is answered' : 'there is an open issue';
  if (what === 'training-reminder') return 'unless everyone invited has completed one';
  if (day === undefined) return isFromActivation(id) ? 'at activation' : 'at once';
  if (what === 'correction') return `a date that the agency was told moved to ${date}`;
  if (what === 'deadline' || what === 'deadline-missed') return ruleOfDeadline(id, day, ahead);
  if (what === 'terms' || what === 'withdraw') return `to be accepted before ${date}`;
  if (what === 'end-grace') return `the grace after the term’s end on ${date}`;
  if (what === 'open-renewal') return `the renewal window before the term ends on ${date}`;
  return `${ahead}the ${what.includes('features') ? 'features end' : 'term ends'} on ${date}`;
}

/** Warnings are counted from the last safe business day; the day in the id is the one after the last. */
function ruleOfDeadline(id: string, day: string, ahead: string): string {
  const lastDay = shiftDate(day, '-P1D');
  const name = deadlineIn(id);
  return ahead
    ? `${ahead}the last safe business day of ${name}, ${dayInWords(businessDayAtOrBefore(lastDay))}`
    : `after the last day of ${name}, ${dayInWords(lastDay)}`;
}
