// Checks a template before it is used: are its tags valid, and does it state what its letter must state?
import { closest } from 'fastest-levenshtein';
import { agreementId } from '../../../agreements/model/ids.ts';
import type { Language } from '../../../agreements/model/parties.ts';
import type { Offer } from '../../../agreements/offer/schema.ts';
import { type Facts, factsOf } from '../letters/facts.ts';
import type { LetterName } from '../letters/letters.ts';
import { wordsIn } from '../letters/words/languages.ts';
import { filled } from './own-letter.ts';
import { anywhere, isUnsure, rules } from './rules.ts';
import { isTag, type TagName, tags } from './tags.ts';
import { onlyTag, type Template, tagsIn, tokensOf } from './template.ts';

type Path = (string | number)[];
type Flaw = { path: Path; message: string };

/** The letter that a template is for. */
export type Which = { offer: Offer; letter: LetterName; language: Language };

/** The reasons why a template can't be used. Empty if it can. */
export function flawsOf(template: Template, which: Which): Flaw[] {
  const places = placesOf(template);
  const broken = places.flatMap((place) => brokenTags(place));
  if (broken.length > 0) return broken;
  const misplaced = [
    ...places.flatMap((place) => misplacedTags(place, which)),
    ...mixedLists(template, which),
  ];
  if (misplaced.length > 0) return misplaced;
  return [...leftUnsaid(template, places, which), ...leftEmpty(template, which)];
}

/** One text of a template. `sure`: the letter needs this text. `entry`: an entry of a list. `line`: a paragraph or a step. */
type Place = { path: Path; text: string; part: 'sure' | 'line' | 'entry' };

function placesOf({ subject, lead, sections }: Template): Place[] {
  const each = (path: Path, texts: string[] | undefined, part: Place['part']) =>
    (texts ?? []).map((text, index): Place => ({ path: [...path, index], text, part }));
  return [
    { path: ['subject'], text: subject, part: 'sure' },
    ...each(['lead'], lead, 'sure'),
    ...sections.flatMap(({ heading, paragraphs, list, steps }, index): Place[] => {
      const path = ['sections', index];
      return [
        { path: [...path, 'heading'], text: heading, part: 'sure' },
        ...each([...path, 'paragraphs'], paragraphs, 'line'),
        ...each([...path, 'list'], list, 'entry'),
        ...each([...path, 'steps'], steps, 'line'),
      ];
    }),
  ];
}

function brokenTags({ path, text }: Place): Flaw[] {
  try {
    return tokensOf(text).flatMap(([kind, name, start, end]): Flaw[] => {
      if (kind === 'text') {
        const message = 'has a single brace; write tags as {{product}}';
        return /[{}]/.test(name) ? [{ path, message }] : [];
      }
      const message = `has ${text.slice(start, end)}; use plain names such as {{product}} as tags`;
      return kind === 'name' ? [] : [{ path, message }];
    });
  } catch (error) {
    return [{ path, message: `has a tag that can't be read (${(error as Error).message})` }];
  }
}

function misplacedTags({ path, text, part }: Place, { offer, letter, language }: Which): Flaw[] {
  const names = [...anywhere, ...rules[letter].names];
  const isAlone = part === 'entry' && onlyTag(text) !== undefined;
  return tokensOf(text).flatMap(([kind, name]): Flaw[] => {
    if (kind !== 'name') return [];
    const flaw = (message: string) => [{ path, message: `has {{${name}}}, ${message}` }];
    if (!isTag(name) || !names.includes(name)) {
      return flaw(`which the letter "${letter}" can't name; the closest tag is {{${closest(name, names)}}}`);
    }
    const { several, english } = tags[name];
    if (several && !isAlone)
      return flaw('which stands for several texts; put it in a list, as an entry by itself');
    if (part === 'sure' && isUnsure(name, letter, offer)) {
      return flaw('which is not always known; put it in a paragraph, a list or a step');
    }
    if (english && language !== 'en' && !isAlone) {
      return flaw('which may be in English; put it in a list, as an entry by itself');
    }
    return [];
  });
}

/** A Spanish letter marks a whole list as English, so a list must not mix entries that may be English with others. */
function mixedLists({ sections }: Template, { language }: Which): Flaw[] {
  if (language === 'en') return [];
  return sections.flatMap(({ list = [] }, index): Flaw[] => {
    const english = list.filter((entry) => tagsIn(entry).some((name) => tags[name].english));
    if (english.length === 0 || english.length === list.length) return [];
    const message = `has ${english[0]}, which may be in English, among other entries; give it a section of its own`;
    return [{ path: ['sections', index, 'list'], message }];
  });
}

