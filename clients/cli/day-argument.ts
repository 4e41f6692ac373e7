// Days as people type them.
import { InvalidArgumentError } from 'commander';
import { Temporal } from 'temporal-polyfill';
import { shiftDate } from '../../agreements/time/calendar.ts';
import { ownValue } from '../../agreements/validation/own-value.ts';

/**
 * The day that someone typed: `2027-01-05`, `today`, `tomorrow`, `yesterday`, or days, weeks, months or years from
 * today: `+14d`, `-2w`, `+3m`, `+1y`. A day that the month lacks becomes its last one.
 * @throws {InvalidArgumentError} if it is none of these, does not exist, or is in a year before 2000 or after 2199.
 */
export function dayArgument(text: string, today: string): string {
  const word = ownValue({ yesterday: '-P1D', today: 'P0D', tomorrow: 'P1D' }, text);
  if (word) return shiftDate(today, word);
  const [, sign, number, unit] = /^([+-])(\d{1,4})([dwmy])$/.exec(text) ?? [];
  const period = number && unit && `${sign === '-' ? '-' : ''}P${number}${unit.toUpperCase()}`;
  const day = period ? shiftDate(today, period) : text;
  if (isInOurTime(day) && exists(day)) return day;
  throw new InvalidArgumentError('Write a day that exists, such as 2027-01-05, today, tomorrow or +14d.');
}

/** The same for an option. Today is the operator's day. */
export function dayOption(text: string): string {
  return dayArgument(text, Temporal.Now.plainDateISO().toString());
}

/** In other years there are no agreements, and years before 0 or after 9999 are written otherwise. */
function isInOurTime(day: string): boolean {
  return /^2[01]\d\d-\d\d-\d\d$/.test(day);
}

function exists(day: string): boolean {
  try {
    return Temporal.PlainDate.from(day).toString() === day;
  } catch {
    return false;
  }
}
