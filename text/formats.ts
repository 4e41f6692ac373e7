// Days, time zones, numbers and lists as a language writes them.
import { Temporal } from 'temporal-polyfill';
import { type LocalDate, writableZone } from '../agreements/time/calendar.ts';
import type { Instant } from '../agreements/time/instants.ts';

type Unit = 'year' | 'month' | 'day' | 'minute';

/** Is an amount of money zero? Then nobody writes the amount. */
export function isFree(amount: string): boolean {
  return Number(amount) === 0;
}

/** The formats of a locale. The examples below are US English. */
export function formatsIn(locale: 'en-US' | 'es-US') {
  const written = (day: LocalDate, format: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, { ...format, timeZone: 'UTC' }).format(new Date(`${day}T00:00Z`));

  /** `1 day`, `2 days` */
  const countOf = (count: number, unit: Unit) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long', useGrouping: false }).format(
      count,
    );

  return {
    countOf,

    /** `Monday, November 23, 2026` */
    longDay: (day: LocalDate) => written(day, { dateStyle: 'full' }),

    /** `November 23` */
    shortDay: (day: LocalDate) => written(day, { month: 'long', day: 'numeric' }),

    /** `1:00 PM` */
    clockTime(instant: Instant, timeZone: string): string {
      const local = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDateTime();
      const format = new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: 'UTC' });
      return format.format(new Date(`${local}Z`)).replace(/\s/g, ' ');
    },

    /** `Eastern Time`; an offset stays as it is: `-05:00` */
    zoneName(timeZone: string, now: Instant): string {
      if (writableZone(timeZone) !== timeZone) return timeZone;
      const format = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'longGeneric' });
      const parts = format.formatToParts(new Date(now));
      return parts.find((part) => part.type === 'timeZoneName')?.value ?? timeZone;
    },

    /** `Deep Research and Advanced Voice Mode` */
    listed: (names: string[]) => new Intl.ListFormat(locale).format(names),

    /** `P18M` → `18 months` */
    spokenPeriod(period = 'P0D'): string {
      const { years, months, days } = Temporal.Duration.from(period);
      return years ? countOf(years, 'year') : months ? countOf(months, 'month') : countOf(days, 'day');
    },

    /** `$1.00` */
    money: (amount: string, currency: string) =>
      new Intl.NumberFormat(locale, { style: 'currency', currency }).format(Number(amount)),
  };
}
