// A report to the operators across all agreements: the same words in a mail, on a screen and in the Temporal UI.
import { Temporal } from 'temporal-polyfill';
import type { Ledger } from '../model/ledger.ts';
import { dayOfInstant, instantInWords } from '../time/date-words.ts';
import type { Instant } from '../time/instants.ts';
import { between, day, hour } from '../time/instants.ts';
import { operatorsZone } from '../time/operators-hours.ts';
import { counted } from './shortlist.ts';

export type Report = {
  subject: string;
  /** The result, and what the reader has to do. */
  lead: [string, string];
  sections: { heading: string; list: string[] }[];
  /** How many problems were found. */
  found: number;
};

/** An agreement's run as visibility shows it. */
export type Row = {
  id: string;
  /** The agency's domain. */
  agency: string;
  offer: string;
  phase: string;
  startedAt: Instant;
  closedAt?: Instant;
  /** The execution status, as Temporal names it. */
  status: string;
  nextDueAt?: Instant;
  /** Its workflow's tasks keep failing. */
  isStuck: boolean;
  ledger?: Ledger;
  /** What is wrong with it, in words: its workflow keeps failing, or nobody can read what it has published. */
  broken?: string;
};

/** `gsa.gov openai-chatgpt-enterprise`: as commands take it. */
export function named({ agency, offer, id }: Pick<Row, 'agency' | 'offer' | 'id'>): string {
  return agency && offer ? `${agency} ${offer}` : id;
}

/** An instant where the operators are: `Mon, Nov 23, 2026, 08:00 EST`. */
export function operatorsTime(instant: Instant): string {
  return instantInWords(instant, operatorsZone);
}

/** Its day there: `Mon, Nov 23, 2026`. */
export function operatorsDay(instant: Instant): string {
  return dayOfInstant(instant, operatorsZone);
}

/** `5 hours`, `3 days`, rounded down. */
export function age(since: Instant, now: Instant): string {
  const passed = between(since, now);
  return passed < 2 * day
    ? counted(Math.floor(passed / hour), 'hour')
    : counted(Math.floor(passed / day), 'day');
}

/** When a schedule should have run last, at or before an instant. `weekday`: 1 is Monday. Left out: every day. */
export function lastRunBefore(
  instant: Instant,
  { hour, weekday }: { hour: number; weekday?: number },
): Instant {
  const now = Temporal.Instant.from(instant).toZonedDateTimeISO(operatorsZone);
  let at = now.withPlainTime({ hour });
  while (Temporal.ZonedDateTime.compare(at, now) > 0 || (weekday && at.dayOfWeek !== weekday))
    at = at.subtract({ days: 1 });
  return new Date(at.epochMilliseconds).toISOString();
}
