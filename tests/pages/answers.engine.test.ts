// The pages on a real engine: mail leads to them, and only a form that is sent changes anything.

import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Links, linkTo, type Purpose } from '../../activities/notices/links/signed-links.ts';
import type { Agreement } from '../../agreements/model/agreement.ts';
import { endOf } from '../../agreements/model/dates.ts';
import { versionOf } from '../../agreements/model/ids.ts';
import type { Contact } from '../../agreements/model/parties.ts';
import { dayAt, shiftDate } from '../../agreements/time/calendar.ts';
import type { Instant } from '../../agreements/time/instants.ts';
import { day, later } from '../../agreements/time/instants.ts';
import { forms, nowOf } from '../../pages/model/link-status.ts';
import { freePorts } from '../../workers/engine/ports.ts';
import type { AgreementRequest } from '../../workflows/ports.ts';
import { type Pages, startPages } from '../support/pages.ts';
import { openRig, type Rig } from '../support/rig.ts';

let rig: Rig;
let pages: Pages;
let links: Links;
beforeAll(async () => {
  const [port = 0] = await freePorts(1);
  links = { url: `http://127.0.0.1:${port}`, keys: ['a secret of thirty-two characters'] };
  rig = await openRig({ links });
  // With a proxy, so that each request can come from another address.
  pages = await startPages({ port, links, trustProxy: 1, agreementsOf: () => rig.agreements });
});
afterAll(async () => {
  await pages.stop();
  await rig.close();
});

const now = () => new Date().toISOString();

let requests = 0;
async function request(url: string, init: RequestInit = {}) {
  const headers = { 'X-Forwarded-For': `198.51.100.${requests++ % 250}` };
  const response = await fetch(url, { redirect: 'manual', ...init, headers });
  return { status: response.status, location: response.headers.get('location'), text: await response.text() };
}
const post = (url: string, filled: Record<string, string> = {}) =>
  request(url, { method: 'POST', body: new URLSearchParams(filled) });

/** Sends the form and returns the page after it. */
async function send(url: string, filled: Record<string, string> = {}): Promise<string> {
  const { status, location, text } = await post(url, filled);
  expect(text).toMatch(/See Other/);
  expect(status).toBe(303);
  return (await request(`${pages.url}${location}`)).text;
}

const headingOf = (text: string) => /<h1><bdi>(.*?)<\/bdi><\/h1>/.exec(text)?.[1];
const contactOf = ({ contacts }: Agreement, role: 'owner' | 'contracting' | 'technical') =>
  contacts.find(({ roles }) => roles.includes(role)) as Contact;

/** A new link, as a notice has it. */
async function linkFor(
  agreement: Agreement,
  { email: address }: Contact,
  purpose: Purpose,
  asked: { obligation?: string; at?: Instant } = {},
): Promise<string> {
  const { at = nowOf(agreement, now()), ...about } = asked;
  const order = { agreement: agreement.id, address, purpose, version: versionOf(agreement), ...about };
  return linkTo(order, links, at);
}

/** The link in the last mail to a contact with this subject. */
function linkInMailTo({ email }: Contact, subject: RegExp): Promise<string> {
  return vi.waitFor(async () => {
    const mail = (await rig.mailsTo(email)).findLast((one) => subject.test(one.subject));
    const [link] = mail?.text.replace(/\s*\n/g, ' ').match(/http:\/\/127\.0\.0\.1:\d+\/a\/[\w.-]+/) ?? [];
    if (!link) throw new Error(`No mail to ${email} has a link and a subject like ${subject}.`);
    return link;
  }, 20_000);
}

async function started(number: number, asked: Partial<AgreementRequest> = {}): Promise<Agreement> {
  return rig.toDay(await rig.start(asked), number);
}

/** How many events the agreement's history has once nothing is running. */
async function historyLength(id: string): Promise<number> {
  const handle = rig.agreements.client.workflow.getHandle(id);
  for (let before = -1; ; await pause(300)) {
    const { historyLength } = await handle.describe();
    if (historyLength === before) return before;
    before = historyLength;
  }
}

describe('requests other than POST', () => {
  it('add no event to the history', async () => {
    const awaiting = await rig.agreements.view(await rig.start({ acceptance: 'awaited' }));
    const inWindow = await started(250);
    for (const agreement of [awaiting, inWindow]) {
      const owner = contactOf(agreement, 'owner');
      const before = await historyLength(agreement.id);
      const old = { at: later(nowOf(agreement, now()), -20 * day) };
      const found = await Promise.all([
        ...(['accept', 'decide', 'trained', 'acknowledge'] as const).map((purpose) =>
          linkFor(agreement, owner, purpose),
        ),
        linkFor(agreement, owner, 'decide', old),
      ]);
      const below = ['', '/calendar', ...forms.flatMap((form) => [`/${form}`, `/${form}/done`])];
      const calendar = await linkFor(agreement, owner, 'calendar');
      for (const url of [...found.flatMap((link) => below.map((path) => `${link}${path}`)), calendar]) {
        for (const method of url === found[0]
          ? ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']
          : ['GET', 'HEAD']) {
          const { status } = await request(url, { method });
          expect([200, 303, 404]).toContain(status);
        }
      }
      expect(await historyLength(agreement.id)).toBe(before);
    }
  });
});

