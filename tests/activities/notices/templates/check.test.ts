// Templates that can't be used: they are refused before anything is sent, with a reason.
import { describe, expect, it } from 'vitest';
import type { LetterName } from '../../../../activities/notices/letters/letters.ts';
import type { Template } from '../../../../activities/notices/templates/template.ts';
import type { Language } from '../../../../agreements/model/parties.ts';
import { ending, file, offer, refusalOf, renewal } from './template-files.ts';

describe('a template that cannot be used', () => {
  const flawed = (
    change: Partial<Template>,
    letter: LetterName = 'features-ending',
    language: Language = 'en',
  ) => refusalOf({ [file(letter, language)]: { ...(letter === 'renewal' ? renewal : ending), ...change } });
  const section = (change: object) => ({
    sections: [...ending.sections, { heading: 'One more', ...change }] as Template['sections'],
  });

  it('is refused with its file, the place in it, and what to do', () => {
    expect(flawed({ subject: 'The features end' })).toBe(
      `${file('features-ending')} can't be used: subject must name {{product}}.`,
    );
  });

  it.each<[string, string, Partial<Template>]>([
    [
      'a misspelled tag',
      'subject has {{prodct}}, which the letter "features-ending" can\'t name; the closest tag is {{product}}',
      { subject: '{{prodct}}' },
    ],
    [
      'a tag of another letter',
      'subject has {{safeDay}}, which the letter "features-ending" can\'t name; the closest tag is {{startDay}}',
      { subject: '{{product}} {{safeDay}}' },
    ],
    [
      'no day in its lead',
      'lead must name {{lastDay}} or {{midnight}}',
      { lead: ['{{ending}} will end.', 'Please finish.'] },
    ],
    [
      'one text instead of two in its lead',
      'lead must be two texts: what happens when, and what the reader has to do',
      { lead: ['{{ending}} until {{midnight}}'] as never },
    ],
    [
      'no steps',
      'sections must have a step that always appears, because this letter asks the reader to do something',
      { sections: ending.sections.slice(0, 2) },
    ],
    ['an empty text', 'sections[3].paragraphs[0] must not be empty', section({ paragraphs: [' \n '] })],
    ['nothing below a heading', 'sections[3] must have paragraphs, a list or steps', section({})],
    [
      'an unknown field',
      'sections[3] has an unknown field "text"',
      section({ steps: ['Read.'], text: 'Hello' }),
    ],
    ['an unclosed tag', "subject has a tag that can't be read (Unclosed tag at 9)", { subject: '{{product' }],
    [
      'a tag with one brace',
      'subject has a single brace; write tags as {{product}}',
      { subject: '{product}' },
    ],
    [
      'three braces',
      'subject has {{{product}}}; use plain names such as {{product}} as tags',
      { subject: '{{{product}}}' },
    ],
    [
      'a partial',
      'subject has {{> footer}}; use plain names such as {{product}} as tags',
      { subject: '{{> footer}}' },
    ],
    [
      'other delimiters',
      'subject has {{=<% %>=}}; use plain names such as {{product}} as tags',
      { subject: '{{=<% %>=}}<% product %>' },
    ],
    [
      'a tag that is not always known, in a text that is always needed',
      'lead[1] has {{price}}, which is not always known; put it in a paragraph, a list or a step',
      { lead: ['{{ending}} until {{midnight}}', 'Pay {{price}}.'] },
    ],
    [
      'a tag of several texts inside a text',
      'sections[3].paragraphs[0] has {{support}}, which stands for several texts; put it in a list, as an entry by itself',
      section({ paragraphs: ['Help: {{support}}'] }),
    ],
  ])('%s', (_, sentence, change) => {
    expect(flawed(change)).toBe(`${file('features-ending')} can't be used: ${sentence}.`);
  });

  it('because only a text that may be left out names a required tag', () => {
    const sections = [
      { heading: 'Then', paragraphs: ['{{accessLastDay}}, at {{price}}'], steps: ['Decide.'] },
    ];
    expect(flawed({ sections }, 'renewal')).toBe(
      `${file('renewal')} can't be used: must name {{accessLastDay}} somewhere.`,
    );
  });

  it('because the only step of a training letter names a session', () => {
    const template = {
      subject: '{{product}}: training',
      lead: ['{{product}} comes with training.', 'Please take part.'],
      sections: [{ heading: 'What to do', steps: ['Go on {{nextSession}}.'] }],
    };
    expect(refusalOf({ [file('training')]: template })).toBe(
      `${file('training')} can't be used: sections must have a step that always appears, because this letter asks the reader to do something.`,
    );
  });

  it('because it announces a day without the days left', () => {
    const lead = ['{{product}} ends at {{midnight}}.', 'Please decide.'];
    const sections = [{ heading: 'Then', paragraphs: ['{{accessLastDay}}'], steps: ['Decide.'] }];
    expect(refusalOf({ [file('renewal')]: { subject: '{{product}} ends', lead, sections } })).toBe(
      `${file('renewal')} can't be used: must name {{daysLeft}} or {{timeLeft}} or {{countdown}} somewhere.`,
    );
  });

  it('because its subject is too long', () => {
    expect(flawed({ subject: `{{product}} ${'very '.repeat(30)}` })).toBe(
      `${file('features-ending')} can't be used: subject must be at most 120 characters.`,
    );
  });

  it('because this offer leaves a section empty', () => {
    const sections = [...renewal.sections, { heading: 'After it', paragraphs: ['{{grace}} more'] }];
    expect(flawed({ sections }, 'renewal')).toBe(
      `${file('renewal')} can't be used: sections[2] would be left empty: the offer has nothing for it.`,
    );
  });

  it('because English text would stand inside a Spanish list', () => {
    const sections = [{ heading: 'Ayuda', list: ['{{support}}', 'Nuestra ayuda'], steps: ['Lea.'] }];
    expect(flawed({ sections }, 'features-ending', 'es')).toBe(
      `${file('features-ending', 'es')} can't be used: sections[0].list has {{support}}, which may be in English, among other entries; give it a section of its own.`,
    );
  });

  it('because its file name names nothing that exists', () => {
    expect(refusalOf({ 'acme/renewal.en.json': renewal })).toMatch(
      /^acme\/renewal\.en\.json can't be used: no offer "acme" exists; use one of .*xai-grok\.$/,
    );
    expect(refusalOf({ [`${offer}/renewals.en.json`]: renewal })).toContain(
      'no letter "renewals" exists; use one of ',
    );
    expect(refusalOf({ [`${offer}/renewal.fr.json`]: renewal })).toContain(
      'no language "fr" exists; use one of en, es.',
    );
    for (const name of ['renewal.en.json', `${offer}/renewal.json`, `${offer}/notes.txt`]) {
      expect(refusalOf({ [name]: renewal })).toBe(
        `${name} can't be used: name it <offer>/<letter>.<language>.json.`,
      );
    }
    expect(refusalOf({ [file('renewal')]: '{' })).toContain('is not valid JSON');
  });

  it('is named together with at most four others', () => {
    const wrong = { ...renewal, subject: 'Renew' };
    const names: LetterName[] = [
      'renewal',
      'welcome',
      'training',
      'community',
      'declined',
      'suspended',
      'terminated',
    ];
    const files = (count: number) =>
      Object.fromEntries(names.slice(0, count).map((name) => [file(name), wrong]));
    expect(refusalOf(files(2)).match(/can't be used/g)).toHaveLength(2);
    const told = refusalOf(files(7));
    expect(told.match(/can't be used/g)).toHaveLength(5);
    expect(told).toMatch(/ The same goes for 2 more files\.$/);
  });
});
