// How Spanish writes days, times, lists and amounts: formal and plain, as the US government does.

import type { Price } from '../../../../../agreements/offer/schema.ts';
import type { LocalDate } from '../../../../../agreements/time/calendar.ts';
import { dayAt } from '../../../../../agreements/time/calendar.ts';
import { formatsIn, isFree } from '../../../../../text/formats.ts';
import type { Formats } from '../formats.ts';

const { money, clockTime, ...common } = formatsIn('es-US');
const { countOf, zoneName } = common;

const buyers: Record<NonNullable<Price['per']>, string> = { agency: 'agencia', user: 'usuario' };

/** `lunes 23 de noviembre de 2026`, without a comma: a comma after the weekday would need a second comma after the year. */
const longDay = (day: LocalDate) => common.longDay(day).replace(',', '');

/** `a la 1:00 p. m.`, `a las 2:30 p. m.` */
const atTime = (time: string) => `${time.startsWith('1:') ? 'a la' : 'a las'} ${time}`;

export const formats: Formats = {
  ...common,
  language: 'es',
  longDay,
  spokenPrice: ({ amount, currency, per }) =>
    isFree(amount) ? 'sin costo' : `${money(amount, currency)}${per ? ` por ${buyers[per]}` : ''}`,
  midnightAfter: (day, zone) => `la medianoche al final del ${longDay(day)} (${zone})`,
  timeLeft: (daysLeft) => {
    if (daysLeft > 2) return `Le quedan ${daysLeft} días, contando el de hoy.`;
    if (daysLeft === 2) return 'Mañana es el último día.';
    if (daysLeft === 1) return 'Hoy es el último día.';
    return daysLeft === 0 ? 'Eso fue ayer.' : `Eso fue hace ${countOf(1 - daysLeft, 'day')}.`;
  },
  countdown: (daysLeft, what) => {
    if (daysLeft > 2) return `quedan ${daysLeft} días ${what}`;
    return `${daysLeft === 2 ? 'mañana' : 'hoy'} es el último día ${what}`;
  },
  someFeatures: 'las funciones que terminan antes',
  startOf: ({ startsAt, timeZone }) =>
    `${longDay(dayAt(startsAt, timeZone))} ${atTime(clockTime(startsAt, timeZone))} (${zoneName(timeZone, startsAt)})`,
};
