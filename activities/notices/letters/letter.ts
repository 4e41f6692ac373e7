// What a letter is made of.
import type { Language } from '../../../agreements/model/parties.ts';

export type Section = {
  heading: string;
  paragraphs?: string[];
  list?: string[];
  /** The language of the list, where it differs from the letter's. */
  listLanguage?: Language;
  steps?: string[];
  /** What stands under it, one heading level down. */
  sections?: Section[];
};

/** The words of one notice in one language. */
export type Letter = {
  subject: string;
  /** What happens when; what the reader has to do. */
  lead: [string, string];
  sections: Section[];
};
