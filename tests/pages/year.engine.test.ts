// A rehearsed year for an agency's contacts. A browser opens each mail and its link, and a calendar keeps the dates.
import ICAL from 'ical.js';
import { type ParsedMail, simpleParser } from 'mailparser';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { shiftDate } from '../../agreements/time/calendar.ts';
import { freePorts } from '../../workers/engine/ports.ts';
import { createIntake } from '../../workers/incoming/bounce-intake.ts';
import { notification } from '../activities/bounces/notifications.ts';
import { hasBrowser, openBrowser, violationsOn } from '../support/browser.ts';
import { daysAhead } from '../support/days.ts';
import { type Pages, startPages } from '../support/pages.ts';
import { openRig, type Rig } from '../support/rig.ts';
import { type SmtpServer, startSmtpServer } from '../support/smtp.ts';

const bounces = { domain: 'bounces.onegov.example', keys: ['a secret of 32 characters, at least'] };
const contacts = [
  { name: 'Olive Owner', email: 'olive@access-board.gov', roles: ['owner' as const] },
  {
    name: 'Carlos Contratos',
    email: 'carlos@access-board.gov',
    roles: ['contracting' as const],
    language: 'es' as const,
  },
  { name: 'Tess Tech', email: 'tess@access-board.gov', roles: ['technical' as const] },
  { name: 'Edna Executive', email: 'edna@access-board.gov', roles: ['executive' as const] },
];
const startsOn = daysAhead(10);

let smtp: SmtpServer;
let rig: Rig;
let pages: Pages;
let browser: Browser;
let shown: Page;
let id: string;
beforeAll(async () => {
  const [port = 0] = await freePorts(1);
  const links = { url: `http://127.0.0.1:${port}`, keys: ['another secret of 32 characters or more'] };
  smtp = await startSmtpServer();
  rig = await openRig({ smtpUrl: smtp.url, bounces, links });
  pages = await startPages({ port, links, agreementsOf: () => rig.agreements });
  browser = await openBrowser();
  const context = await browser.newContext({ javaScriptEnabled: false });
  shown = await context.newPage();
  id = await rig.start({ acceptance: 'awaited', contacts });
});
afterAll(async () => {
  await browser?.close();
  await pages?.stop();
  await rig?.close();
  await smtp?.stop();
});

type Got = { to: string; from: string; mail: ParsedMail };

async function mailbox(): Promise<Got[]> {
  return Promise.all(
    smtp.mails.map(async ({ to: [to = ''], from, raw }) => ({ to, from, mail: await simpleParser(raw) })),
  );
}

/** The last mail to an address with this subject, once it arrives. */
async function mailTo(address: string, subject: RegExp): Promise<Got> {
  const isIt = ({ to, mail }: Got) => to === address && subject.test(mail.subject ?? '');
  return vi.waitFor(async () => {
    const found = (await mailbox()).findLast(isIt);
    if (!found) throw new Error(`No mail to ${address} has a subject like ${subject}.`);
    return found;
  }, 10_000);
}

/** Opens the mail as a mail program shows it, and clicks its link, which opens a new page. */
async function follow({ mail }: Got): Promise<Page> {
  await shown.setContent(mail.html || '');
  const opened = shown.context().waitForEvent('page');
  await shown.locator('a').first().click();
  const page = await opened;
  await page.waitForLoadState();
  return page;
}

