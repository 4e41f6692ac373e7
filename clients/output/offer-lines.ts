// The offers of the catalog on the screen: price, term, enrollment window, and what is not known.

import type { Offer } from '../../agreements/offer/schema.ts';
import { untranslated } from '../../agreements/offer/translations.ts';
import type { LocalDate } from '../../agreements/time/calendar.ts';
import { dayInWords } from '../../agreements/time/day-words.ts';
import { inWords } from '../../agreements/time/instants.ts';
import { labelled, type Screen } from './layout.ts';
import { priceInWords } from './price-words.ts';

/** Each offer with its lines, in alphabetical order. @param today for windows that are closed */
export function offerLines(offers: Iterable<Offer>, today: LocalDate, screen: Screen): string[] {
  const sorted = [...offers].toSorted((one, other) => one.id.localeCompare(other.id, 'en'));
  return sorted.flatMap((offer, index) => [
    ...(index > 0 ? [''] : []),
    `${screen.colors.bold(offer.id)}  ${offer.product} (${offer.vendor})`,
    ...labelled('Price', offer.price ? priceInWords(offer.price) : 'not known; the order says it', screen),
    ...nextPriceOf(offer).flatMap((text) => labelled('Next price', text, screen)),
    ...labelled('Term', termInWords(offer), screen),
    ...windowOf(offer, today).flatMap((text) => labelled('Window', text, screen)),
    ...spanishOf(offer).flatMap((text) => labelled('Spanish', text, screen)),
    ...labelled('Sources', offer.sources.map(({ title, date }) => `${title} (${date})`).join('; '), screen),
  ]);
}

/** Which texts have no Spanish yet. */
function spanishOf(offer: Offer): string[] {
  const texts = untranslated(offer).map((text) => `"${text}"`);
  return texts.length > 0 ? [`these texts are in English in Spanish letters: ${texts.join('; ')}`] : [];
}

/** The price after the term. A term without an end has none. */
function nextPriceOf({ term, renewal }: Offer): string[] {
  return 'noEnd' in term ? [] : [renewal.nextPrice?.text ?? 'not known; the order says it'];
}

function termInWords({ term }: Offer): string {
  if ('length' in term) return inWords(term.length);
  if ('lastDay' in term) return `through ${dayInWords(term.lastDay)}, whenever it starts`;
  return 'noEnd' in term ? 'without an end' : 'not known; each start names the last day of its order';
}

/** `a term starts by Wed, Sep 30, 2026; that day has passed …` */
function windowOf({ enrollment }: Offer, today: LocalDate): string[] {
  if (!enrollment) return [];
  const { firstDay, lastDay } = enrollment;
  const days = [
    ...(firstDay ? [`from ${dayInWords(firstDay)} on`] : []),
    ...(lastDay ? [`by ${dayInWords(lastDay)}`] : []),
  ].join(', ');
  const isClosed = lastDay !== undefined && lastDay < today;
  return [
    `a term starts ${days}${isClosed ? '; that day has passed, so only an earlier start can be entered' : ''}`,
  ];
}
