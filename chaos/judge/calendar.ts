// The judge's own calendar: days where an agency is, weekends, and the federal holidays of 5 U.S.C. 6103.
// It knows no closures by executive order, so no run may cross one.

const dayMs = 86_400_000;

/** A day plus or minus a period such as `P30D` or `P1Y`. Months and years keep the day's number, or end at the month's last day. */
export function shifted(day: string, period: string, sign: 1 | -1 = 1): string {
  const [, count = '', unit = ''] = /^P(\d+)([DWMY])$/.exec(period) ?? [];
  if (unit === '') throw new TypeError(`${period} is no period that the judge knows.`);
  const by = sign * Number(count);
  const date = new Date(`${day}T00:00:00Z`);
  if (unit === 'D' || unit === 'W') return dateOf(date.getTime() + by * (unit === 'W' ? 7 : 1) * dayMs);
  const months = date.getUTCFullYear() * 12 + date.getUTCMonth() + by * (unit === 'Y' ? 12 : 1);
  const lastOfMonth = new Date(Date.UTC(Math.floor(months / 12), (months % 12) + 1, 0)).getUTCDate();
  return dateOf(Date.UTC(Math.floor(months / 12), months % 12, Math.min(date.getUTCDate(), lastOfMonth)));
}

/** An hour of a day in a time zone. */
export function instantOf(day: string, hour: number, timeZone: string): number {
  const asUtc = Date.parse(`${day}T00:00:00Z`) + hour * 3_600_000;
  const guess = asUtc - offsetAt(asUtc, timeZone);
  return asUtc - offsetAt(guess, timeZone);
}

/** The day itself if federal offices are open, else the last such day before it. */
export function openDayAtOrBefore(day: string): string {
  return isOpen(day) ? day : openDayAtOrBefore(shifted(day, 'P1D', -1));
}

function isOpen(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6 && !holidays(Number(day.slice(0, 4))).includes(day);
}

/** The days off of a year. One on a Saturday is observed the day before, one on a Sunday the day after. */
function holidays(year: number): string[] {
  const onDate = [`${year}-01-01`, `${year}-06-19`, `${year}-07-04`, `${year}-11-11`, `${year}-12-25`];
  return [
    ...[...onDate, `${year + 1}-01-01`].map(observed),
    nthWeekday(year, 1, 1, 3),
    nthWeekday(year, 2, 1, 3),
    lastMondayOfMay(year),
    nthWeekday(year, 9, 1, 1),
    nthWeekday(year, 10, 1, 2),
    nthWeekday(year, 11, 4, 4),
  ];
}

function observed(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  if (weekday === 6) return shifted(day, 'P1D', -1);
  return weekday === 0 ? shifted(day, 'P1D') : day;
}

/** @param weekday 1 for Monday */
function nthWeekday(year: number, month: number, weekday: number, nth: number): string {
  const first = new Date(Date.UTC(year, month - 1, 1)).getUTCDay();
  return dateOf(Date.UTC(year, month - 1, 1 + ((weekday - first + 7) % 7) + (nth - 1) * 7));
}

function lastMondayOfMay(year: number): string {
  const weekday = new Date(Date.UTC(year, 4, 31)).getUTCDay();
  return dateOf(Date.UTC(year, 4, 31 - ((weekday + 6) % 7)));
}

/** How far a zone's clocks are ahead of UTC, in milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  }).formatToParts(instant);
  const of = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const there = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return there - Math.floor(instant / 1000) * 1000;
}

function dateOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}
