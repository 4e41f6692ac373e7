// The catalog: its offers, and the errors for a file that can't be used.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RefusedError } from '../../agreements/validation/errors.ts';
import { findOffer, loadCatalog, offerJsonSchema } from '../../offers/catalog.ts';
import { loadClauses } from '../../offers/clauses.ts';

const folder = join(import.meta.dirname, '../../offers');
const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8'));
const files = readdirSync(folder).filter(
  (file) => file.endsWith('.json') && !['offer.schema.json', 'clauses.json'].includes(file),
);

describe('the catalog', () => {
  it('has these offers', () => {
    expect([...loadCatalog().keys()].toSorted()).toEqual([
      'anthropic-claude',
      'anthropic-claude-schedule',
      'google-gemini-for-government',
      'google-gemini-schedule',
      'meta-llama',
      'microsoft-copilot',
      'openai-chatgpt-enterprise',
      'openai-chatgpt-schedule',
      'xai-grok',
    ]);
  });

  it('has ChatGPT Enterprise as it was announced: 1 dollar for a year, two features for 60 days', () => {
    const offer = findOffer(loadCatalog(), 'openai-chatgpt-enterprise');
    expect(offer.price).toEqual({ amount: '1.00', currency: 'USD', per: 'agency', source: 'announcement' });
    expect(offer.term).toEqual({ length: 'P1Y', source: 'announcement' });
    expect(offer.features.map(({ id, lasts }) => [id, lasts?.length])).toEqual([
      ['chatgpt-enterprise', undefined],
      ['deep-research', 'P60D'],
      ['advanced-voice-mode', 'P60D'],
    ]);
    const leads = (kind: string) =>
      offer.notices.flatMap((rule) => (rule.kind === kind && 'leads' in rule.when ? rule.when.leads : []));
    expect(leads('features-ending')).toEqual(['P30D', 'P14D', 'P7D', 'P1D']);
    expect(leads('renewal')).toEqual(['P120D', 'P90D', 'P60D', 'P30D', 'P14D', 'P7D', 'P1D']);
  });

  it('has an offer with a fixed end and one with a term of 18 months', () => {
    const catalog = loadCatalog();
    expect(findOffer(catalog, 'google-gemini-for-government').term).toMatchObject({
      lastDay: '2026-12-31',
    });
    expect(findOffer(catalog, 'xai-grok').term).toMatchObject({ length: 'P18M' });
  });

  it('has Copilot free for a year for those who opt in through September 2026, and a discount of unknown size after it', () => {
    const { price, term, enrollment, renewal } = findOffer(loadCatalog(), 'microsoft-copilot');
    expect(price).toEqual({ amount: '0.00', currency: 'USD', source: 'press' });
    expect(term).toMatchObject({ length: 'P12M' });
    expect(enrollment).toEqual({ lastDay: '2026-09-30', source: 'press' });
    expect(renewal.nextPrice?.text).toBe('a discount, for up to 36 months; no source names its amount');
  });

  it('has Llama free of charge and without an end', () => {
    const { price, term, enrollment } = findOffer(loadCatalog(), 'meta-llama');
    expect(price?.amount).toBe('0.00');
    expect(term).toEqual({ noEnd: true, source: 'press' });
    expect(enrollment).toBeUndefined();
  });

  it.each(['anthropic-claude-schedule', 'google-gemini-schedule', 'openai-chatgpt-schedule'])(
    'has %s at schedule rates: no price, and a term that each order says',
    (id) => {
      const { price, term } = findOffer(loadCatalog(), id);
      expect(price).toBeUndefined();
      expect(term).toEqual({ byOrder: true, source: 'schedule' });
    },
  );

  it.each(files)('%s cites a listed source for every fact, and cites every source that it lists', (file) => {
    const offer = read(file);
    const { price, term, enrollment, features, support, assurances, renewal } = offer;
    const { nextPrice, rules } = renewal;
    const facts = [
      price,
      term,
      enrollment,
      nextPrice,
      ...features,
      ...support,
      ...assurances,
      ...rules,
    ].filter((fact) => fact !== undefined);
    const cited = new Set(facts.map(({ source }) => source));
    expect(cited).toEqual(new Set(offer.sources.map(({ id }: { id: string }) => id)));
  });

  it.each(files)('%s has each of its texts in Spanish, except the names of products', (file) => {
    const { features, support, assurances, renewal, product, vendor, translations } = read(file);
    const { nextPrice, rules } = renewal;
    const texts = [...support, ...assurances, ...rules, ...(nextPrice ? [nextPrice] : [])];
    const advice = texts.map(({ text }: { text: string }) => text);
    const names = features
      .map(({ name }: { name: string }) => name)
      .filter((name: string) => name !== product && name !== vendor);
    expect(Object.keys(translations?.es ?? {}).toSorted()).toEqual([...names, ...advice].toSorted());
  });

  it.each(files)('%s has notices before and after each end', (file) => {
    const { notices, features } = read(file);
    const kinds = notices.map(({ kind }: { kind: string }) => kind);
    expect(kinds).toEqual(
      expect.arrayContaining(['welcome', 'renewal', 'access-ended', 'renewed', 'declined']),
    );
    if (features.some(({ lasts }: { lasts?: object }) => lasts)) {
      expect(kinds).toEqual(expect.arrayContaining(['features-ending', 'features-ended']));
    }
  });

  it('has a JSON Schema that matches the zod schema', () => {
    expect(read('offer.schema.json')).toEqual(JSON.parse(JSON.stringify(offerJsonSchema())));
  });

  it('lists its offers in the error for an unknown one', () => {
    expect(() => findOffer(loadCatalog(), 'openai-chatgpt')).toThrow(
      'No offer found for "openai-chatgpt"; the offers are anthropic-claude, anthropic-claude-schedule, google-gemini-for-government, google-gemini-schedule, meta-llama, microsoft-copilot, openai-chatgpt-enterprise, openai-chatgpt-schedule, xai-grok.',
    );
  });
});