describe.runIf(hasBrowser())('a year', () => {
  it('begins when the owner accepts the terms by link, from the chosen day', async () => {
    await rig.toFirst(id);
    const page = await follow(await mailTo('olive@access-board.gov', /accept the terms/));
    await page.getByLabel('First day of the term').fill(startsOn);
    await page.getByRole('button', { name: 'Accept the terms' }).click();
    const { acceptance, term } = await rig.agreements.view(id);
    expect(acceptance).toMatchObject({ by: 'Olive Owner <olive@access-board.gov>, by link' });
    expect(term.startsOn).toBe(startsOn);
  });

  it('continues with the next contact when mail bounces', async () => {
    await rig.toDay(id, 31);
    const { from } = await mailTo('tess@access-board.gov', /30 days left|days left/);
    const status = `Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; tess@access-board.gov
Action: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 User unknown`;
    const intake = createIntake(bounces, { live: rig.agreements });
    const raw = notification('MAILER-DAEMON@mx.example', status);
    expect(await intake.take({ to: from, raw })).toBe('noted');
    const moved = await mailTo('edna@access-board.gov', /days left with/);
    expect(moved.mail.text).toContain('What stays');
    const alerts = async () =>
      (await mailbox()).filter(({ to }) => to === rig.operators).map(({ mail }) => mail.text);
    await expect
      .poll(alerts)
      .toContainEqual(expect.stringContaining('Mail to tess@access-board.gov bounces'));
  });

  it('ends when the contracting officer declines in Spanish, by link', async () => {
    await rig.toDay(id, 310);
    const page = await follow(await mailTo('carlos@access-board.gov', /para decidir sobre la renovación/));
    await page.getByText('No deseamos renovar').click();
    await page.getByRole('button', { name: 'Enviar esta respuesta' }).click();
    const { decision } = await rig.agreements.view(id);
    expect(decision).toMatchObject({
      kind: 'decline',
      by: 'Carlos Contratos <carlos@access-board.gov>, by link',
    });
    expect((await rig.toDay(id, 372)).status).toBe('declined');
  });

  it('leaves only accessible mail, each with a link to an accessible page until the end', async () => {
    const looking = await browser.newPage({ viewport: { width: 640, height: 900 } });
    const toAgency = (await mailbox()).filter(({ to }) => to.endsWith('@access-board.gov'));
    expect(toAgency.length).toBeGreaterThan(20);
    let lastLink = '';
    for (const { mail } of toAgency) {
      await looking.setContent(mail.html || '');
      expect(await violationsOn(looking), mail.subject).toEqual([]);
      const isAfterTheEnd = /access has ended|el acceso terminó/.test(mail.subject ?? '');
      const links = looking.locator('a');
      expect(await links.count(), mail.subject).toBe(isAfterTheEnd ? 0 : 1);
      if (isAfterTheEnd) continue;
      const link = (await links.getAttribute('href')) ?? '';
      expect(mail.text).toContain(`\n${link}\n`);
      lastLink = link;
      const answer = await fetch(link);
      expect([answer.status, (await answer.text()).includes('Access Board')], mail.subject).toEqual([
        200,
        true,
      ]);
    }
    await looking.goto(lastLink);
    expect(await violationsOn(looking)).toEqual([]);
    await looking.close();
  });

  it('leaves the right dates in a calendar that opened each file', async () => {
    const { term, features } = await rig.agreements.view(id);
    const files = (await mailbox())
      .filter(({ to }) => to === 'olive@access-board.gov')
      .flatMap(({ mail }) => mail.attachments);
    const calendar = new Map<string, { sequence: number; day: string; method: string }>();
    for (const file of files) {
      const parsed = new ICAL.Component(ICAL.parse(file.content.toString()));
      const event = new ICAL.Event(parsed.getFirstSubcomponent('vevent') as ICAL.Component);
      const method = String(parsed.getFirstPropertyValue('method'));
      const known = calendar.get(event.uid);
      expect(event.sequence, file.filename).toBeGreaterThanOrEqual(known?.sequence ?? 0);
      calendar.set(event.uid, { sequence: event.sequence, day: event.startDate.toString(), method });
    }
    const lastDays = [features.find(({ ends }) => ends)?.ends?.on, term.endsOn].map((day) =>
      shiftDate(day ?? '', '-P1D'),
    );
    const days = [...calendar.values()].filter(({ method }) => method === 'PUBLISH').map(({ day }) => day);
    expect(days.toSorted()).toEqual(expect.arrayContaining(lastDays));
    expect(new Set(days).size).toBe(days.length);
  });
});
