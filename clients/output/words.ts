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
} from '../../agreements/model/ids.ts';
import type { Due } from '../../agreements/model/ledger.ts';
import type { Obligation, Outcome, Receipt, Settlement } from '../../agreements/model/obligations.ts';
import { reasonInWords } from '../../agreements/model/reason-words.ts';
import { reasonOf } from '../../agreements/model/stored.ts';
import { wakeTime } from '../../agreements/obligations/wake-time.ts';
import { businessDayAtOrBefore, shiftDate } from '../../agreements/time/calendar.ts';
import { dayInWords, instantInWords, relativeDay } from '../../agreements/time/date-words.ts';
import type { Instant } from '../../agreements/time/instants.ts';
import { inWords } from '../../agreements/time/instants.ts';

// --- what happened

/** One entry of the record: what it is, what of it, and what proves it. */
export type Happened = { what: string; text: string; proof?: string };

/** What happened, in one line. */
export function entryLine(entry: RecordEntry, { agency }: Agreement): string {
  const { what, text } = happened(entry, agency.timeZone);
  return `${instantInWords(entry.at, agency.timeZone).padEnd(29)} ${what.padEnd(11)} ${text}`;
}

export function happened(entry: RecordEntry, timeZone: string): Happened {
  switch (entry.type) {
    case 'agreed':
      return { what: 'agreement', text: `started by ${entry.by}` };
    case 'settled':
      return settled(entry);
    case 'delayed':
      return {
        what: 'delayed',
        text: `${entry.reason}; tried again ${instantInWords(entry.until, timeZone)}`,
      };
    case 'cancellation-asked':
      return { what: 'cancel', text: `asked for by ${entry.by}; it goes on` };
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

function settled(entry: Extract<RecordEntry, { type: 'settled' }>): Happened {
  const { id, outcome, receipts = [], access } = entry;
  const proof = proofOf(receipts);
  if (outcome !== 'carried-out')
    return { what: outcomes[outcome], text: `${id}${whyEnded(entry)}`, ...(proof && { proof }) };
  if (entry.receipts) {
    const accepted = receipts.filter(({ result }) => result === 'accepted').length;
    const rest = receipts.length - accepted;
    const text = `${id}: ${accepted} sent${rest > 0 ? `, ${rest} REFUSED OR UNCERTAIN` : ''}`;
    return { what: entry.notice ? 'notice' : 'alert', text, ...(proof && { proof }) };
  }
  if (!access) return { what: 'phase', text: id };
  const { changes } = access;
  const text = `${id}: ${changes.length} ${changes.length === 1 ? 'change' : 'changes'}`;
  return { what: 'access', text, ...(changes.length > 0 && { proof: `SCIM: ${firstAndMore(changes)}` }) };
}

/** How many messages have a Message-ID of their own, and what the mail server said: the trouble first. */
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

const inWordsByKind: Record<Due['what'], string> = {
  'grant-access': 'access is given',
  'end-features': 'the time-limited features end',
  'end-access': 'access is taken away',
  'open-renewal': 'the renewal window opens',
  'end-term': 'the term ends',
  'end-grace': 'the grace after the term ends',
  withdraw: 'terms that nobody accepted are withdrawn',
  alert: 'alert to the operators',
  terms: 'terms to be accepted',
  welcome: 'welcome',
  training: 'invitation to training',
  'training-reminder': 'reminder of the training',
  community: 'invitation to the community',
  'features-ending': 'notice that features end',
  'features-ended': 'notice that features have ended',
  renewal: 'notice that a decision is needed',
  'access-ended': 'notice that access has ended',
  renewed: 'notice of the renewal',
  declined: 'notice of the decision not to renew',
  suspended: 'notice of the suspension',
  reinstated: 'notice of the reinstatement',
  terminated: 'notice of the termination',
  deadline: 'warning of a clause’s deadline',
  'deadline-missed': 'notice of a missed deadline',
  correction: 'correction of a date',
  'contact-wanted': 'question who takes a contact’s place',
  link: 'fresh link',
};

/** All that may fall due: kinds of obligations and of notices. */
export const dueKinds = Object.keys(inWordsByKind) as Due['what'][];

/** What is due, in one line. */
export function dueLine(obligation: Obligation, now: Instant, { agency }: Agreement): string {
  const at = wakeTime(obligation);
  const to = obligation.kind === 'notice' ? ` → ${obligation.to.join(', ')}` : '';
  return `${instantInWords(at, agency.timeZone)}  ${obligation.id}${to} (${relativeDay(at, now, agency.timeZone)})`;
}

export function whatIsDue({ what }: Pick<Due, 'what'>): string {
  return inWordsByKind[what];
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
  if (what === 'alert') return isUnansweredAlert(id) ? 'unless that is answered' : 'something needs a person';
  if (what === 'training-reminder') return 'unless all who were invited have completed one';
  if (day === undefined) return isFromActivation(id) ? 'at activation' : 'at once, by somebody’s act';
  if (what === 'correction') return `a date that was told moved to ${date}`;
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
