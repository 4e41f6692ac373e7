// Explains in words why a notice was sent when it was, why not yet, or why never, from an agreement's state alone.
import type { Agreement } from '../model/agreement.ts';
import type { RecordEntry } from '../model/events.ts';
import { isNamedBy, kindIn, slotOf } from '../model/ids.ts';
import type { NoticeObligation, Obligation } from '../model/obligations.ts';
import { reasonInWords, waitingWords } from '../model/reason-words.ts';
import type { WaitingReason } from '../model/reasons.ts';
import type { Receipt } from '../model/receipts.ts';
import { awaitsAcceptance, isOver } from '../model/status.ts';
import { reasonOf, reasonOfDelay } from '../model/stored.ts';
import { outlookOf } from '../obligations/outlook.ts';
import type { NoticeRule } from '../offer/schema.ts';
import { plan } from '../planning/plan.ts';
import { instantInWords, relativeTime } from '../time/date-words.ts';
import type { Instant } from '../time/instants.ts';
import { between, hour } from '../time/instants.ts';
import { whyThen } from './due-reason.ts';

type Settled = Extract<RecordEntry, { type: 'settled' }>;

/** What an obligation is called, by its id. */
type Naming = (id: string) => string;

/**
 * Paragraphs about one obligation (`renewal-P30D:2027-09-01`), about all of a kind (`renewal`, `end-features`), or about
 * everything that happened, is ahead, or is not planned. Days and hours are the agency's.
 * @param notice the obligation or the kind. Left out: everything.
 * @param nameOf what obligations are called. Left out: their ids.
 */
export function explain(
  agreement: Agreement,
  now: Instant,
  notice?: string,
  nameOf: Naming = (id) => id,
): string[] {
  if (notice !== undefined) return explainOne(agreement, now, notice, nameOf);
  const { offer, plan: ahead } = agreement;
  const known = new Set([...settledOf(agreement), ...ahead].map(kindOf));
  const kinds = [...new Set(offer.notices.map(({ kind }) => kind as string))];
  const groups = {
    'What happened': behind(agreement, now, () => true, nameOf),
    'What is ahead': ahead.map((obligation) => aheadInWords(agreement, obligation, now, nameOf)),
    'What is not planned': kinds
      .filter((kind) => !known.has(kind))
      .map((kind) => `${nameOf(kind)}: ${whyNone(agreement, kind)}`),
  };
  return Object.entries(groups).flatMap(([heading, lines]) =>
    lines.length > 0 ? [`${heading}:`, ...lines] : [],
  );
}

function explainOne(agreement: Agreement, now: Instant, asked: string, nameOf: Naming): string[] {
  const isAsked = (one: { id: string }) => isNamedBy(asked, one.id) || kindOf(one) === asked;
  const found = [
    ...behind(agreement, now, isAsked, nameOf),
    ...agreement.plan.filter(isAsked).map((obligation) => aheadInWords(agreement, obligation, now, nameOf)),
  ];
  return found.length > 0 ? found : [`${nameOf(asked)}: ${whyNone(agreement, asked)}`];
}

/** `renewal-P30D:2027-09-01` is a renewal. For what was skipped, the record has only the id. */
function kindOf(one: { id: string; kind?: string; notice?: unknown }): string {
  if (one.kind !== undefined && one.kind !== 'notice') return one.kind;
  const notice =
    typeof one.notice === 'object' ? (one.notice as NoticeObligation | null)?.notice : one.notice;
  return typeof notice === 'string' ? notice : (kindIn(one.id) ?? slotOf(one.id));
}

function settledOf({ record }: Agreement): Settled[] {
  return record.filter((entry): entry is Settled => entry.type === 'settled');
}

// --- behind

function behind(
  agreement: Agreement,
  now: Instant,
  isAsked: (one: Settled) => boolean,
  nameOf: Naming,
): string[] {
  const again = new Map(plan(agreement).map((obligation) => [obligation.id, obligation]));
  return settledOf(agreement)
    .filter(isAsked)
    .map((entry) => {
      const obligation = entry.notice ?? again.get(entry.id);
      const why = obligation
        ? ` It was due ${dueInWords(agreement, entry, obligation, now)}: ${whyThen(agreement, obligation)}.`
        : '';
      return `${nameOf(entry.id)}: ${endInWords(agreement, entry, obligation, now, nameOf)}${why}${bouncesOf(agreement, entry, now)}${acknowledged(agreement, entry.id, now)}`;
    });
}

