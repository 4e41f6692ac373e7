// Pages of agreements of which not all is known: no end, no price of the next term.
import { afterEach, expect, it } from 'vitest';
import type { Purpose } from '../../activities/notices/links/signed-links.ts';
import type { Agreement } from '../../agreements/model/agreement.ts';
import { findOffer, loadCatalog } from '../../offers/catalog.ts';
import { act, begun, chatgpt, lived, morning, olive } from '../agreements/support/given.ts';
import { type Shown, show } from './in-memory.ts';

const catalog = loadCatalog();
const llama = findOffer(catalog, 'meta-llama');
const copilot = findOffer(catalog, 'microsoft-copilot');

let shown: Shown;
afterEach(() => shown.stop());

/** What a page says, without its tags. */
async function textOf(agreement: Agreement, day: string, purpose: Purpose, language = 'en'): Promise<string> {
  const contacts = agreement.contacts.map((one) => ({ ...one, language: language as 'en' | 'es' }));
  shown = await show({ ...agreement, contacts }, morning(day));
  const link = await shown.linkFor(olive, purpose);
  const response = await fetch(link, { headers: { 'accept-language': language } });
  expect(response.status).toBe(200);
  const html = await response.text();
  expect(html).not.toMatch(/undefined|null|NaN|Invalid/);
  return html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
}

it.each([
  ['en', 'In use, with no end date.', 'From Tuesday, September 1, 2026, with no end date', 'Free of charge'],
  [
    'es',
    'En uso, sin fecha de término.',
    'Desde el martes 1 de septiembre de 2026, sin fecha de término',
    'Sin costo',
  ],
])('a term without an end, in %s', async (language, phase, term, price) => {
  const text = await textOf(
    lived(begun({ offer: llama }), '2026-12-01'),
    '2026-12-01',
    'acknowledge',
    language,
  );
  for (const said of [phase, term, price]) expect(text).toContain(said);
  expect(text).not.toMatch(/Price of the next term|Precio del próximo período/);
});

it('terms without an end, before they are accepted', async () => {
  const awaiting = begun({ offer: llama, awaitsAcceptance: true });
  const text = await textOf(lived(awaiting, '2026-09-03'), '2026-09-03', 'accept');
  expect(text).toContain('From the day you choose, with no end date');
});

it.each([
  [
    'en',
    'Price of the next term Not known yet. Your agency’s order sets it, and it may differ from this term’s.',
  ],
  [
    'es',
    'Precio del próximo período Todavía no se conoce. Lo fija la orden de su agencia y puede ser distinto del actual.',
  ],
])('the question about renewal, while the next price is not known, in %s', async (language, said) => {
  const text = await textOf(lived(begun({ offer: chatgpt }), '2027-06-10'), '2027-06-10', 'decide', language);
  expect(text).toContain(said);
});

it('the question about renewal, after a free term with a discount of unknown size', async () => {
  const text = await textOf(lived(begun({ offer: copilot }), '2027-06-10'), '2027-06-10', 'decide');
  expect(text).toContain('Price of this term Free of charge');
  expect(text).toContain(
    'Price of the next term A discount, for up to 36 months; no source names its amount',
  );
});

it('a second term does not have the price of the first', async () => {
  const renewed = lived(begun({ offer: chatgpt }), '2027-10-01', {
    acts: [act('2027-06-10', { type: 'renew', by: 'Olive' })],
    terms: 2,
  });
  const text = await textOf(renewed, '2027-10-01', 'acknowledge');
  expect(text).toContain('Price of this term As in your agency’s order');
  expect(text).not.toContain('$1.00');
});
