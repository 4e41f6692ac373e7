// The answers of the pages, in every state of the agreement and the link.
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Purpose } from '../../activities/notices/links/signed-links.ts';
import { check } from '../../agreements/commands/check.ts';
import type { Command } from '../../agreements/commands/command.ts';
import type { Agreement } from '../../agreements/model/agreement.ts';
import type { Contact } from '../../agreements/model/parties.ts';
import { day, later } from '../../agreements/time/instants.ts';
import { RefusedError } from '../../agreements/validation/errors.ts';
import { NoWorkerError } from '../../clients/api/unanswered.ts';
import { forms } from '../../pages/model/link-status.ts';
import type { PagesOptions } from '../../pages/routes.ts';
import {
  act,
  amend,
  begun,
  carl,
  course,
  edna,
  gemini,
  lived,
  morning,
  olive,
  renew,
  suspend,
  terminate,
} from '../agreements/support/given.ts';
import { links, type Shown, show } from './in-memory.ts';

const now = morning('2027-06-10');
const inWindow = lived(begun(), '2027-06-10');
const awaiting = begun({ awaitsAcceptance: true, now: morning('2027-06-09') });
const spanish: Contact = { ...carl, language: 'es' };
const bilingual: Agreement = { ...inWindow, contacts: [olive, spanish, edna] };

const shown: Shown[] = [];
afterEach(async () => {
  for (const one of shown.splice(0)) await one.stop();
});

async function pagesOf(agreement: Agreement, options: Partial<PagesOptions> = {}): Promise<Shown> {
  const pages = await show(agreement, now, options);
  shown.push(pages);
  return pages;
}

/** The page that a contact's link leads to. */
async function open(agreement: Agreement, contact: Contact, purpose: Purpose, asked = {}) {
  const pages = await pagesOf(agreement);
  const url = await pages.linkFor(contact, purpose, asked);
  const { status, text } = await get(url);
  return { pages, url, status, text };
}