function dueInWords(agreement: Agreement, { at }: Settled, { dueAt }: Obligation, now: Instant): string {
  return Math.abs(between(dueAt, at)) < hour ? 'then' : when(agreement, dueAt, now);
}

function endInWords(
  agreement: Agreement,
  entry: Settled,
  obligation: Obligation | undefined,
  now: Instant,
  nameOf: Naming,
): string {
  const { outcome, at, receipts = [], access } = entry;
  const why = reasonOf(entry);
  const reason = why ? reasonInWords(why) : 'for an unknown reason';
  const isMessage = entry.notice !== undefined || receipts.length > 0;
  const on = when(agreement, at, now);
  const reached = receipts.length > 0 ? `; ${resultsOf(receipts)}` : '';
  switch (outcome) {
    case 'carried-out': {
      const late = obligation && between(obligation.dueAt, at) > hour ? ', later than it was due' : '';
      const changes = access ? `; changes in the directory: ${access.changes.length}` : '';
      return `${isMessage ? 'sent' : 'done'} ${on}${late}${reached}${changes}.`;
    }
    case 'superseded': {
      const cause =
        why?.code === 'superseded'
          ? `${nameOf(why.by)} of the same series was due as well, and only the latest of a series is sent`
          : `${reason}, and only the latest of a series is sent`;
      return `not sent: ${cause}; decided ${on}${reached}.`;
    }
    case 'failed':
      return `failed ${on}: ${reason}${reached}. Fix that, then "retry" tries it again.`;
    default:
      return `${isMessage || outcome === 'skipped' ? 'not sent' : 'not done'} (${outcome}): ${reason}; decided ${on}${reached}.`;
  }
}

function resultsOf(receipts: Receipt[]): string {
  const count = (result: Receipt['result']) => receipts.filter((one) => one.result === result).length;
  const parts = [
    `accepted for ${count('accepted')} of ${receipts.length}`,
    ...(count('refused') > 0 ? [`refused for ${count('refused')}`] : []),
    ...(count('uncertain') > 0 ? [`uncertain for ${count('uncertain')}`] : []),
  ];
  return parts.join(', ');
}

function bouncesOf(agreement: Agreement, { receipts = [] }: Settled, now: Instant): string {
  const bounces = agreement.record.flatMap((entry) => {
    if (entry.type !== 'bounced' && entry.type !== 'bounce-unread') return [];
    return receipts.some(({ messageId }) => messageId === entry.messageId) ? [entry] : [];
  });
  return bounces.map(({ type, at }) => ` ${bounceWords[type]} ${when(agreement, at, now)}.`).join('');
}

const bounceWords = {
  bounced: 'A message of it bounced',
  'bounce-unread': 'Something that a person has to look at came back for a message of it',
};

function acknowledged(agreement: Agreement, id: string, now: Instant): string {
  const entries = agreement.record.flatMap((entry) =>
    entry.type === 'acknowledged' && entry.notice === id ? [entry] : [],
  );
  return entries.map(({ by, at }) => ` Acknowledged by ${by} ${when(agreement, at, now)}.`).join('');
}

// --- ahead

function aheadInWords(agreement: Agreement, obligation: Obligation, now: Instant, nameOf: Naming): string {
  const { id, dueAt } = obligation;
  const due = `due ${when(agreement, dueAt, now)}: ${whyThen(agreement, obligation)}.`;
  return `${nameOf(id)}: ${due} ${standing(agreement, obligation, now)}`;
}

