// The editions of the notices, one for each language.
import type { Language } from '../../../agreements/model/parties.ts';
import type { Edition } from './edition.ts';
import { letters as inEnglish } from './en/letters.ts';
import { phrases as english } from './en/phrases.ts';
import { frame as aroundEnglish } from './en/sections.ts';
import { letters as inSpanish } from './es/letters.ts';
import { phrases as spanish } from './es/phrases.ts';
import { frame as aroundSpanish } from './es/sections.ts';

export const editions: Record<Language, Edition> = {
  en: { phrases: english, letters: inEnglish, frame: aroundEnglish },
  es: { phrases: spanish, letters: inSpanish, frame: aroundSpanish },
};
