// Translations of the texts of an offer and its clauses, which are in English.
import { ownValue } from '../validation/own-value.ts';
import type { Offer } from './schema.ts';

/** For each language: the translated texts, by the English ones. */
export type Translations = { es: Record<string, string> };

/** Both translations together. If both have a text, the second one counts. */
export function withTranslations(one?: Translations, other?: Translations): Translations | undefined {
  return one || other ? { es: { ...one?.es, ...other?.es } } : undefined;
}

/** The Spanish texts of an offer and its clauses, by the English ones; nothing if there are none. */
export function spanishOf({ translations, renewal }: Offer): Record<string, string> | undefined {
  return withTranslations(translations, renewal.translations)?.es;
}

/** Texts without a translation, except the product's name. Spanish letters have them in English, and say so. */
export function untranslated(offer: Offer): string[] {
  const spanish = spanishOf(offer) ?? {};
  return textsOf(offer).filter((text) => text !== offer.product && ownValue(spanish, text) === undefined);
}

/** Texts that are translated but are not in the offer: they were mistyped, or have changed since. */
export function unknownTexts(offer: Offer): string[] {
  const known = textsOf(offer);
  return Object.keys(offer.translations?.es ?? {}).filter((text) => !known.includes(text));
}

function textsOf({ features, support, assurances, renewal }: Offer): string[] {
  return [
    ...features.map(({ name }) => name),
    ...[...support, ...assurances, ...renewal.rules].map(({ text }) => text),
    ...(renewal.nextPrice ? [renewal.nextPrice.text] : []),
  ];
}
