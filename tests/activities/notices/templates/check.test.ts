// Letters in the words of an offer that are refused before anything is sent, and what one is told.
import { describe, expect, it } from 'vitest';
import type { LetterName } from '../../../../activities/notices/letters/letter-names.ts';
import type { Template } from '../../../../activities/notices/templates/template.ts';
import type { Language } from '../../../../agreements/model/parties.ts';
import { ending, file, offer, refusalOf, renewal } from './template-files.ts';

describe('a template that can not be used', () => {
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
      'a fact misspelled',
      'subject has {{prodct}}, which a letter "features-ending" can\'t name; the nearest that it can is {{product}}',
      { subject: '{{prodct}}' },
    ],
    [
      'the fact of another letter',
      'subject has {{safeDay}}, which a letter "features-ending" can\'t name; the nearest that it can is {{startDay}}',
      { subject: '{{product}} {{safeDay}}' },
    ],
    [
      'no day in its first lines',
      'lead must name {{lastDay}} or {{midnight}}',
      { lead: ['{{ending}} will end.', 'Please finish.'] },
    ],
    [
      'one line instead of two',
      'lead must be two texts: what happens when, and what the reader has to do',
      { lead: ['{{ending}} until {{midnight}}'] as never },
    ],
    [
      'nothing to do',
      'sections must have one with a step that is always there, for it asks its reader to do something',
      { sections: ending.sections.slice(0, 2) },
    ],
    ['an empty text', 'sections[3].paragraphs[0] must not be empty', section({ paragraphs: [' \n '] })],
    ['nothing under a heading', 'sections[3] must have paragraphs, a list or steps', section({})],
    [
      'a part that there is not',
      'sections[3] has an unknown field "text"',
      section({ steps: ['Read.'], text: 'Hello' }),
    ],
    ['a tag left open', "subject has a tag that can't be read (Unclosed tag at 9)", { subject: '{{product' }],
    [
      'a tag with one brace',
      'subject has a brace that belongs to no tag; tags are written {{product}}',
      { subject: '{product}' },
    ],
    [
      'three braces',
      'subject has {{{product}}}, and tags are plain names such as {{product}}',
      { subject: '{{{product}}}' },
    ],
    [
      'a partial',
      'subject has {{> footer}}, and tags are plain names such as {{product}}',
      { subject: '{{> footer}}' },
    ],
    [
      'other delimiters',
      'subject has {{=<% %>=}}, and tags are plain names such as {{product}}',
      { subject: '{{=<% %>=}}<% product %>' },
    ],
    [
      'what is not always known, in a line that has to be there',
      'lead[1] has {{price}}, which is not always known; put it into a paragraph, a list or a step',
      { lead: ['{{ending}} until {{midnight}}', 'Pay {{price}}.'] },
    ],
    [
      'several texts within one',
      'sections[3].paragraphs[0] has {{support}}, which stands for several texts; make it an entry of a list, alone',
      section({ paragraphs: ['Help: {{support}}'] }),
    ],
  ])('%s', (_, sentence, change) => {
    expect(flawed(change)).toBe(`${file('features-ending')} can't be used: ${sentence}.`);
  });

  it('for a fact that only a line names which may be left out', () => {
    const sections = [
      { heading: 'Then', paragraphs: ['{{accessLastDay}}, at {{price}}'], steps: ['Decide.'] },
    ];
    expect(flawed({ sections }, 'renewal')).toBe(
      `${file('renewal')} can't be used: must name {{accessLastDay}} somewhere.`,
    );
  });

  it('for a training whose only step waits for a session', () => {
    const template = {
      subject: '{{product}}: training',
      lead: ['{{product}} comes with training.', 'Please take part.'],
      sections: [{ heading: 'What to do', steps: ['Go on {{nextSession}}.'] }],
    };
    expect(refusalOf({ [file('training')]: template })).toBe(
      `${file('training')} can't be used: sections must have one with a step that is always there, for it asks its reader to do something.`,
    );
  });

  it('for a day to come without the days left until then', () => {
    const lead = ['{{product}} ends at {{midnight}}.', 'Please decide.'];
    const sections = [{ heading: 'Then', paragraphs: ['{{accessLastDay}}'], steps: ['Decide.'] }];
    expect(refusalOf({ [file('renewal')]: { subject: '{{product}} ends', lead, sections } })).toBe(
      `${file('renewal')} can't be used: must name {{daysLeft}} or {{timeLeft}} or {{countdown}} somewhere.`,
    );
  });

  it('for a subject that no mail program shows whole', () => {
    expect(flawed({ subject: `{{product}} ${'very '.repeat(30)}` })).toBe(
      `${file('features-ending')} can't be used: subject must be at most 120 characters.`,
    );
  });

  it('for a section that this offer leaves empty', () => {
    const sections = [...renewal.sections, { heading: 'After it', paragraphs: ['{{grace}} more'] }];
    expect(flawed({ sections }, 'renewal')).toBe(
      `${file('renewal')} can't be used: sections[2] would be left empty: the offer has nothing for it.`,
    );
  });

  it('for English within a Spanish text', () => {
    const sections = [{ heading: 'Ayuda', list: ['{{support}}', 'Nuestra ayuda'], steps: ['Lea.'] }];
    expect(flawed({ sections }, 'features-ending', 'es')).toBe(
      `${file('features-ending', 'es')} can't be used: sections[0].list has {{support}}, whose text is English, among others; give it a section of its own.`,
    );
  });

  it('for what its name says', () => {
    expect(refusalOf({ 'acme/renewal.en.json': renewal })).toMatch(
      /^acme\/renewal\.en\.json can't be used: there is no offer "acme"; there are .*xai-grok\.$/,
    );
    expect(refusalOf({ [`${offer}/renewals.en.json`]: renewal })).toContain(
      'there is no letter "renewals"; there are ',
    );
    expect(refusalOf({ [`${offer}/renewal.fr.json`]: renewal })).toContain(
      'there is no language "fr"; there are en, es.',
    );
    for (const name of ['renewal.en.json', `${offer}/renewal.json`, `${offer}/notes.txt`]) {
      expect(refusalOf({ [name]: renewal })).toBe(
        `${name} can't be used: it must be a <offer>/<letter>.<language>.json.`,
      );
    }
    expect(refusalOf({ [file('renewal')]: '{' })).toContain('is not JSON');
  });

  it('is named with all others that can not be, five at most', () => {
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
    expect(told).toMatch(/ So it is with 2 more\.$/);
  });
});