async function get(url: string, init: RequestInit = {}) {
  const response = await fetch(url, { redirect: 'manual', ...init });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

function post(url: string, filled: Record<string, string> = {}, headers: Record<string, string> = {}) {
  return get(url, { method: 'POST', body: new URLSearchParams(filled), headers });
}

const escaped = (text: string) =>
  text.replaceAll('&', '&#38;').replaceAll("'", '&#39;').replaceAll('"', '&#34;');
const headingOf = (text: string) => /<h1><bdi>(.*?)<\/bdi><\/h1>/.exec(text)?.[1];
const buttonsOf = (text: string) =>
  [...text.matchAll(/<button[^>]*>(.*?)<\/button>/g)].map(([, name]) => name);

describe('the page of an agreement', () => {
  it('shows its facts, phase, dates and the question, with one button', async () => {
    const { text, status } = await open(inWindow, olive, 'decide');
    expect(status).toBe(200);
    expect(headingOf(text)).toBe('ChatGPT Enterprise for Access Board');
    for (const part of [
      'In use through Tuesday, August 31, 2027. Your agency needs to decide by then whether to renew.',
      'Tuesday, September 1, 2026, through Tuesday, August 31, 2027',
      '$1.00 per agency',
      'Unlimited Deep Research (through Friday, October 30, 2026)',
      '83 days left, counting today',
      'Dates are in Eastern Time',
      'Notice sent: decision about renewal',
      'Does Access Board want to renew?',
      'This page is for Olive.',
    ]) {
      expect(text).toContain(part);
    }
    expect(buttonsOf(text)).toEqual(['Send this answer']);
  });

  it('is in the contact’s language', async () => {
    const { text } = await open(bilingual, spanish, 'decide');
    expect(text).toContain('<html lang="es">');
    expect(text).toContain('En uso, hasta el martes 31 de agosto de 2027 inclusive.');
    expect(buttonsOf(text)).toEqual(['Enviar esta respuesta']);
  });

  it('has the offer’s texts in the contact’s language too, and marks texts that are in English only', async () => {
    const inSpanish = begun({ awaitsAcceptance: true, now: morning('2027-06-09'), contacts: [spanish] });
    const { text } = await open(inSpanish, spanish, 'accept');
    expect(text).toContain('Deep Research sin límite (durante los primeros 60 días)');
    expect(text).toContain('Los datos de trabajo no se usan para entrenar ni mejorar los modelos de OpenAI.');
    expect(text).not.toContain('solo existe en inglés');
    const { translations: _, ...offer } = inSpanish.offer;
    const { text: english } = await open({ ...inSpanish, offer }, spanish, 'accept');
    expect(english).toContain('solo existe en inglés');
    expect(english).toContain('<span lang="en">Business data is not used');
  });

  it('shows the terms to accept, and the vendor’s promises', async () => {
    const { text } = await open(awaiting, olive, 'accept');
    expect(text).toContain('1 year, from the day you choose');
    expect(text).toContain('Unlimited Deep Research (for the first 60 days)');
    for (const { text: part } of [...awaiting.offer.support, ...awaiting.offer.renewal.rules])
      expect(text).toContain(escaped(part));
    expect(text).toContain('Business data is not used to train or improve OpenAI&#39;s models.');
    expect(text).toContain('value="2027-06-10" min="2027-06-10" max="2028-06-10"');
    expect(buttonsOf(text)).toEqual(['Accept the terms']);
  });

  it('with a fixed last day does not begin in the past', async () => {
    const late = begun({ offer: gemini, awaitsAcceptance: true, now: morning('2026-09-01') });
    const pages = await show(late, morning('2026-09-10'));
    shown.push(pages);
    const { text } = await get(await pages.linkFor(olive, 'accept'));
    expect(text).toContain('Thursday, September 10, 2026, through Thursday, December 31, 2026');
  });

  it('of a rehearsal says that it is one', async () => {
    const { text } = await open({ ...inWindow, id: `${inWindow.id}@2026` }, olive, 'decide');
    expect(text).toContain('This is a rehearsal.');
  });
});

describe('a link that can’t be answered', () => {
  const expired = { at: later(now, -14 * day) };

  it('because it was used: says who used it and when, and offers a new one', async () => {
    const decided = lived(begun(), '2027-06-10', { acts: [act('2027-06-01', renew)] });
    const { text } = await open(decided, carl, 'decide');
    expect(text).toContain('This was already answered');
    expect(text).toContain('By Olive, on Tuesday, June 1, 2027.');
    expect(text).toContain('The decision is to renew: the next term starts right after.');
    expect(text).toContain('You don’t need to do anything now.');
    expect(text).toMatch(/What else you can do here(.|\n)*>Get a new link</);
    expect(buttonsOf(text)).toEqual([]);
  });

  it('because the terms have changed: says so, and offers a new one', async () => {
    const acts = [act('2027-06-01', amend({ termEndsOn: '2027-10-01' }))];
    const moved = lived(begun(), '2027-06-10', { acts });
    const { text } = await open(moved, olive, 'decide', { version: '1.0' });
    expect(text).toContain('The terms have changed');
    expect(buttonsOf(text)).toEqual(['Send me a new link']);
  });

  it('because it has expired: offers a new one to the address on record, which it masks', async () => {
    const { pages, url, text } = await open(inWindow, olive, 'decide', expired);
    expect(headingOf(text)).toBe('This link has expired');
    expect(text).toContain('o…@access-board.gov');
    expect(text).not.toContain(olive.email);
    expect(text).not.toContain('Carl');
    expect(buttonsOf(text)).toEqual(['Send me a new link']);
    const { status, headers } = await post(`${url}/link`);
    expect([status, headers.get('location')]).toEqual([303, expect.stringMatching(/\/link\/done$/)]);
    expect(pages.client.commands).toMatchObject([{ type: 'send-link', contact: olive.email }]);
    const done = await get(`${pages.url}${headers.get('location')}`);
    expect(done.text).toContain('A new link is on its way');
    expect(done.text).toContain('o…@access-board.gov');
    expect(done.text).not.toContain(olive.email);
  });

  it('because it has expired: shows no names and no answers on any page, and no calendar', async () => {
    const decided = lived(begun(), '2027-06-10', { acts: [act('2027-06-01', renew)] });
    for (const agreement of [
      decided,
      lived(decided, '2027-06-10', { acts: [act('2027-06-09', terminate)] }),
    ]) {
      const { url, text } = await open(agreement, olive, 'decide', expired);
      expect(text).not.toMatch(/Olive|Carl/);
      for (const path of ['calendar', ...forms.flatMap((form) => [form, `${form}/done`])]) {
        const { status, text } = await get(`${url}/${path}`);
        expect([path, status]).toEqual([path, path === 'link' && agreement === decided ? 200 : 303]);
        expect(text).not.toMatch(/Olive|Carl/);
      }
    }
  });

  it('because it has expired and the agreement is over: says so, and offers nothing', async () => {
    const over = lived(begun(), '2027-06-10', { acts: [act('2027-06-01', terminate)] });
    const { url, text } = await open(over, olive, 'decide', expired);
    expect(headingOf(text)).toBe('This link has expired');
    expect(text).toContain('The agreement is over, and there is nothing left to answer.');
    expect(buttonsOf(text)).toEqual([]);
    expect((await post(`${url}/link`)).status).toBe(403);
  });

  it('because it has expired and mail to the address bounced: says that no link can be sent', async () => {
    const { url, text } = await open({ ...inWindow, unreachable: [olive.email] }, olive, 'decide', expired);
    expect(text).toContain('Mail to your address on record came back, so we can’t send you a new one.');
    expect(buttonsOf(text)).toEqual([]);
    expect((await post(`${url}/link`)).status).toBe(403);
  });

  it('because it went to a former contact: says whom to ask, and offers nothing', async () => {
    const { pages, url, text } = await open({ ...inWindow, contacts: [carl] }, olive, 'decide');
    expect(headingOf(text)).toBe('You are no longer a contact of this agreement');
    expect(text).toContain('ask a colleague');
    expect(text).not.toContain('Carl');
    expect(buttonsOf(text)).toEqual([]);
    for (const form of forms) expect((await post(`${url}/${form}`)).status).toBe(403);
    expect(pages.client.commands).toEqual([]);
  });

  it('because the agreement is over: says how it ended, and offers nothing', async () => {
    const over = lived(begun(), '2027-06-10', { acts: [act('2027-06-01', terminate)] });
    const { pages, url, text } = await open(over, olive, 'decide');
    expect(text).toContain('This agreement is over');
    expect(text).toContain('The agreement was terminated early.');
    expect(text).toContain('There is nothing left to answer or confirm.');
    expect(buttonsOf(text)).toEqual([]);
    expect(text).not.toContain('What else you can do here');
    for (const form of forms) expect((await post(`${url}/${form}`)).status).toBe(403);
    expect(pages.client.commands).toEqual([]);
  });

  it('because the agreement is over: a notice can be confirmed as long as something is left to carry out', async () => {
    const over = lived(begun(), '2027-06-10', { acts: [act('2027-06-01', terminate)] });
    const [obligation = ''] = over.record.flatMap((entry) =>
      entry.type === 'settled' && entry.notice?.notice === 'terminated' ? [entry.id] : [],
    );
    const ending: Agreement = { ...over, plan: begun().plan.slice(0, 1) };
    const { pages, url, text } = await open(ending, olive, 'acknowledge', { obligation });
    expect(text).toContain('You can still confirm that you got the notice.');
    expect(buttonsOf(text)).toEqual(['I got the notice']);
    for (const _ of [1, 2]) expect((await post(`${url}/acknowledge`)).status).toBe(303);
    expect(pages.client.commands).toMatchObject([{ type: 'acknowledge', notice: obligation }]);
    expect((await get(url)).text).toContain('There is nothing left to answer or confirm.');
  });

  it('because the agreement is over though renewal was requested: says that none was recorded', async () => {
    const asks = { type: 'ask-renewal', by: 'Olive', contact: olive.email } as const;
    const over = lived(begun(), '2027-09-10', { acts: [act('2027-06-01', asks)] });
    for (const [reader, says] of [
      [olive, 'Your agency asked to renew, but no renewal was recorded.'],
      [spanish, 'Su agencia había pedido la renovación, pero no consta ninguna.'],
    ] as const) {
      const { text } = await open({ ...over, contacts: [olive, spanish] }, reader, 'decide');
      expect(text).toContain(says);
      expect(text).not.toContain('without a decision');
    }
  });

  it('because the agreement is suspended: says so, and offers the contact’s own forms', async () => {
    const suspended = lived(begun(), '2027-06-10', { acts: [act('2027-06-01', suspend)] });
    const { url, text } = await open(suspended, olive, 'decide');
    expect(text).toContain('The agreement is suspended');
    expect(text).toContain('Suspended since Tuesday, June 1, 2027.');
    expect(buttonsOf(text)).toEqual([]);
    expect((await post(`${url}/answer`, { answer: 'renew' })).status).toBe(403);
    expect((await post(`${url}/pace`, { pace: 'decisions' })).status).toBe(303);
  });
});

describe('an address that we did not sign', () => {
  it('is not found, and the answer reveals nothing', async () => {
    const pages = await pagesOf(inWindow);
    const url = await pages.linkFor(olive, 'decide');
    const bodies = new Set<string>();
    for (const path of [
      '/',
      '/a',
      '/a/x',
      '/a/x.y.z',
      '/c/x.ics',
      '/elsewhere',
      `${new URL(url).pathname}x`,
    ]) {
      const { status, text } = await get(`${pages.url}${path}`);
      expect(status).toBe(404);
      bodies.add(text);
    }
    expect(bodies.size).toBe(1);
    expect(await get(`${url}/nothing`)).toMatchObject({ status: 404 });
    expect(await get(url, { method: 'PUT' })).toMatchObject({ status: 404 });
    expect(await get(url, { method: 'POST' })).toMatchObject({ status: 404 });
  });

  it('is answered in the browser’s language', async () => {
    const pages = await pagesOf(inWindow);
    const at = async (languages: string) =>
      headingOf((await get(`${pages.url}/a/x`, { headers: { 'Accept-Language': languages } })).text);
    expect(await at('es-MX,es;q=0.9,en;q=0.8')).toBe('No se encontró la página');
    expect(await at('de,en;q=0.8')).toBe('Page not found');
    expect(await at('tlh')).toBe('Page not found');
  });

  it('never causes a server error', async () => {
    const pages = await pagesOf(inWindow, { trustProxy: 1 });
    const url = await pages.linkFor(olive, 'decide');
    const part = fc.oneof(
      fc.string({ unit: 'grapheme' }).map(encodeURIComponent),
      fc.base64String().map(encodeURIComponent),
      fc.constantFrom('%E0%A4%A', '%00', '..%2f..', '%2e%2e', url.slice(-100), `${url.slice(-300)}=`),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 4 }), fc.ipV4(), async (parts, address) => {
        const { status, text } = await get(`${pages.url}/${parts.join('/')}`, {
          headers: { 'X-Forwarded-For': address },
        });
        expect([400, 404]).toContain(status);
        expect(text).not.toMatch(/ at .*\.ts|node_modules|Error:/);
      }),
      { numRuns: 200 },
    );
  });

  it('includes a calendar address in the path of a page, and a page’s link in the path of a calendar', async () => {
    const pages = await pagesOf(inWindow);
    const calendar = await pages.linkFor(olive, 'calendar');
    const answering = await pages.linkFor(olive, 'decide');
    expect((await get(calendar)).status).toBe(200);
    expect((await get(answering)).status).toBe(200);
    expect((await get(calendar.replace('/c/', '/a/').replace('.ics', ''))).status).toBe(404);
    expect((await post(`${calendar.replace('/c/', '/a/').replace('.ics', '')}/leave`)).status).toBe(404);
    expect((await get(`${answering.replace('/a/', '/c/')}.ics`)).status).toBe(404);
  });
});

