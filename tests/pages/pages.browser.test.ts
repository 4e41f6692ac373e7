// The pages in a real browser: each form is sent in both languages, without scripts, and axe checks each page.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Purpose } from '../../activities/notices/links/signed-links.ts';
import type { Agreement } from '../../agreements/model/agreement.ts';
import type { Contact, Language } from '../../agreements/model/parties.ts';
import { day, later } from '../../agreements/time/instants.ts';
import { en } from '../../pages/words/en.ts';
import { es } from '../../pages/words/es.ts';
import {
  act,
  amend,
  begun,
  chatgpt,
  lived,
  morning,
  olive,
  renew,
  suspend,
  terminate,
  withClauses,
} from '../agreements/support/given.ts';
import { hasBrowser, openBrowser, violationsOn } from '../support/browser.ts';
import { links, type Shown, show } from './in-memory.ts';

const now = morning('2027-06-10');
const offer = { ...chatgpt, acceptance: { withdrawAfter: 'P30D' } };
const awaiting = begun({ offer, awaitsAcceptance: true, now: morning('2027-06-09') });
const inWindow = lived(begun({ offer: withClauses }), '2027-06-10');
const [notice = ''] = inWindow.record.flatMap((entry) =>
  entry.type === 'settled' && entry.outcome === 'carried-out' && entry.notice ? [entry.id] : [],
);
const lives = (command: Parameters<typeof act>[1]) =>
  lived(begun(), '2027-06-10', { acts: [act('2027-06-01', command)] });

const inBrowser = describe.runIf(hasBrowser());

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

let contexts: BrowserContext[] = [];
let shown: Shown | undefined;
/** The browser's requests to other hosts. */
let elsewhere: string[] = [];
beforeEach(() => {
  elsewhere = [];
});
afterEach(async () => {
  for (const context of contexts) await context.close();
  contexts = [];
  await shown?.stop();
  expect(elsewhere).toEqual([]);
});

async function newPage(javaScriptEnabled: boolean, locale: string): Promise<Page> {
  const context = await browser.newContext({
    javaScriptEnabled,
    locale,
    viewport: { width: 320, height: 640 },
  });
  contexts.push(context);
  const page = await context.newPage();
  page.on('request', (request) => {
    if (!request.url().startsWith(shown?.url ?? '-')) elsewhere.push(request.url());
  });
  return page;
}

/** Olive's link in a browser page without scripts, and a second page for the checks. */
async function at(agreement: Agreement, language: Language, purpose: Purpose, asked = {}) {
  const reader: Contact = { ...olive, language };
  const contacts = agreement.contacts.map((one) => (one.email === olive.email ? reader : one));
  shown = await show({ ...agreement, contacts }, now, { help: 'help@onegov.example', trustProxy: 1 });
  const url = await shown.linkFor(reader, purpose, asked);
  const page = await newPage(false, language);
  const judge = await newPage(true, language);
  await page.goto(url);
  return { page, judge, url, client: shown.client, language };
}

type Reading = Awaited<ReturnType<typeof at>>;

/** Checks the page that the contact sees, in a browser that runs scripts, because axe is a script. */
async function isFine({ page, judge, language }: Reading): Promise<void> {
  const body = await page.content();
  await judge.route(page.url(), (route) => route.fulfill({ body, contentType: 'text/html; charset=utf-8' }));
  await judge.goto(page.url());
  expect(await violationsOn(judge)).toEqual([]);
  expect(await judge.evaluate('document.documentElement.scrollWidth')).toBe(320);
  expect(await judge.getAttribute('html', 'lang')).toBe(language);
  expect(await judge.locator('h1').count()).toBe(1);
  expect(await judge.evaluate('getComputedStyle(document.body).fontFamily')).toContain('Source Sans Pro Web');
  await judge.unroute(page.url());
}

/** Opens the page of a form from the first one. */
async function follow(reading: Reading, form: string): Promise<void> {
  await click(reading, `a[href$="/${form}"]`);
}

async function submit(reading: Reading): Promise<void> {
  await click(reading, 'button[type="submit"]');
}

