// Short names: what they find if they are clear, and what is suggested if they are not.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { madeUpContacts } from '../../../clients/api/made-up-contacts.ts';
import { matchOffer, resolveAgreement } from '../../../clients/api/names.ts';
import { loadCatalog } from '../../../offers/catalog.ts';
import { openRig, type Rig } from '../../support/rig.ts';

const chatgpt = 'openai-chatgpt-enterprise';
const catalog = new Map(
  [...loadCatalog()].filter(([id]) => [chatgpt, 'xai-grok', 'google-gemini-for-government'].includes(id)),
);

describe('an offer', () => {
  it.each([
    [chatgpt, chatgpt],
    ['chatgpt', chatgpt],
    ['ChatGPT Enterprise', chatgpt],
    ['OpenAI', chatgpt],
    ['gem', 'google-gemini-for-government'],
    ['grok', 'xai-grok'],
  ])('is found as %s', (word, id) => {
    expect(matchOffer(catalog, word)).toBe(id);
  });

  it.each([
    ['ai', '"ai" could be openai-chatgpt-enterprise or xai-grok; name one of them.'],
    ['chatgtp', 'No offer found for "chatgtp"; did you mean openai-chatgpt-enterprise?'],
    [
      'copilot',
      'No offer found for "copilot"; the offers are google-gemini-for-government, openai-chatgpt-enterprise, xai-grok.',
    ],
  ])('is unclear or not found as %s', (word, sentence) => {
    expect(() => matchOffer(catalog, word)).toThrow(sentence);
  });
});

describe('an agreement', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await openRig({ isRehearsal: false });
    const { agreements } = rig;
    for (const [agency, offer] of [
      ['gsa.gov', chatgpt],
      ['gsa.gov', 'xai-grok'],
      ['acus.gov', 'xai-grok'],
      ['achp.gov', chatgpt],
      ['achp.gov', 'xai-grok'],
    ] as const)
      await agreements.start({ agency, offer, by: 'a test', contacts: madeUpContacts(agency) });
    for (const id of ['agreement:xai-grok:acus.gov', 'agreement:xai-grok:achp.gov'])
      await agreements.decide(id, { type: 'terminate', by: 'a test', reason: 'ordered by mistake' });
    await vi.waitFor(
      async () => {
        expect(await agreements.count('ExecutionStatus = "Completed"')).toBe(2);
        expect(await agreements.count('ExecutionStatus = "Running"')).toBe(3);
      },
      { timeout: 20_000, interval: 100 },
    );
  });
  afterAll(() => rig.close());

  it.each([
    ['agency and offer', ['gsa.gov', chatgpt], `agreement:${chatgpt}:gsa.gov`],
    ['agency and a word of the offer', ['gsa.gov', 'chatgpt'], `agreement:${chatgpt}:gsa.gov`],
    ['words of both', ['GSA', 'Grok'], 'agreement:xai-grok:gsa.gov'],
    ['several words of the offer', ['gsa', 'chatgpt', 'enterprise'], `agreement:${chatgpt}:gsa.gov`],
    ['the agency, if it has one open agreement', ['achp.gov'], `agreement:${chatgpt}:achp.gov`],
    ['the agency, if its only one is over', ['acus'], 'agreement:xai-grok:acus.gov'],
    ['a word of the offer that is over', ['achp', 'grok'], 'agreement:xai-grok:achp.gov'],
    ['its whole id', ['agreement:xai-grok:nobody.gov'], 'agreement:xai-grok:nobody.gov'],
  ])('is named by %s', async (_, words, id) => {
    expect(await resolveAgreement(rig.agreements, words, catalog)).toBe(id);
  });

  it.each([
    ['of several', ['gsa'], `Several agreements match; name one of gsa.gov ${chatgpt} or gsa.gov xai-grok.`],
    [
      'of an offer that the agency does not have',
      ['acus.gov', 'gemini'],
      'No agreement found for acus.gov gemini; there is acus.gov xai-grok.',
    ],
    ['of a mistyped agency', ['gsaa.gov'], 'No agreement found for gsaa.gov; did you mean gsa.gov?'],
    [
      'of the beginning of an agency',
      ['ac', 'grok'],
      'No agreement found for ac; did you mean achp.gov or acus.gov?',
    ],
    ['of nobody', ['nasa.gov', 'grok'], 'No agreement found for nasa.gov.'],
    [
      'of no domain at all',
      ['"; DROP'],
      'Name an agreement by the agency’s domain and a word of the offer: gsa.gov chatgpt.',
    ],
  ])('%s is suggested or refused in one sentence', async (_, words, sentence) => {
    await expect(resolveAgreement(rig.agreements, words, catalog)).rejects.toThrow(sentence);
  });
});