describe('an agency', () => {
  it('accepts the terms with the link of the notice, from the day that it chooses', async () => {
    const awaiting = await started(7, { acceptance: 'awaited' });
    const { id } = awaiting;
    const owner = contactOf(awaiting, 'owner');
    const url = await linkInMailTo(owner, /accept the terms/);
    const startsOn = shiftDate(dayAt(nowOf(awaiting, now()), awaiting.agency.timeZone), 'P10D');
    const page = await send(`${url}/accept`, { startsOn });
    expect(headingOf(page)).toBe('The terms are accepted');
    const after = await rig.agreements.view(id);
    expect(after.term.startsOn).toBe(startsOn);
    const by = `${owner.name} <${owner.email}>, by link`;
    expect(after.acceptance).toMatchObject({ by, acceptedAt: expect.any(String) });
    const again = await request(url);
    expect(again.text).toContain('This was already answered');
    expect(again.text).toContain(`By ${owner.name}, on `);
    const length = await historyLength(id);
    expect(await post(`${url}/accept`, { startsOn: shiftDate(startsOn, 'P10D') })).toMatchObject({
      status: 303,
    });
    expect(await historyLength(id)).toBe(length);
  });

  it('declines the terms with a reason, and its contacts are told', async () => {
    const awaiting = await started(7, { acceptance: 'awaited' });
    const owner = contactOf(awaiting, 'owner');
    const url = await linkInMailTo(owner, /accept the terms/);
    const page = await send(`${url}/decline`, { reason: 'no need of it' });
    expect(headingOf(page)).toBe('The terms are declined');
    await rig.agreements.client.workflow.getHandle(awaiting.id).result();
    expect((await rig.agreements.view(awaiting.id)).status).toBe('withdrawn');
    const mail = (await rig.mailsTo(owner.email)).findLast(({ subject }) => /was withdrawn/.test(subject));
    expect(mail?.text).toContain('no need of it');
    expect((await request(url)).text).toContain('This agreement is over');
  });

  it('requests renewal with the link of the notice, and the other contacts see the answer', async () => {
    const { id, contacts } = await started(250);
    const [owner, contracting] = contacts as [Contact, Contact];
    const url = await linkInMailTo(owner, /renew/i);
    expect((await request(url)).text).toContain('We want to renew');
    const page = await send(`${url}/answer`, { answer: 'renew' });
    expect(page).toContain('your agency wants to renew');
    const agreement = await rig.agreements.view(id);
    expect(agreement.renewalAsked).toMatchObject({ by: `${owner.name} <${owner.email}>, by link` });
    const other = await linkInMailTo(contracting, /renew/i);
    expect((await request(other)).text).toContain(`By ${owner.name}, on `);
    expect(await post(`${other}/answer`, { answer: 'decline' })).toMatchObject({ status: 303 });
    expect(await rig.agreements.view(id)).not.toHaveProperty('decision');
  });

  it('declines', async () => {
    const agreement = await started(250);
    const url = await linkFor(agreement, contactOf(agreement, 'contracting'), 'decide');
    expect(await send(`${url}/answer`, { answer: 'decline' })).toContain('Answer on record: not to renew.');
    expect((await rig.agreements.view(agreement.id)).decision).toMatchObject({ kind: 'decline' });
  });

  it('confirms a notice, reports training, and chooses its notices', async () => {
    const agreement = await started(5);
    const owner = contactOf(agreement, 'owner');
    const notice = agreement.record.flatMap((entry) =>
      entry.type === 'settled' && entry.notice?.notice === 'welcome' ? [entry.id] : [],
    );
    const ann = `ann@${agreement.agency.id}`;
    const url = await linkFor(agreement, owner, 'trained', { obligation: notice[0] ?? '' });
    expect(await send(`${url}/acknowledge`)).toContain('Your confirmation is on record');
    expect(await send(`${url}/training`, { people: `${owner.email}\n${ann}` })).toContain(
      '2 people are on record',
    );
    const kept = await linkFor(agreement, owner, 'decide');
    expect(await send(`${kept}/pace`, { pace: 'decisions' })).toContain('Only notices that need a decision');
    const after = await rig.agreements.view(agreement.id);
    expect(after.trained).toEqual([owner.email, ann]);
    expect(contactOf(after, 'owner')).toEqual({ ...owner, pace: 'decisions' });
    const together = ['welcome', 'training', 'community'];
    expect(after.record.filter(({ type }) => type === 'acknowledged')).toMatchObject(
      together.map((one) => ({ notice: one, by: `${owner.name} <${owner.email}>, by link` })),
    );
  });

  it('names a new contact, who gets a link; a contact who leaves can’t use theirs', async () => {
    const agreement = await started(5);
    const owner = contactOf(agreement, 'owner');
    const old = await linkFor(agreement, owner, 'acknowledge');
    const email = `nora@${agreement.agency.id}`;
    const filled = { name: 'Nora <b>New</b> "😀"', email, roles: 'owner', language: 'es' };
    expect(await post(`${old}/contact`, filled)).toMatchObject({ status: 403 });
    await send(`${old}/link`);
    const url = await linkInMailTo(owner, /new link/);
    expect(await send(`${url}/contact`, filled)).toContain('Nora &#60;b&#62;New&#60;/b&#62;');
    const named = await rig.agreements.view(agreement.id);
    const nora = named.contacts.at(-1) as Contact;
    expect(nora).toEqual({ ...filled, roles: ['owner'] });
    const noras = await linkFor(named, nora, 'acknowledge');
    expect((await request(noras)).text).toContain('<html lang="es">');
    expect(headingOf(await send(`${url}/leave`))).toBe('You are no longer a contact');
    expect((await rig.agreements.view(agreement.id)).contacts).not.toContainEqual(owner);
    expect(headingOf((await request(url)).text)).toBe('You are no longer a contact of this agreement');
    await linkInMailTo(contactOf(agreement, 'technical'), /who takes over/);
    const length = await historyLength(agreement.id);
    for (const form of ['contact', 'leave', 'link'])
      expect(await post(`${url}/${form}`)).toMatchObject({ status: 403 });
    expect(await historyLength(agreement.id)).toBe(length);
  });

  it('gets a new link for an expired one, at the address on record, once an hour', async () => {
    const agreement = await started(250);
    const owner = contactOf(agreement, 'owner');
    const at = later(nowOf(agreement, now()), -20 * day);
    const old = await linkFor(agreement, owner, 'decide', { at });
    expect(headingOf((await request(old)).text)).toBe('This link has expired');
    expect(await post(`${old}/answer`, { answer: 'decline' })).toMatchObject({ status: 403 });
    for (const _ of [1, 2]) expect(await send(`${old}/link`)).toMatch(/A new link (is on its way|was sent)/);
    const fresh = await linkInMailTo(owner, /new link/);
    expect((await request(fresh)).text).toContain('We want to renew');
    const asked = (await rig.agreements.view(agreement.id)).record.filter(
      ({ type }) => type === 'link-asked',
    );
    expect(asked).toHaveLength(1);
  });
});

