// The parts of a letter.
import type { Language } from '../../../agreements/model/parties.ts';

export type Section = {
  heading: string;
  paragraphs?: string[];
  list?: string[];
  /** The language of the list, if it is not the letter's language. */
  listLanguage?: Language;
  steps?: string[];
  /** The sections under this one, one heading level down. */
  sections?: Section[];
};

/** The words of one notice in one language. */
export type Letter = {
  subject: string;
  /** First what happens and when, then what the reader has to do. */
  lead: [string, string];
  sections: Section[];
};
