// A template: the shape of a letter in an offer's own words, and the tags in its texts.
import Mustache from 'mustache';
import { z } from 'zod';
import { oneLine } from '../../../text/sentences.ts';
import type { LetterName } from '../letters/letters.ts';
import { anywhere, rules } from './rules.ts';
import { isTag, type TagName, tags } from './tags.ts';

const textUpTo = (most: number) =>
  z
    .string()
    .max(most, `must be at most ${most} characters`)
    .transform(oneLine)
    .pipe(z.string().min(1, 'must not be empty'));
const text = textUpTo(1000);
const texts = z.array(text).min(1).optional();

const sectionSchema = z
  .strictObject({
    heading: text,
    paragraphs: texts,
    list: texts.describe('the place for {{support}} and other tags that stand for several texts'),
    steps: texts.describe('what to do, one after the other'),
  })
  .refine(
    ({ paragraphs, list, steps }) => paragraphs ?? list ?? steps,
    'must have paragraphs, a list or steps',
  );

export const templateSchema = z.strictObject({
  $schema: z.string().optional(),
  subject: textUpTo(120),
  lead: z
    .tuple([text, text], 'must be two texts: what happens when, and what the reader has to do')
    .describe('what happens when, and what the reader has to do'),
  sections: z.array(sectionSchema),
});

export type Template = z.infer<typeof templateSchema>;

/** The JSON Schema of a template file. Editors use it to show the tags that a letter may name. */
export function templateJsonSchema(): object {
  const description = [
    "An offer's own words for one letter, in <offer>/<letter>.<language>.json.",
    'A text with a tag that is not known is left out. The tags:',
    ...Object.entries(tags).map(([name, { says }]) => `{{${name}}}: ${says}`),
    `Any letter may name ${anywhere.join(', ')}. Its subject must name product. The letters:`,
    ...Object.keys(rules).map((letter) => explained(letter as LetterName)),
  ].join('\n');
  return { title: 'A letter of an offer', description, ...z.toJSONSchema(templateSchema, { io: 'input' }) };
}

function explained(letter: LetterName): string {
  const { names, lead, somewhere = [], asks } = rules[letter];
  const oneOfEach = (groups: TagName[][]) => groups.map((group) => group.join(' or ')).join(', and ');
  return [
    `${letter}: may name ${names.join(', ') || 'nothing else'}`,
    `its lead must name ${oneOfEach(lead)}`,
    ...(somewhere.length > 0 ? [`it must name ${oneOfEach(somewhere)} somewhere`] : []),
    ...(asks ? ['it must have steps'] : []),
  ].join('; ');
}

/** Kind, name, start and end of each part of a text. @throws {Error} that says where a tag can't be read */
export function tokensOf(template: string): [kind: string, name: string, start: number, end: number][] {
  return Mustache.parse(template) as [string, string, number, number][];
}

export function tagsIn(template: string): TagName[] {
  return tokensOf(template).flatMap(([kind, name]) => (kind === 'name' && isTag(name) ? [name] : []));
}

/** The tag that is the whole text. Undefined if the text has more, or no tag. */
export function onlyTag(template: string): TagName | undefined {
  return tokensOf(template).length === 1 ? tagsIn(template)[0] : undefined;
}