describe('every answer', () => {
  it('forbids scripts, other hosts, caches, frames, search engines and referrers', async () => {
    const pages = await pagesOf(inWindow, { links: { ...links, url: 'https://pages.example' } });
    const url = await pages.linkFor(olive, 'decide');
    for (const at of [url, `${url}/pace`, `${url}/pace/done`, `${url}/calendar`, `${pages.url}/nothing`]) {
      const { headers, text } = await get(at);
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'self'; /);
      expect(headers.get('content-security-policy')).toContain("form-action 'self'");
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('x-robots-tag')).toContain('noindex');
      expect(headers.get('strict-transport-security')).toContain('max-age');
      expect(headers.has('x-powered-by')).toBe(false);
      expect(text).not.toMatch(/<script|\son\w+=|style=/);
    }
  });

  it('stays below the path of the links', async () => {
    const below = { ...links, url: 'http://pages.example/onegov/' };
    const pages = await pagesOf(inWindow, { links: below });
    const { status, text } = await get(await pages.linkFor(olive, 'decide'));
    expect(status).toBe(200);
    const own = [...text.matchAll(/(?:href|action)="(\/[^"]*)"/g)].map(([, path]) => path ?? '');
    expect(own.length).toBeGreaterThan(6);
    for (const path of own) expect(path).toMatch(/^\/onegov\/(a|assets)\//);
    const [stylesheet = ''] = own.filter((path) => path.endsWith('.css'));
    expect(await get(`${pages.url}${stylesheet}`)).toMatchObject({ status: 200 });
  });

  it('uses our stylesheet and fonts, which browsers may keep for a year', async () => {
    const { pages, text } = await open(inWindow, olive, 'decide');
    const [, stylesheet = ''] = /href="([^"]*uswds\.min\.css)"/.exec(text) ?? [];
    const { headers, text: css } = await get(`${pages.url}${stylesheet}`);
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(headers.get('content-encoding')).toBe('gzip');
    expect(css).not.toContain('sourceMappingURL');
    const font = await get(
      `${pages.url}${stylesheet.replace(/css\/.*/, 'fonts/source-sans-pro/sourcesanspro-bold-webfont.woff2')}`,
    );
    expect(font.headers.get('cache-control')).toContain('immutable');
    const missing = await get(`${pages.url}${stylesheet.replace(/css\/.*/, 'js/uswds.min.js')}`);
    expect([missing.status, missing.headers.get('cache-control')]).toEqual([404, 'no-store']);
  });
});

