// The small phrases of the Spanish edition: formal, plain, as the US government writes to its readers.

import type { Price } from '../../../../agreements/offer/schema.ts';
import type { LocalDate } from '../../../../agreements/time/calendar.ts';
import { dayAt } from '../../../../agreements/time/calendar.ts';
import { formatsIn } from '../../../../text/formats.ts';
import type { Phrases } from '../edition.ts';
import type { Facts } from '../facts.ts';

const { money, zoneName, clockTime, ...formats } = formatsIn('es-US');
export const { countOf, listed, shortDay, spokenPeriod } = formats;

/** `lunes 23 de noviembre de 2026`: within a sentence, the comma that stands after the weekday would be left open. */
export function longDay(day: LocalDate): string {
  return formats.longDay(day).replace(',', '');
}

export const phrases: Phrases = {
  language: 'es',
  longDay,
  listed,
  zoneName,
  midnightAfter: (day, zone) => `la medianoche al final del ${longDay(day)} (${zone})`,
  someFeatures: 'las funciones que terminan antes',
  startOf: ({ startsAt, timeZone }) =>
    `${longDay(dayAt(startsAt, timeZone))} ${atTime(clockTime(startsAt, timeZone))} (${zoneName(timeZone, startsAt)})`,
  lengthOf: ({ minutes }) => countOf(minutes, 'minute'),
};

/** `a la 1:00 p. m.`, `a las 2:30 p. m.` */
function atTime(time: string): string {
  return `${time.startsWith('1:') ? 'a la' : 'a las'} ${time}`;
}

/** `Le quedan 30 días, contando el de hoy.` */
export function timeLeft(daysLeft: number): string {
  if (daysLeft > 2) return `Le quedan ${daysLeft} días, contando el de hoy.`;
  if (daysLeft === 2) return 'Mañana es el último día.';
  if (daysLeft === 1) return 'Hoy es el último día.';
  return daysLeft === 0 ? 'Eso fue ayer.' : `Eso fue hace ${countOf(1 - daysLeft, 'day')}.`;
}

export function countdown(daysLeft: number, what: string): string {
  if (daysLeft > 2) return `quedan ${daysLeft} días ${what}`;
  return `${daysLeft === 2 ? 'mañana' : 'hoy'} es el último día ${what}`;
}

const buyers: Record<NonNullable<Price['per']>, string> = { agency: 'agencia', user: 'usuario' };

/** `$1.00 por agencia` */
export function spokenPrice({ amount, currency, per }: Price): string {
  const price = money(amount, currency);
  return per ? `${price} por ${buyers[per]}` : price;
}

/** Is it one feature that ends, by its name? Then verbs and pronouns are singular. */
export function isOneFeature({ about }: Facts): boolean {
  return about?.features.length === 1;
}