describe('a wrong offer file', () => {
  let wrong: string;
  beforeEach(() => {
    wrong = mkdtempSync(join(tmpdir(), 'offers-'));
  });
  afterEach(() => rmSync(wrong, { recursive: true }));

  type Parts = ReturnType<typeof read>;

  it.each<[string, (offer: Parts) => Parts, string]>([
    [
      'a price without a source',
      ({ price: { source: _, ...price } }) => ({ price }),
      'price.source is missing',
    ],
    [
      'a price without cents',
      ({ price }) => ({ price: { ...price, amount: '1' } }),
      'price.amount must be an amount such as 1.00',
    ],
    [
      'another currency',
      ({ price }) => ({ price: { ...price, currency: 'EUR' } }),
      'price.currency must be USD',
    ],
    [
      'a term in words',
      ({ term }) => ({ term: { ...term, length: '1 year' } }),
      'term.length must be a period such as P1Y, P18M or P60D',
    ],
    [
      'a term of no length',
      () => ({ term: { source: 'announcement' } }),
      'term must have exactly one of "length", "lastDay", "noEnd" and "byOrder", and its "source"',
    ],
    [
      'a term with a length that its order says, too',
      ({ term }) => ({ term: { ...term, byOrder: true } }),
      'term must have exactly one of "length", "lastDay", "noEnd" and "byOrder", and its "source"',
    ],
    [
      'a window without a day',
      () => ({ enrollment: { source: 'announcement' } }),
      'enrollment must have a "firstDay" or a "lastDay"',
    ],
    [
      'a window without a source',
      () => ({ enrollment: { lastDay: '2026-09-30' } }),
      'enrollment.source is missing',
    ],
    [
      'a last day that does not exist',
      () => ({ term: { lastDay: '2027-02-30', source: 'announcement' } }),
      'term.lastDay must be a date that exists, written YYYY-MM-DD',
    ],
    ['no features', () => ({ features: [], translations: undefined }), 'features must not be empty'],
    [
      'a feature that starts at an unknown event',
      ({ features: [first] }) => ({ features: [{ ...first, lasts: { length: 'P60D', from: 'signature' } }] }),
      'features[0].lasts.from must be activation',
    ],
    [
      'a feature twice',
      ({ features }) => ({ features: [...features, features[1]] }),
      'features has "deep-research" twice',
    ],
    [
      'a source that is not listed',
      () => ({ support: [{ text: 'Help.', source: 'hearsay' }], translations: undefined }),
      'support[0].source "hearsay" is not among the ids in "sources"',
    ],
    [
      'Spanish for a text that it does not have',
      () => ({ translations: { es: { 'Free coffee.': 'Café gratis.' } } }),
      `translations.es translates "Free coffee.", which is none of the offer's texts`,
    ],
    [
      'a source twice',
      ({ sources }) => ({ sources: [...sources, sources[0]] }),
      'sources has "announcement" twice',
    ],
    [
      'a role that does not exist',
      ({ notices: [first] }) => ({ notices: [{ ...first, to: ['boss'] }] }),
      'notices[0].to[0] must be one of owner, contracting, technical, executive, operators',
    ],
    [
      'a notice without recipients',
      ({ notices: [first] }) => ({ notices: [{ ...first, to: [] }] }),
      'notices[0].to must not be empty',
    ],
    [
      'a notice that there are no words for',
      ({ notices: [first] }) => ({ notices: [{ ...first, kind: 'birthday' }] }),
      'notices[0].kind must be one of terms, welcome, training, training-reminder, community, features-ending, features-ended, renewal, access-ended, renewed, declined, suspended, reinstated, terminated',
    ],
    [
      'a notice at no time',
      ({ notices: [first] }) => ({ notices: [{ ...first, when: {} }] }),
      'notices[0].when must have "before" with "leads", "after" with "waits", or "at", or "on"',
    ],
    [
      'a notice at a time that its words are not for',
      ({ notices: [first] }) => ({ notices: [{ ...first, when: { on: 'renewed' } }] }),
      'notices[0].when must be "at offered" or "after offered", which a "terms" is worded for',
    ],
    [
      'a notice to operators that asks for nothing',
      ({ notices }) => ({
        notices: [{ ...notices[3], to: ['owner', 'operators'] }],
      }),
      'notices[0].to may name "operators" for terms and renewal only',
    ],
    [
      'a notice to operators alone',
      ({ notices: [first] }) => ({ notices: [{ ...first, to: ['operators'] }] }),
      'notices[0].to must name a role of the agency',
    ],
    ['a notice twice', ({ notices }) => ({ notices: [...notices, notices[0]] }), 'notices has "terms" twice'],
    [
      'a lead in two rules',
      ({ notices }) => ({
        notices: [...notices, { ...notices[9], when: { before: 'term-end', leads: ['P30D', 'P45D'] } }],
      }),
      'notices has "renewal P30D" twice',
    ],
    [
      'a second reminder of the training',
      ({ notices: [first] }) => ({
        notices: [
          { ...first, kind: 'training-reminder', when: { after: 'activation', waits: ['P7D', 'P21D'] } },
        ],
      }),
      'notices must have one "training-reminder" at most, with one wait',
    ],
    [
      'a misspelled field',
      ({ renewal }) => ({ renewal: { ...renewal, grase: 'P30D' } }),
      'renewal has an unknown field "grase"',
    ],
    [
      'two things wrong',
      () => ({ vendor: '', product: undefined }),
      'vendor must not be empty; product is missing',
    ],
  ])('with %s is refused, naming the file, the place and the flaw', (_, change, reason) => {
    const offer = read('openai-chatgpt-enterprise.json');
    const file = join(wrong, 'openai-chatgpt-enterprise.json');
    writeFileSync(file, JSON.stringify({ ...offer, ...change(offer) }));
    const shown = join(basename(wrong), 'openai-chatgpt-enterprise.json');
    expect(() => loadCatalog(wrong)).toThrow(new RefusedError(`${shown} can't be used: ${reason}.`));
  });

  it('is refused if its name is not its id', () => {
    writeFileSync(join(wrong, 'grok.json'), JSON.stringify(read('xai-grok.json')));
    const file = join(basename(wrong), 'grok.json');
    expect(() => loadCatalog(wrong)).toThrow(
      new RefusedError(`${file} can't be used: its id is "xai-grok"; make it the same as the file's name.`),
    );
  });

  it('may have a byte order mark, and so may the clauses', () => {
    const file = join(wrong, 'xai-grok.json');
    writeFileSync(file, `\uFEFF${JSON.stringify(read('xai-grok.json'))}`);
    expect([...loadCatalog(wrong).keys()]).toEqual(['xai-grok']);
    writeFileSync(file, `\uFEFF${JSON.stringify(loadClauses())}`);
    expect(loadClauses(file)).toEqual(loadClauses());
  });

  it('is refused if it is not JSON', () => {
    const file = join(wrong, 'grok.json');
    writeFileSync(file, '{ "id": grok }');
    expect(() => loadCatalog(wrong)).toThrow(`${file} is not valid JSON: Unexpected token`);
  });
});