describe('the contacts', () => {
  it('can’t be changed with a notice’s link, which people may forward, but only with a new link', async () => {
    const { pages, url, text } = await open(inWindow, olive, 'trained');
    expect(buttonsOf(text)).toEqual(['Report training']);
    expect(text).toContain('>Name another contact</a> (we mail you a new link first)');
    expect(text).toContain('>This is no longer my job</a> (we mail you a new link first)');
    const nora = { name: 'Nora', email: 'nora@access-board.gov', roles: 'owner', language: 'en' };
    for (const [form, values] of [
      ['contact', nora],
      ['pace', { pace: 'decisions' }],
      ['leave', {}],
    ] as const) {
      const page = await get(`${url}/${form}`);
      const refused = await post(`${url}/${form}`, values);
      expect([page.status, refused.status]).toEqual([200, 403]);
      for (const { text } of [page, refused]) {
        expect(buttonsOf(text)).toEqual(['Send me a new link']);
        expect(text).toContain('o…@access-board.gov');
        expect(text).not.toContain(olive.email);
      }
    }
    expect(pages.client.commands).toEqual([]);
    const fresh = await pages.linkFor(olive, 'acknowledge', { obligation: `link:${now}` });
    expect(buttonsOf((await get(`${fresh}/contact`)).text)).toEqual(['Add this contact']);
    expect((await post(`${fresh}/contact`, nora)).status).toBe(303);
    expect((await post(`${fresh}/leave`)).status).toBe(303);
    expect(pages.client.commands).toMatchObject([{ type: 'name-contact' }, { type: 'leave' }]);
  });

  it('can’t change another contact’s entry', async () => {
    const { pages, url } = await open(inWindow, olive, 'decide');
    const filled = { name: 'C', roles: 'owner', language: 'en' };
    const { status, text } = await post(`${url}/contact`, { ...filled, email: carl.email });
    expect(status).toBe(422);
    expect(text).toContain('<a class="usa-link" href="#email">This address belongs to another contact');
    expect(pages.client.commands).toEqual([]);
    expect((await post(`${url}/contact`, { ...filled, email: olive.email })).status).toBe(303);
  });
});

