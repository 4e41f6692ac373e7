// The texts of an offer and of its clauses, which are English, in other languages.
import type { Offer } from './schema.ts';

/** For each language the texts that there are in it, by the English ones. */
export type Translations = { es: Record<string, string> };

/** Both; the second has the last word. */
export function withTranslations(one?: Translations, other?: Translations): Translations | undefined {
  return one || other ? { es: { ...one?.es, ...other?.es } } : undefined;
}

/** The Spanish texts of an offer and of its clauses, by the English ones; nothing if there are none. */
export function spanishOf({ translations, renewal }: Offer): Record<string, string> | undefined {
  return withTranslations(translations, renewal.translations)?.es;
}

/** What is translated and stands nowhere in the offer: it was mistyped, or the text has changed since. */
export function unknownTexts({ features, support, assurances, renewal, translations }: Offer): string[] {
  const known = [
    ...features.map(({ name }) => name),
    ...[...support, ...assurances, ...renewal.rules].map(({ text }) => text),
  ];
  return Object.keys(translations?.es ?? {}).filter((text) => !known.includes(text));
}