function leftUnsaid({ sections }: Template, places: Place[], { offer, letter }: Which): Flaw[] {
  const { lead, somewhere = [], asks = false } = rules[letter];
  const isSure = (name: TagName) => !isUnsure(name, letter, offer);
  /** The tags in texts that always appear. */
  const named = (within: Place[]) =>
    within.map(({ text }) => tagsIn(text)).flatMap((names) => (names.every(isSure) ? names : []));
  const missing = (path: Path, groups: TagName[][], within: Place[], where = ''): Flaw[] =>
    groups
      .map((group) => group.filter(isSure))
      .filter((group) => group.length > 0 && !group.some((name) => named(within).includes(name)))
      .map((group) => ({ path, message: `must name ${either(group)}${where}` }));
  const under = (start: string) => places.filter(({ path }) => path[0] === start);
  return [
    ...missing(['subject'], [['product']], under('subject')),
    ...missing(['lead'], lead, under('lead')),
    ...missing([], somewhere, places, ' somewhere'),
    ...(asks && !sections.some(({ steps = [] }) => steps.some((step) => tagsIn(step).every(isSure)))
      ? [
          {
            path: ['sections'],
            message:
              'must have a step that always appears, because this letter asks the reader to do something',
          },
        ]
      : []),
  ];
}

function either(names: TagName[]): string {
  return names.map((name) => `{{${name}}}`).join(' or ');
}

/** The sections that this offer leaves empty. */
function leftEmpty(template: Template, { offer, letter, language }: Which): Flaw[] {
  const facts = exampleOf(offer, letter, language);
  return template.sections.flatMap((section, index): Flaw[] => {
    const tried = filled({ ...template, sections: [section] }, facts, language);
    const message = 'would be left empty: the offer has nothing for it';
    return tried?.sections.length ? [] : [{ path: ['sections', index], message }];
  });
}

/** An example with every fact that this offer can have. */
function exampleOf(offer: Offer, letter: LetterName, language: Language): Facts {
  const now = '2026-10-30T13:04:00Z';
  const featuresEndOn = '2026-11-30';
  const endsOn = '2027-10-01';
  const at = `${endsOn}T04:00:00Z`;
  const { vendor, product, price, renewal } = offer;
  const texts = (advice: { text: string }[]) => advice.map((each) => each.text);
  const ending = offer.features.filter(({ lasts }) => lasts);
  const reason = 'An example.';
  const act = { at: now, by: 'Someone', reason };
  return factsOf(
    {
      now,
      recipients: [],
      sessions: [
        {
          ...{ id: 'example', title: 'An example', minutes: 60, place: 'Somewhere', term: 1, sequence: 0 },
          ...{ starts: '2026-11-05T13:00', timeZone: 'America/New_York', startsAt: '2026-11-05T18:00:00Z' },
        },
      ],
      brief: {
        agreement: agreementId(offer.id, 'example.gov'),
        agency: { id: 'example.gov', name: 'An agency', timeZone: 'America/New_York' },
        vendor,
        product,
        term: { number: 1, startsOn: '2026-10-01', endsOn, endsAt: at, ...(price && { price }) },
        features: offer.features.map(({ id, name, lasts }) => ({
          ...{ id, name, on: true },
          ...(lasts && { ends: { on: featuresEndOn, at } }),
        })),
        ...(renewal.grace && { grace: renewal.grace }),
        support: texts(offer.support),
        community: texts(offer.support.filter(({ community }) => community)),
        assurances: texts(offer.assurances),
        renewalRules: texts(renewal.rules),
        status: 'promotional',
        version: '1.0',
        decision:
          letter === 'declined'
            ? { kind: 'decline', ...act }
            : { kind: 'renew', ...act, length: 'P1Y', ...(price && { price }) },
        reason,
      },
      about: {
        event: 'deadline',
        date: featuresEndOn,
        endsAt: at,
        features: ending.map(({ name }) => name),
        sequence: 0,
        deadline: {
          ...{ id: 'example', text: 'An example', ifMissed: 'An example.', clause: 'An example' },
          ...{ termEndsOn: endsOn, lastDay: '2026-11-29', safeDay: '2026-11-27' },
        },
      },
    },
    wordsIn[language],
  );
}
