// Sections that several letters share.

import type { Feature } from '../../../agreements/model/dates.ts';
import { dayBefore } from '../../../agreements/time/day-words.ts';
import { capitalized, sentence } from '../../../text/sentences.ts';
import { type Facts, staying } from './facts.ts';
import type { Section } from './letter.ts';
import type { Words } from './words/words.ts';

/** The words for a text that exists in English only. Undefined if the text exists in the reader's language. */
export function englishOnly(text: string, { said }: Facts, { sections }: Words) {
  return said(text) === text ? sections.englishOnly : undefined;
}

/** A section with texts of the offer as a list. If a translation is missing, the list is in English and says so. No texts: no section. */
export function given(heading: string, texts: string[], facts: Facts, words: Words): Section[] {
  if (texts.length === 0) return [];
  const [untranslated] = texts.flatMap((text) => englishOnly(text, facts, words) ?? []);
  return untranslated
    ? [{ heading, paragraphs: [untranslated.note], list: texts, listLanguage: 'en' }]
    : [{ heading, list: texts.map(facts.said) }];
}

/** A section with one text of a clause as a sentence. Without a translation, the text is in English and says so. */
export function givenSentence(heading: string, text: string, facts: Facts, words: Words): Section[] {
  return englishOnly(text, facts, words)
    ? given(heading, [text], facts, words)
    : [{ heading, paragraphs: [sentence(facts.said(text))] }];
}

/** A section with a list. No entries: no section. */
export function listed(heading: string, list: string[]): Section[] {
  return list.length > 0 ? [{ heading, list }] : [];
}

export function whatToDo({ sections }: Words, steps: string[]): Section {
  return { heading: sections.whatToDo, steps };
}

export function whatYouHave(facts: Facts, words: Words): Section {
  return { heading: words.sections.whatYouHave, list: featuresWithDays(facts.brief.features, facts, words) };
}

/** Each feature with its last day. */
export function featuresWithDays(
  features: Feature[],
  { said, termLastDay }: Facts,
  { sections: { throughDay, wholeTerm } }: Words,
): string[] {
  return features.map(({ name, ends }) => {
    const feature = capitalized(said(name));
    return ends ? throughDay(feature, dayBefore(ends.on)) : wholeTerm(feature, termLastDay);
  });
}

export function whatStays(facts: Facts, words: Words): Section {
  const { whatStays: heading, allElseStays } = words.sections;
  const list = featuresWithDays(staying(facts), facts, words);
  return list.length > 0 ? { heading, list } : { heading, paragraphs: [allElseStays(facts)] };
}

/** A section with the cause and the reason given. If neither is known: no section. */
export function why({ brief: { reason } }: Facts, { sections }: Words, cause?: string): Section[] {
  const paragraphs = [...(cause ? [cause] : []), ...(reason ? [sections.reasonGiven(reason)] : [])];
  return paragraphs.length > 0 ? [{ heading: sections.why, paragraphs }] : [];
}

export function theDecision({ brief: { decision }, dayOf, offerNamed }: Facts, words: Words): Section[] {
  if (!decision) return [];
  const { decision: phrases, reasonGiven } = words.sections;
  const other = decision.kind === 'decline' ? decision.to : undefined;
  const paragraphs = [
    phrases.recorded(dayOf(decision.at), decision.by),
    ...(other ? [phrases.goesOnWith(offerNamed(other))] : []),
    ...(decision.reason ? [reasonGiven(decision.reason)] : []),
  ];
  return [{ heading: phrases.heading, paragraphs }];
}

export function accountsAreOff({ sections: { accounts } }: Words): Section {
  return { heading: accounts.heading, paragraphs: accounts.text };
}
