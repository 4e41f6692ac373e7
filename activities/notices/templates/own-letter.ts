// Letters in an offer's own words, filled with the facts of a notice.
import Mustache from 'mustache';
import { offerOf } from '../../../agreements/model/ids.ts';
import type { Language } from '../../../agreements/model/parties.ts';
import { daysToAct, type Facts } from '../letters/facts.ts';
import type { Letter, Section } from '../letters/letter.ts';
import { type LetterName, letters } from '../letters/letters.ts';
import { given } from '../letters/sections.ts';
import { wordsIn } from '../letters/words/languages.ts';
import { factNamed, tags } from './tags.ts';
import { onlyTag, type Template, tagsIn } from './template.ts';

/** The letters that offers bring along, by `<offer>/<letter>.<language>`. */
export type Templates = ReadonlyMap<string, Template>;

/**
 * The letter in the offer's own words. Undefined if the offer has none in this language, or if the day that the letter
 * announces has passed. The built-in letter is then used.
 */
export function ownLetter(
  templates: Templates | undefined,
  name: LetterName,
  facts: Facts,
  language: Language,
): Letter | undefined {
  const template = templates?.get(`${offerOf(facts.brief.agreement)}/${name}.${language}`);
  return template && !isTooLate(name, facts) ? filled(template, facts, language) : undefined;
}

/** Does the letter announce a day that has passed? */
function isTooLate(name: LetterName, facts: Facts): boolean {
  return letters[name].looksAhead === true && daysToAct(facts) < 1;
}

/**
 * Fills a checked template. Leaves out each text that names an unknown fact, and each section that is then empty.
 * @returns undefined if the subject or the lead names an unknown fact
 */
export function filled({ subject, lead, sections }: Template, facts: Facts, language: Language) {
  const fill = (template: string) => filledText(template, facts, language);
  const [about] = fill(subject);
  const [happens] = fill(lead[0]);
  const [toDo] = fill(lead[1]);
  if (!about || !happens || !toDo) return undefined;
  const letter: Letter = {
    subject: about,
    lead: [happens, toDo],
    sections: sections.flatMap((section) => filledSection(section, fill, facts, language)),
  };
  return letter;
}

function filledSection(
  template: Template['sections'][number],
  fill: (text: string) => string[],
  facts: Facts,
  language: Language,
): Section[] {
  const fillAll = (all: string[] = []) => all.flatMap(fill);
  const [heading] = fill(template.heading);
  const paragraphs = fillAll(template.paragraphs);
  const list = fillAll(template.list);
  const steps = fillAll(template.steps);
  if (!heading || paragraphs.length + list.length + steps.length === 0) return [];
  const isGiven = template.list?.some((entry) => tagsIn(entry).some((name) => tags[name].english)) ?? false;
  const [translated] = isGiven ? given(heading, list, facts, wordsIn[language]) : [];
  return [
    {
      heading,
      ...(list.length > 0 && { list }),
      ...translated,
      paragraphs: [...paragraphs, ...(translated?.paragraphs ?? [])],
      ...(steps.length > 0 && { steps }),
    },
  ];
}

/** Usually one text. Several if the only tag of the text stands for several. None if the text names an unknown fact. */
function filledText(template: string, facts: Facts, language: Language): string[] {
  const alone = onlyTag(template);
  if (alone && tags[alone].several) return [factNamed(alone, facts, language) ?? []].flat();
  const view = Object.fromEntries(tagsIn(template).map((name) => [name, factNamed(name, facts, language)]));
  if (Object.values(view).some((value) => !value)) return [];
  return [Mustache.render(template, view, {}, { escape: String })];
}