describe('the page after a form', () => {
  it('names the contacts who get the welcome, once the terms are accepted', async () => {
    const contacts: Contact[] = [olive, carl, { ...edna, roles: ['technical'], pace: 'decisions' }];
    const { url } = await open({ ...awaiting, contacts }, carl, 'accept');
    await post(`${url}/accept`, { startsOn: '2027-06-10' });
    expect((await get(`${url}/accept/done`)).text).toContain(
      'When access is ready, we send a notice to Olive.',
    );
  });

  it('names the contacts, but not the notices that each one gets', async () => {
    const { url } = await open({ ...inWindow, unreachable: [carl.email] }, olive, 'decide');
    expect((await get(`${url}/contact/done`)).text).toContain(
      'Your agency’s contacts are now: Olive, Carl, Tess, and Edna.',
    );
  });

  it('says that there is no other contact, after the last contact left', async () => {
    const { url } = await open({ ...inWindow, contacts: [olive] }, olive, 'decide');
    await post(`${url}/leave`);
    expect((await get(`${url}/leave/done`)).text).toContain('There is no other contact');
  });

  it('says when a link was sent within the hour', async () => {
    const asks = { type: 'send-link', by: 'Olive', contact: olive.email } as const;
    const asked = course(inWindow, '2027-06-10T12:10:00Z', { acts: [{ at: now, command: asks }] });
    const pages = await show(asked.agreement, '2027-06-10T12:30:00Z');
    shown.push(pages);
    const url = await pages.linkFor(olive, 'decide');
    expect((await post(`${url}/link`)).status).toBe(303);
    expect(pages.client.commands).toEqual([]);
    expect(headingOf((await get(`${url}/link/done`)).text)).toBe('A new link was sent within the last hour');
    const other = await pages.linkFor(carl, 'decide');
    expect((await get(`${other}/link/done`)).status).toBe(303);
  });
});