describe('a link', () => {
  it('to terms that have changed since can’t accept them', async () => {
    const agreement = await started(250);
    const url = await linkFor(agreement, contactOf(agreement, 'owner'), 'decide');
    const termEndsOn = shiftDate(endOf(agreement.term).on, 'P20D');
    await rig.agreements.decide(agreement.id, { type: 'amend', by: 'Otto Operator', termEndsOn });
    expect((await request(url)).text).toContain('The terms have changed');
    expect(await post(`${url}/answer`, { answer: 'decline' })).toMatchObject({ status: 403 });
    expect(await rig.agreements.view(agreement.id)).not.toHaveProperty('decision');
  });

  it('of one agreement does nothing for another one of the same contact, even with mixed parts', async () => {
    const one = await started(250);
    const other = await started(250, { offer: 'openai-chatgpt-enterprise', contacts: one.contacts });
    const owner = contactOf(one, 'owner');
    const before = await historyLength(other.id);
    const [mine, foreign] = await Promise.all([
      linkFor(one, owner, 'decide'),
      linkFor(other, owner, 'acknowledge'),
    ]);
    const partsOf = (url: string) => url.slice(url.lastIndexOf('/') + 1).split('.');
    const [[header, body, signature], [, foreignBody, foreignSignature]] = [partsOf(mine), partsOf(foreign)];
    for (const token of [
      [header, foreignBody, signature],
      [header, body, foreignSignature],
    ]) {
      expect(await post(`${pages.url}/a/${token.join('.')}/pace`, { pace: 'decisions' })).toMatchObject({
        status: 404,
      });
    }
    expect(await post(`${foreign}/answer`, { answer: 'decline' })).toMatchObject({ status: 403 });
    await send(`${mine}/answer`, { answer: 'decline' });
    expect(await historyLength(other.id)).toBe(before);
    expect(await rig.agreements.view(other.id)).not.toHaveProperty('decision');
  });

  it('to an agreement that has ended says so, and does nothing', async () => {
    const agreement = await started(5);
    const url = await linkFor(agreement, contactOf(agreement, 'owner'), 'acknowledge');
    await rig.agreements.decide(agreement.id, { type: 'terminate', by: 'Otto Operator' });
    await rig.agreements.client.workflow.getHandle(agreement.id).result();
    expect((await request(url)).text).toContain('This agreement is over');
    for (const form of forms) expect(await post(`${url}/${form}`)).toMatchObject({ status: 403 });
  });
});

describe('without workers', () => {
  it('the page is not available, and comes back with them', async () => {
    const agreement = await started(5);
    const url = await linkFor(agreement, contactOf(agreement, 'owner'), 'acknowledge');
    await rig.stopWorkers();
    const { status, text } = await request(url);
    expect([status, headingOf(text)]).toEqual([503, 'The page is not available right now']);
    await rig.restartWorkers();
    expect(await request(url)).toMatchObject({ status: 200 });
  });
});
