// Checks the dates and the plan of a year of ChatGPT from every day of eight years, without our own calendar.
import { describe, expect, it } from 'vitest';
import type { Obligation } from '../../../agreements/model/obligations.ts';
import { plan } from '../../../agreements/planning/plan.ts';
import { firstTermDates } from '../../../agreements/planning/term-dates.ts';
import type { LocalDate } from '../../../agreements/time/calendar.ts';
import type { Instant } from '../../../agreements/time/instants.ts';
import { addDays, addYears, clockIn, everyDay, workday } from './days.ts';
import { wholeChatgpt as chatgpt } from './given.ts';

const starts = everyDay('2024-01-01', '2031-12-31').map((start) => ({ start, expected: daysFrom(start) }));

/** Checks every start date in each of these zones. Several files call this, because files run side by side. */
export function specifyEveryStart(timeZones: string[]): void {
  describe.each(timeZones)('an agreement in %s, whichever day of 2024 to 2031 it starts on', (timeZone) => {
    it('ends nothing early, and gives notice in time, in order, on business days, a little after nine', () => {
      const clock = clockIn(timeZone);
      const wrong = starts.flatMap(({ start, expected }) => flaws(start, expected, timeZone, clock));
      expect(starts).toHaveLength(2922);
      expect(wrong.slice(0, 10)).toEqual([]);
    }, 300_000);
  });
}

function flaws(
  startsOn: LocalDate,
  expected: ReadonlyMap<string, LocalDate>,
  timeZone: string,
  clock: (instant: Instant) => string,
): string[] {
  const id = `agreement:${chatgpt.id}:${timeZone.toLowerCase()}`;
  const dates = firstTermDates(chatgpt, startsOn, timeZone);
  const agency = { id: 'x.gov', name: 'X', timeZone };
  const obligations = plan({ id, offer: chatgpt, agency, revision: 0, ...dates });
  const found = new Map<string, string>();
  const wrong: string[] = [];
  let last = '';
  for (const obligation of obligations) {
    if (obligation.kind === 'alert') {
      const notice = obligations.find(({ id: its }) => `unanswered-${its}` === obligation.id);
      check(
        obligation,
        isInOperatorsHours(obligation, notice?.dueAt ?? ''),
        'is not in the operators’ hours',
      );
      found.set(obligation.id, clock(notice?.dueAt ?? '').split(' ')[0] ?? '');
      check(obligation, obligation.dueAt >= last, 'is out of order');
      last = obligation.dueAt;
      continue;
    }
    const [day = '', time = ''] = clock(obligation.dueAt).split(' ');
    found.set(obligation.id, day);
    check(obligation, time === '00:00' || !isMidnight(obligation), `is due at ${time}`);
    check(obligation, (time >= '09:00' && time < '09:15') || isMidnight(obligation), `is due at ${time}`);
    check(obligation, isInTime(obligation), 'comes after what it gives notice of');
    check(obligation, obligation.dueAt >= last, 'is out of order');
    last = obligation.dueAt;
  }
  for (const [name, day] of expected) {
    if (found.get(name) !== day) wrong.push(`from ${startsOn}: ${name} is on ${found.get(name)}, not ${day}`);
  }
  if (obligations.length !== expected.size) wrong.push(`from ${startsOn}: ${obligations.length} obligations`);
  const reminders = obligations.filter(
    ({ id }) => id.startsWith('renewal-') || id.startsWith('features-ending-'),
  );
  if (!isRising(reminders, 'renewal') || !isRising(reminders, 'features-ending')) {
    wrong.push(`from ${startsOn}: reminders are out of order`);
  }
  return wrong;

  function check({ id }: Obligation, holds: boolean, flaw: string): void {
    if (!holds) wrong.push(`from ${startsOn}: ${id} ${flaw}`);
  }
}

/** The local day of each obligation. */
function daysFrom(start: LocalDate): Map<string, LocalDate> {
  const featuresEnd = addDays(start, 60);
  const termEnd = addYears(start, 1);
  const before = (date: LocalDate, days: number) => workday(addDays(date, -days), -1);
  return new Map([
    ['grant-access', start],
    ...['welcome', 'training', 'community'].map((id) => [id, workday(start, 1)] as const),
    ['training-reminder-P21D', workday(addDays(start, 21), 1)],
    ...[30, 14, 7, 1].map(
      (days) => [`features-ending-P${days}D:${featuresEnd}`, before(featuresEnd, days)] as const,
    ),
    [`end-features:${featuresEnd}`, featuresEnd],
    [`features-ended:${featuresEnd}`, workday(featuresEnd, 1)],
    [`open-renewal:${termEnd}`, before(termEnd, 120)],
    ...[120, 90, 60, 30, 14, 7, 1].map(
      (days) => [`renewal-P${days}D:${termEnd}`, before(termEnd, days)] as const,
    ),
    ...[14, 7, 1].map((days) => [`unanswered-renewal-P${days}D:${termEnd}`, before(termEnd, days)] as const),
    [`end-term:${termEnd}`, termEnd],
    [`access-ended:${termEnd}`, workday(termEnd, 1)],
  ]);
}

const inWashington = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'America/New_York',
  dateStyle: 'short',
  timeStyle: 'short',
});

/** An alert goes out with its notice, or at 9:00 of the first business day in Washington after it, if that is in time. */
function isInOperatorsHours(
  { dueAt, about }: Extract<Obligation, { kind: 'alert' }>,
  noticeAt: string,
): boolean {
  const [day = '', time = ''] = inWashington.format(new Date(dueAt)).split(' ');
  const isOpen = workday(day, 1) === day && time >= '09:00' && time < '17:00';
  if (dueAt === noticeAt) return isOpen || isTooLateAtNine(noticeAt, about?.endsAt ?? '');
  const [noticed = '', at = ''] = inWashington.format(new Date(noticeAt)).split(' ');
  return (
    time === '09:00' &&
    day === workday(at < '09:00' ? noticed : addDays(noticed, 1), 1) &&
    dueAt < (about?.endsAt ?? '')
  );
}

/** Nobody is there within so many hours before the day is over: on Guam, Washington's morning begins at midnight in winter. */
function isTooLateAtNine(noticeAt: string, endsAt: string): boolean {
  return Date.parse(endsAt) - Date.parse(noticeAt) <= 15 * 3_600_000;
}

function isMidnight({ kind }: Obligation): boolean {
  return kind === 'grant-access' || kind === 'end-features' || kind === 'end-term';
}

function isInTime(obligation: Obligation): boolean {
  if (obligation.kind !== 'notice' || !obligation.about) return true;
  const isReminder = obligation.notice === 'features-ending' || obligation.notice === 'renewal';
  return isReminder === obligation.dueAt < obligation.about.endsAt;
}

/** Each reminder of a kind is due later than the one with the longer lead before it. */
function isRising(reminders: Obligation[], kind: string): boolean {
  const lead = (id: string) => Number(/-P(\d+)D/.exec(id)?.[1]);
  const ofKind = reminders
    .filter(({ id }) => id.startsWith(kind))
    .toSorted((one, other) => lead(other.id) - lead(one.id));
  return ofKind.every(({ dueAt }, index) => index === 0 || dueAt > (ofKind[index - 1]?.dueAt ?? ''));
}