describe('the page after a form that was not sent', () => {
  it('does not say that the form was sent', async () => {
    const { url } = await open(inWindow, olive, 'decide');
    expect(headingOf((await get(`${url}/contact/done`)).text)).toBe('The contacts on record');
    expect(headingOf((await get(`${url}/pace/done`)).text)).toBe('The notices you get');
    for (const form of ['accept', 'answer', 'training', 'acknowledge', 'leave', 'link']) {
      expect(await get(`${url}/${form}/done`)).toMatchObject({ status: 303 });
    }
  });
});

describe('terms', () => {
  it('can be declined, with or without a reason', async () => {
    const { pages, url, text } = await open(awaiting, olive, 'accept');
    expect(text).toMatch(/href="[^"]*\/decline">Decline the terms<\/a>/);
    const form = await get(`${url}/decline`);
    expect(buttonsOf(form.text)).toEqual(['Decline the terms']);
    const { status, headers } = await post(`${url}/decline`, { reason: 'no need' });
    expect([status, headers.get('location')]).toEqual([303, expect.stringMatching(/decline\/done$/)]);
    expect(pages.client.commands).toMatchObject([{ type: 'decline', reason: 'no need' }]);
    expect((await get(`${url}/decline/done`)).text).toContain('The agreement is withdrawn');
    const after = await get(url);
    expect(after.text).toContain('This agreement is over');
    expect(after.text).toContain('The terms were declined');
  });

  it('can’t be declined with a link that asks something else', async () => {
    const { url } = await open(awaiting, olive, 'acknowledge');
    expect((await post(`${url}/decline`)).status).toBe(403);
  });
});

describe('an answer that comes too late', () => {
  /** Answers on a page that was opened before the agreement changed. */
  async function late(after: Agreement, filled: Record<string, string>) {
    let looks = 0;
    const client = {
      view: async () => (looks++ === 0 ? inWindow : after),
      decide: async (_: string, command: Command) => {
        check(after, command, now);
        throw new TypeError('It was taken.');
      },
    };
    const pages = await pagesOf(inWindow, { agreementsOf: () => client });
    return post(`${await pages.linkFor(olive, 'decide')}/answer`, filled);
  }

  it('because the terms have changed, gets a page that says so', async () => {
    const moved = lived(inWindow, '2027-06-11', {
      acts: [act('2027-06-10', amend({ termEndsOn: '2027-10-01' }))],
    });
    const { status, text } = await late(moved, { answer: 'renew' });
    expect(status).toBe(409);
    expect(text).toContain('The terms have changed');
    expect(buttonsOf(text)).toEqual(['Send me a new link']);
  });

  it('because someone else answered, gets a page with that answer', async () => {
    const asks = { type: 'ask-renewal', by: 'Carl', contact: carl.email } as const;
    const asked = lived(inWindow, '2027-06-11', { acts: [act('2027-06-10', asks)] });
    const { status, headers } = await late(asked, { answer: 'decline' });
    expect([status, headers.get('location')]).toEqual([303, expect.stringMatching(/answer\/done$/)]);
  });

  it('because the limit is reached, gets a page that says what to do', async () => {
    const full = {
      ...inWindow,
      contacts: [
        olive,
        ...Array.from({ length: 49 }, (_, n) => ({ ...carl, email: `c${n}@access-board.gov` })),
      ],
    };
    const { url } = await open(full, olive, 'decide');
    const nora = { name: 'Nora', email: 'nora@access-board.gov', roles: 'owner', language: 'en' };
    const { status, text } = await post(`${url}/contact`, nora);
    expect([status, headingOf(text)]).toEqual([409, 'You have reached the limit for links']);
  });
});

