// The words of each language.
import type { Language } from '../../../../agreements/model/parties.ts';
import { around as englishAround } from './en/around.ts';
import { english } from './en/formats.ts';
import { letters as englishLetters, sections as englishSections } from './en/letters.ts';
import { around as spanishAround } from './es/around.ts';
import { spanish } from './es/formats.ts';
import { letters as spanishLetters, sections as spanishSections } from './es/letters.ts';
import type { Words } from './words.ts';

export const wordsIn: Record<Language, Words> = {
  en: { ...english, sections: englishSections, letters: englishLetters, around: englishAround },
  es: { ...spanish, sections: spanishSections, letters: spanishLetters, around: spanishAround },
};
