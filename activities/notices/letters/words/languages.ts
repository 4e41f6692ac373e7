// The words of each language.
import type { Language } from '../../../../agreements/model/parties.ts';
import { english } from './en.ts';
import { spanish } from './es.ts';
import type { Words } from './words.ts';

export const wordsIn: Record<Language, Words> = { en: english, es: spanish };