describe('a form', () => {
  it('to accept the terms shows them', async () => {
    const { url } = await open(awaiting, olive, 'accept');
    const { text } = await get(`${url}/accept`);
    expect(text).toContain('Unlimited Deep Research (for the first 60 days)');
    expect(text.indexOf('$1.00 per agency')).toBeLessThan(
      text.indexOf('above. To accept it for Access Board'),
    );
  });

  it('is refused if the link is for something else, and records nothing', async () => {
    const { pages, url } = await open(inWindow, olive, 'acknowledge');
    for (const [form, values] of [
      ['accept', { startsOn: '2027-06-10' }],
      ['answer', { answer: 'decline' }],
      ['training', { people: 'a@b.gov' }],
    ] as const) {
      const { status, text } = await post(`${url}/${form}`, values);
      expect([status, headingOf(text)]).toEqual([403, 'This link can’t be used for that']);
      expect(await get(`${url}/${form}`)).toMatchObject({ status: 303 });
    }
    expect(pages.client.commands).toEqual([]);
  });

  it('with errors comes back with its values, and each error links to its field', async () => {
    const { pages, url } = await open(inWindow, olive, 'decide');
    const name = '"><b>\u05deN&amp;';
    const { status, text } = await post(`${url}/contact`, { name, email: 'nobody', language: 'es' });
    expect(status).toBe(422);
    expect(text).toContain('<title>Error: Name another contact');
    expect(text).toContain('value="&#34;&#62;&#60;b&#62;\u05deN&#38;amp;"');
    expect(text).toContain('value="nobody"');
    expect(text).toMatch(/value="es" checked/);
    const named = [...text.matchAll(/<a class="usa-link" href="#(\w+)">/g)].map(([, field]) => field);
    expect(named).toEqual(['email', 'roles']);
    for (const field of named) expect(text).toContain(`id="${field}"`);
    expect(text).toContain('aria-describedby="email-hint email-error"');
    expect(pages.client.commands).toEqual([]);
  });

  it('that is sent twice is recorded once, and both answers say so', async () => {
    const { pages, url } = await open(inWindow, olive, 'decide');
    for (const _ of [1, 2]) {
      const { status, headers } = await post(`${url}/answer`, { answer: 'decline' });
      expect([status, headers.get('location')]).toEqual([303, expect.stringMatching(/answer\/done$/)]);
    }
    expect(pages.client.commands).toHaveLength(1);
    expect((await get(`${url}/answer/done`)).text).toContain(
      'Answer on record: not to renew. The last day of access is Tuesday, August 31, 2027.',
    );
  });

  it('that requests renewal says that nothing is renewed yet', async () => {
    const { url } = await open(inWindow, olive, 'decide');
    await post(`${url}/answer`, { answer: 'renew' });
    const { text } = await get(`${url}/answer/done`);
    expect(text).toContain('The agreement is not renewed until a notice says so.');
  });

  it('that the agreement refuses says that nothing was recorded', async () => {
    const decide = () =>
      Promise.reject(new RefusedError('agreement:x can’t be asked to do that, says --option.'));
    const pages = await pagesOf(inWindow, { agreementsOf: () => ({ view: async () => inWindow, decide }) });
    const { status, text } = await post(`${await pages.linkFor(olive, 'decide')}/answer`, {
      answer: 'renew',
    });
    expect([status, headingOf(text)]).toEqual([409, 'That is not possible right now']);
    expect(text).not.toContain('--option');
  });

  it('that is too long, or not a form, is refused', async () => {
    const { pages, url } = await open(inWindow, olive, 'decide');
    const long = await post(`${url}/contact`, { name: 'x'.repeat(100_000) });
    expect([long.status, headingOf(long.text)]).toEqual([413, 'We can’t read what you sent']);
    const headers = { 'Content-Type': 'application/json' };
    const json = await get(`${url}/answer`, { method: 'POST', body: '{"answer":"renew"}', headers });
    expect(json.status).toBe(422);
    expect(pages.client.commands).toEqual([]);
  });

  it('never causes a server error, whatever its values, and shows them as text', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        '<script>alert(1)</script>',
        '</textarea><b>',
        '\u202eמלך\u2069',
        'a\r\nb',
        '😀',
        '{{x}}',
      ),
      fc.constant('"'.repeat(1500)),
    );
    const names = [
      'startsOn',
      'answer',
      'name',
      'email',
      'roles',
      'language',
      'pace',
      'people',
      'training',
      '__proto__',
    ];
    const values = fc.dictionary(fc.constantFrom(...names), text);
    let count = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...forms), values, async (form, filled) => {
        // Another contact each time, so that no contact reaches the limit for answers.
        const one = { ...olive, email: `one${count++}@access-board.gov` };
        const shown = await show({ ...inWindow, contacts: [one, carl] }, now);
        const url = await shown.linkFor(
          one,
          fc.sample(fc.constantFrom('decide', 'trained'), 1)[0] as Purpose,
        );
        const { status, text } = await post(`${url}/${form}`, filled);
        await shown.stop();
        expect([303, 403, 409, 422]).toContain(status);
        expect(text).not.toMatch(/<script|<\/textarea><b>|<b>/);
      }),
      { numRuns: 60 },
    );
  });
});