/** Clicks a link or button that opens another page, and checks that page. */
async function click(reading: Reading, selector: string): Promise<void> {
  const loaded = reading.page.waitForEvent('load');
  await reading.page.click(selector);
  await loaded;
  await isFine(reading);
}

const words = { en, es };

inBrowser.each(['en', 'es'] as const)('without scripts, on a small screen, in %s', (language) => {
  const { forms, states, problems } = words[language];
  const heading = ({ page }: Reading) => page.textContent('h1');

  it('the terms are accepted, from the chosen day', async () => {
    const reading = await at(awaiting, language, 'accept');
    await isFine(reading);
    expect(await reading.page.inputValue('#startsOn')).toBe('2027-06-10');
    await reading.page.fill('#startsOn', '2027-06-21');
    await submit(reading);
    expect(await heading(reading)).toBe(forms.accept.done);
    expect(reading.client.commands).toMatchObject([{ type: 'accept', startsOn: '2027-06-21' }]);
    await click(reading, `a[href="${new URL(reading.url).pathname}"]`);
    expect(await reading.page.textContent('.usa-alert--success h2')).toBe(states.done.heading);
  });

  it('the terms are declined', async () => {
    const reading = await at(awaiting, language, 'accept');
    await follow(reading, 'decline');
    await reading.page.fill('#reason', 'No need');
    await submit(reading);
    expect(await heading(reading)).toBe(forms.decline.done);
    expect(reading.client.commands).toMatchObject([{ type: 'decline', reason: 'No need' }]);
  });

  it('a wrong first day comes back with an error that links to its field', async () => {
    const reading = await at(awaiting, language, 'accept');
    await reading.page.fill('#startsOn', '2020-01-01');
    await submit(reading);
    expect(await reading.page.textContent('dl')).toContain('$1.00');
    await reading.page.click('.usa-alert--error a');
    expect(await reading.page.locator('#startsOn:target').count()).toBe(1);
    expect(reading.client.commands).toEqual([]);
  });

  it('renewal is requested, once an answer is chosen', async () => {
    const reading = await at(inWindow, language, 'decide');
    await isFine(reading);
    await submit(reading);
    expect(await reading.page.title()).toMatch(/^Error: /);
    await reading.page.click('.usa-alert--error a');
    await reading.page.click('label[for="answer"]');
    await submit(reading);
    expect(await heading(reading)).toBe(forms.answer.done);
    expect(reading.client.commands).toMatchObject([{ type: 'ask-renewal', contact: olive.email }]);
  });

  it('renewal is declined', async () => {
    const reading = await at(inWindow, language, 'decide');
    await reading.page.click('label[for="answer-decline"]');
    await submit(reading);
    expect(reading.client.commands).toMatchObject([{ type: 'decline' }]);
  });

  it('completed training is reported', async () => {
    const reading = await at(inWindow, language, 'trained');
    await isFine(reading);
    await reading.page.fill('#people', '');
    await submit(reading);
    await reading.page.fill('#people', 'ann@access-board.gov\nben@access-board.gov');
    await reading.page.fill('#training', 'Prompts <101>');
    await submit(reading);
    expect(await heading(reading)).toBe(forms.training.done);
    expect(reading.client.commands).toMatchObject([
      {
        type: 'trained',
        people: ['ann@access-board.gov', 'ben@access-board.gov'],
        training: 'Prompts <101>',
      },
    ]);
  });

  it('a notice is confirmed, with the past events unfolded', async () => {
    const reading = await at(inWindow, language, 'acknowledge', { obligation: notice });
    await reading.page.click('summary');
    await isFine(reading);
    await submit(reading);
    expect(await heading(reading)).toBe(forms.acknowledge.done);
    expect(reading.client.commands).toMatchObject([{ type: 'acknowledge', notice }]);
  });

  it('another contact is named, with a name of any kind', async () => {
    const reading = await at(inWindow, language, 'decide');
    const name = `Zoë "😀" <b>${'W'.repeat(60)}</b> מלך`;
    await follow(reading, 'contact');
    await submit(reading);
    await reading.page.fill('#name', name);
    await reading.page.fill('#email', 'zoe@access-board.gov');
    await reading.page.click('label[for="roles-technical"]');
    await submit(reading);
    expect(await heading(reading)).toBe(forms.contact.done);
    expect(reading.client.commands).toMatchObject([
      {
        type: 'name-contact',
        contact: { name, email: 'zoe@access-board.gov', roles: ['owner', 'technical'] },
      },
    ]);
    await reading.page.goto(reading.url);
    await isFine(reading);
    expect(await reading.page.textContent('dl')).toContain(name);
  });

  it('a link that may have been forwarded can’t name a contact, but gets a new link', async () => {
    const reading = await at(inWindow, language, 'trained');
    await follow(reading, 'contact');
    expect(await heading(reading)).toBe(forms.contact.link);
    expect(await reading.page.locator('input').count()).toBe(0);
    await submit(reading);
    expect(await heading(reading)).toBe(forms.link.done);
    expect(reading.client.commands).toMatchObject([{ type: 'send-link', contact: olive.email }]);
  });

  it('the notices are chosen', async () => {
    const reading = await at(inWindow, language, 'decide');
    await follow(reading, 'pace');
    await reading.page.click('label[for="pace-decisions"]');
    await submit(reading);
    expect(reading.client.commands).toMatchObject([{ type: 'pace', pace: 'decisions' }]);
  });

  it('a contact leaves, and the link stops working', async () => {
    const reading = await at(inWindow, language, 'decide');
    await follow(reading, 'leave');
    await submit(reading);
    expect(await heading(reading)).toBe(forms.leave.done);
    await reading.page.goto(reading.url);
    await isFine(reading);
    expect(await heading(reading)).toBe(states.former.heading);
  });

  it('the calendar can be subscribed to', async () => {
    const reading = await at(inWindow, language, 'decide');
    await follow(reading, 'calendar');
    const address = await reading.page.inputValue('#address');
    expect(await reading.page.getAttribute('.usa-button', 'href')).toBe(address.replace('http:', 'webcal:'));
    const feed = await fetch(address.replace(links.url, shown?.url ?? ''));
    expect(feed.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(await feed.text()).toContain('BEGIN:VEVENT');
  });

  it('an expired link gets a new one', async () => {
    const reading = await at(inWindow, language, 'decide', { at: later(now, -20 * day) });
    await isFine(reading);
    expect(await heading(reading)).toBe(states.expired.heading);
    await submit(reading);
    expect(await heading(reading)).toBe(forms.link.done);
    expect(reading.client.commands).toMatchObject([{ type: 'send-link' }]);
  });

  it.each([
    ['done', lives(renew), {}],
    ['changed', lives(amend({ termEndsOn: '2027-10-01' })), { version: '1.0' }],
    ['suspended', lives(suspend), {}],
    ['over', lives(terminate), {}],
  ] as const)('a link that is %s says so', async (state, agreement, asked) => {
    const reading = await at(agreement, language, 'decide', asked);
    await isFine(reading);
    expect(await reading.page.textContent('.usa-alert h2')).toBe(states[state].heading);
  });

  it('a missing page, and one request too many, say so', async () => {
    const reading = await at(inWindow, language, 'acknowledge');
    await reading.page.goto(`${reading.url}x`);
    await isFine(reading);
    expect(await heading(reading)).toBe(problems.unknown.heading);
    for (let count = 0; count < 60; count++) await fetch(reading.url);
    await reading.page.goto(reading.url);
    await isFine(reading);
    expect(await heading(reading)).toBe(problems.tooMany.heading);
  });
});

inBrowser('with a keyboard', () => {
  it('the first stop is the link to the content, and the next ones lead to the one button', async () => {
    const { page } = await at(inWindow, 'en', 'decide');
    await page.keyboard.press('Tab');
    expect(await page.textContent(':focus')).toBe('Skip to main content');
    await page.keyboard.press('Enter');
    expect(await page.locator('#main:target').count()).toBe(1);
    for (const expected of ['SUMMARY', 'INPUT', 'BUTTON']) {
      await page.keyboard.press('Tab');
      expect(await page.locator(':focus').evaluate(({ tagName }) => tagName)).toBe(expected);
    }
  });
});
