// The offers on the screen.
import pc from 'picocolors';
import { expect, it } from 'vitest';
import { matchOffer } from '../../../clients/api/names.ts';
import { offerLines } from '../../../clients/output/offer-lines.ts';
import { findOffer, loadCatalog } from '../../../offers/catalog.ts';

const catalog = loadCatalog();
const screen = { columns: 200, colors: pc.createColors(false) };
const lines = (id: string, today = '2026-11-28') =>
  offerLines(
    [...catalog.values()].filter((offer) => offer.id === id),
    today,
    screen,
  );

it('show a window, whether it is closed, and what is known of the next price', () => {
  expect(lines('microsoft-copilot')).toEqual([
    'microsoft-copilot  Copilot (Microsoft)',
    'Price      free of charge',
    'Next price a discount, for up to 36 months; no source names its amount',
    'Term       12 months',
    'Window     a term starts by Wed, Sep 30, 2026; that day has passed, so only an earlier start can be entered',
    'Sources    Press reports on the OneGov agreement with Microsoft: free for up to 12 months for G5, opt in through September 2026, discounts for up to 36 months (2025-09-02)',
  ]);
  expect(lines('microsoft-copilot', '2026-09-30')).toContain('Window     a term starts by Wed, Sep 30, 2026');
});

it('name the texts that Spanish letters have in English', () => {
  const llama = findOffer(catalog, 'meta-llama');
  const help = { text: 'A help desk.', source: llama.sources[0]?.id ?? '' };
  expect(offerLines([{ ...llama, support: [...llama.support, help] }], '2026-11-28', screen)).toContain(
    'Spanish    these texts are in English in Spanish letters: "A help desk."',
  );
  for (const id of catalog.keys()) expect(lines(id).join('\n')).not.toContain('Spanish letters');
});

it.each([
  ['meta-llama', 'Term       without an end'],
  ['openai-chatgpt-schedule', 'Term       not known; each start names the last day of its order'],
  ['openai-chatgpt-schedule', 'Price      not known; the order says it'],
  ['google-gemini-for-government', 'Term       through Thu, Dec 31, 2026, whenever it starts'],
  ['openai-chatgpt-enterprise', 'Next price not known; the order says it'],
])('%s: %s', (id, line) => {
  expect(lines(id)).toContain(line);
});

it.each([
  ['chatgpt', 'openai-chatgpt-enterprise'],
  ['claude', 'anthropic-claude'],
  ['copilot', 'microsoft-copilot'],
])('a word means the offer that has a price: %s is %s', (word, id) => {
  expect(matchOffer(catalog, word)).toBe(id);
});

it('offers at schedule rates are named by their ids', () => {
  expect(matchOffer(catalog, 'openai-chatgpt-schedule')).toBe('openai-chatgpt-schedule');
  expect(() => matchOffer(catalog, 'schedule')).toThrow(
    '"schedule" could be anthropic-claude-schedule, google-gemini-schedule, or openai-chatgpt-schedule; name one of them.',
  );
});