function standing(agreement: Agreement, obligation: Obligation, now: Instant): string {
  const outlook = outlookOf(agreement, obligation, now);
  const what = obligation.kind === 'notice' ? 'sent' : 'done';
  switch (outlook.is) {
    case 'waiting':
      return `It is due and waits: ${waitsFor(agreement, outlook.reason, now)}.`;
    case 'irrelevant':
      return `As things stand, it will not be ${what}: ${reasonInWords(outlook.reason)}.`;
    case 'tried-again': {
      const { receipts, unanswered } = obligation;
      const next = outlook.next ? `, next ${when(agreement, outlook.next, now)}` : '';
      const got = receipts?.length ? `; so far: ${resultsOf(receipts)}` : '';
      const copies = unanswered ? ' What is uncertain is sent once more.' : '';
      return `It has been tried since ${when(agreement, outlook.since, now)}${next}: ${lastDelay(agreement, obligation)}${got}.${copies}`;
    }
    case 'over-daily-limit':
      return `It waits until ${when(agreement, outlook.until, now)}: ${lastDelay(agreement, obligation)}.`;
    case 'to-wait':
      return `It is in the plan. As things stand, it will wait then: ${waitsFor(agreement, outlook.reason, now)}.`;
    case 'due':
      return `It is being ${what}.`;
    case 'planned':
      return 'It is in the plan, and nothing blocks it.';
    default:
      return outlook satisfies never;
  }
}

function waitsFor(agreement: Agreement, reason: WaitingReason, now: Instant): string {
  const { hold } = agreement;
  if (reason !== 'on-hold' || !hold) return waitingWords[reason];
  const why = hold.reason ? `: ${hold.reason}` : '';
  return `${hold.by} put notices on hold ${when(agreement, hold.at, now)}${why}`;
}

function lastDelay({ record }: Agreement, { id }: Obligation): string {
  const last = record.findLast((entry) => entry.type === 'delayed' && entry.id === id);
  return last?.type === 'delayed' ? reasonInWords(reasonOfDelay(last)) : 'the last try failed';
}

// --- never

/** Why there is nothing of a kind, in the record or in the plan. */
function whyNone(agreement: Agreement, asked: string): string {
  const { offer, features, term } = agreement;
  const kind = kindOf({ id: asked });
  const rule = offer.notices.find((one) => one.kind === kind);
  if (kind === 'correction') return 'never so far: no day that the agency was told has moved.';
  if (kind === 'contact-wanted') return 'never so far: no contact has left.';
  if (kind === 'link') return 'never so far: no contact has asked for a fresh link.';
  if (kind === 'deadline' || kind === 'deadline-missed') {
    return awaitsAcceptance(agreement) && offer.renewal.deadlines
      ? notAccepted
      : `never: ${offer.renewal.deadlines ? 'no deadline of that name is set' : 'no clause of the agreement sets a deadline'}.`;
  }
  if (!rule) {
    const kinds = [...new Set(offer.notices.map((one) => one.kind))].join(', ');
    return `never: the offer has no such notice, and nothing of that name is planned. Its notices are ${kinds}.`;
  }
  if ('on' in rule.when)
    return `not so far: it goes out at once when the agreement is ${rule.when.on}, and that has not happened.`;
  if (awaitsAcceptance(agreement) && kind !== 'terms') return notAccepted;
  if (kind === 'terms') return 'never: its terms were accepted with the order.';
  if (asked !== kind)
    return `never: no ${kind} of that name is planned. The ids are ${idsOf(rule, agreement).join(', ') || 'none'}.`;
  if (isOver(agreement)) return `never: the agreement is over (${agreement.status}).`;
  const when =
    'before' in rule.when ? rule.when.before : 'after' in rule.when ? rule.when.after : rule.when.at;
  if (when === 'features-end' && !features.some(({ ends }) => ends)) {
    return 'never: no feature of the offer ends before the term.';
  }
  if (when === 'activation' && term.number > 1) return 'never again: it belongs to the first term.';
  return 'never: nothing of that kind is planned.';
}

const notAccepted = 'not yet: the terms are not accepted, and nothing is planned before they are.';

function idsOf({ kind }: NoticeRule, agreement: Agreement): string[] {
  return [...settledOf(agreement), ...agreement.plan]
    .filter((one) => kindOf(one) === kind)
    .map(({ id }) => id);
}

function when({ agency }: Agreement, instant: Instant, now: Instant): string {
  const { timeZone } = agency;
  return `${instantInWords(instant, timeZone)} (${relativeTime(instant, now, timeZone)})`;
}
