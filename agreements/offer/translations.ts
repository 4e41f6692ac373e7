// Translations of the texts of an offer and its clauses, which are in English.
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

/** Texts that are translated but are not in the offer: they were mistyped, or have changed since. */
export function unknownTexts({ features, support, assurances, renewal, translations }: Offer): string[] {
  const known = [
    ...features.map(({ name }) => name),
    ...[...support, ...assurances, ...renewal.rules].map(({ text }) => text),
    ...(renewal.nextPrice ? [renewal.nextPrice.text] : []),
  ];
  return Object.keys(translations?.es ?? {}).filter((text) => !known.includes(text));
}