describe('names and texts of any kind', () => {
  it('are escaped on every page, and don’t reorder the text around them', async () => {
    const odd = '<img src=x onerror=alert(1)> "\u202eמלך" 😀 {{name}}';
    const agreement: Agreement = {
      ...inWindow,
      agency: { ...inWindow.agency, name: odd },
      contacts: [{ ...olive, name: odd }, carl],
    };
    const { url, text, pages } = await open(agreement, olive, 'decide');
    const { text: feed } = await get(await pages.linkFor(olive, 'calendar'));
    expect(feed).not.toContain('\r\n\r\n');
    for (const page of [
      text,
      ...(await Promise.all(forms.map(async (form) => (await get(`${url}/${form}`)).text))),
    ]) {
      expect(page).not.toContain('<img');
      expect(page).not.toContain('{{name}} <');
    }
    expect(headingOf(text)).toContain('&#60;img');
  });
});

describe('too many requests', () => {
  it('from one address are refused, but not those for the stylesheet', async () => {
    const { url, text, pages } = await open(inWindow, olive, 'decide');
    for (let count = 1; count < 60; count++) expect((await get(url)).status).toBe(200);
    const { status, headers, text: wait } = await get(url);
    expect([status, headingOf(wait)]).toEqual([429, 'Please wait a few minutes']);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    const [, stylesheet = ''] = /href="([^"]*uswds\.min\.css)"/.exec(text) ?? [];
    expect((await get(`${pages.url}${stylesheet}`)).status).toBe(200);
  });

  it('are counted by the address that the proxy names', async () => {
    const pages = await pagesOf(inWindow, { trustProxy: 1 });
    const url = await pages.linkFor(olive, 'decide');
    const from = (address: string) => get(url, { headers: { 'X-Forwarded-For': address } });
    for (let count = 0; count < 60; count++) await from('192.0.2.1');
    expect((await from('192.0.2.1')).status).toBe(429);
    expect((await from('192.0.2.2')).status).toBe(200);
  });

  it('with answers from one contact’s links are refused, but not those of another contact', async () => {
    const pages = await pagesOf(inWindow);
    const links = [await pages.linkFor(olive, 'decide'), await pages.linkFor(olive, 'accept')];
    for (let count = 0; count < 10; count++) {
      expect((await post(`${links[count % 2]}/pace`, { pace: 'sometimes' })).status).toBe(422);
    }
    for (const link of links) {
      const { status, text } = await post(`${link}/pace`, { pace: 'all' });
      expect(status).toBe(429);
      expect(text).toContain('We got too many answers from your links.');
    }
    const other = await pages.linkFor(carl, 'decide');
    expect((await post(`${other}/pace`, { pace: 'decisions' })).status).toBe(303);
  });
});

describe('while the engine can’t be reached', () => {
  it.each([
    ['no worker answers', new NoWorkerError('agreement:x is there, but no worker answers for it.'), 503],
    ['the server is gone', Object.assign(new Error('14 UNAVAILABLE'), { name: 'ServiceError' }), 503],
    ['something is broken', new TypeError('Cannot read properties of undefined'), 500],
  ])('because %s, the page says so, and a line is printed', async (_, error, status) => {
    const said: string[] = [];
    const fails = () => Promise.reject(error);
    const pages = await pagesOf(inWindow, {
      agreementsOf: () => ({ view: fails, decide: fails }),
      say: (line) => said.push(line),
    });
    const url = await pages.linkFor(olive, 'decide');
    const { status: answered, text } = await get(url);
    expect(answered).toBe(status);
    expect(headingOf(text)).toBe(
      status === 503 ? 'The page is not available right now' : 'Something went wrong on our side',
    );
    expect(text).not.toContain(error.message);
    expect(said).toEqual([`A page can't be shown. ${error.name}: ${error.message}`]);
  });

  it('the page of an agreement that is gone says so', async () => {
    const fails = () => Promise.reject(new RefusedError('No agreement found for agreement:x.'));
    const pages = await pagesOf(inWindow, { agreementsOf: () => ({ view: fails, decide: fails }) });
    const { status, text } = await get(await pages.linkFor(olive, 'decide'));
    expect([status, headingOf(text)]).toEqual([404, 'This agreement can’t be shown']);
  });
});
