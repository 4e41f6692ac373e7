import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Agreement } from '../../../agreements/model/agreement.ts';
import type { NoticeObligation } from '../../../agreements/model/obligations.ts';
import { dayAt } from '../../../agreements/time/calendar.ts';
import { isReached } from '../../../agreements/time/instants.ts';
import { type Preview, preview } from '../../../clients/api/preview.ts';
import { loadCatalog } from '../../../offers/catalog.ts';
import { rulesOf } from '../../../offers/clauses.ts';
import { openRig, type Rig } from '../../support/rig.ts';
import { type SmtpServer, startSmtpServer } from '../../support/smtp.ts';

const folder = mkdtempSync(join(tmpdir(), 'onegov-preview-'));
let smtp: SmtpServer;
let rig: Rig;
let id: string;
beforeAll(async () => {
  smtp = await startSmtpServer();
  rig = await openRig({ smtpUrl: smtp.url, isRehearsal: false });
  id = await rig.start();
  const rules = rulesOf(['FAR 52.217-9']);
  await rig.agreements.decide(id, { type: 'amend', by: 'a test', rules });
});
afterAll(async () => {
  await rig.close();
  await smtp.stop();
  rmSync(folder, { recursive: true, force: true });
});

const from = 'notices@onegov.example';
const offer = 'openai-chatgpt-enterprise';
const now = () => new Date().toISOString();

const onegov = (...words: string[]) =>
  rig.onegov(words, { env: { SMTP_URL: smtp.url, MAIL_FROM: from, OPERATORS_MAIL: rig.operators } });

const previewOf = (...words: string[]) => onegov('preview', 'access-board.gov', offer, ...words);

function noticesAhead({ plan }: Agreement): NoticeObligation[] {
  return plan.filter((one) => one.kind === 'notice').filter(({ dueAt }) => !isReached(dueAt, now()));
}

function received(messageId: string): string | undefined {
  return smtp.mails.map(({ raw }) => raw.toString('latin1')).find((raw) => raw.includes(messageId));
}

/**
 * A preview is dated on the very second that the notice is due, the message when the workflow came to it: so the
 * seconds of its date, and of the time stamp in its calendar file, may differ. Nothing else may.
 */
function withoutSeconds(eml: string): string {
  const calendar = /(?<=method=PUBLISH[\s\S]*?\r\n\r\n)[A-Za-z0-9+/=\r\n]+/;
  const decoded = (base64: string) => Buffer.from(base64, 'base64').toString();
  return eml
    .replace(/^(Date: .*:)\d\d /m, '$1… ')
    .replace(calendar, (base64) => decoded(base64).replace(/(?<=DTSTAMP:\d{8}T\d{4})\d\d/, '…'));
}

describe('onegov preview', () => {
  it('prints the next notice of a kind, its recipients, and the day that its words are for', async () => {
    const { code, out } = await previewOf('renewal');
    expect(code).toBe(0);
    expect(out).toMatch(
      /^Notice that a decision is needed, 120 days before: due \w{3}, \w{3} \d+, \d{4}, 09:\d\d E[SD]T, worded for .*\.\n/,
    );
    expect(out).toMatch(
      /^To: owner@access-board\.\w+\.example\nTo: contracting@access-board\.\w+\.example$/m,
    );
    expect(out).toMatch(/^Subject: ChatGPT Enterprise: 1\d\d days left to decide about renewal$/m);
    expect(out).toContain('1. Ask the people who use ChatGPT Enterprise what they need it for.');
  });

  it('takes the short name of a certain notice, and prints its id if that is asked for', async () => {
    const { code, out } = await previewOf('renewal-P30D', '--ids');
    expect(out).toMatch(/^renewal-P30D:\d{4}-\d\d-\d\d: due /);
    expect(code).toBe(0);
  });

  it('has the words for today with --today', async () => {
    const { term, agency } = await rig.agreements.view(id);
    const { out } = await previewOf('access-ended', '--today', '--json');
    const previewed = JSON.parse(out);
    expect(previewed.obligation).toBe(`access-ended:${term.endsOn}`);
    expect(dayAt(previewed.wordedFor, agency.timeZone)).toBe(dayAt(now(), agency.timeZone));
  });

  it('writes the HTML, and a message for each recipient', async () => {
    const page = join(folder, 'notice.html');
    const { code, out } = await previewOf('renewal', '--html', page, '--eml', join(folder, 'notice.eml'));
    expect(code).toBe(0);
    expect(out.trim().split('\n')).toHaveLength(3);
    expect(readFileSync(page, 'utf8')).toMatch(/^<!doctype html>[\s\S]*days left to decide about renewal/);
    for (const [number, role] of ['owner', 'contracting'].entries()) {
      const eml = readFileSync(join(folder, `notice-${number + 1}.eml`), 'latin1');
      expect(eml).toMatch(new RegExp(`^To: .*<${role}@access-board`, 'm'));
      expect(eml).not.toContain('[Rehearsal]');
    }
  });

  it('shows example links, and makes no key for them', async () => {
    const env = { ONEGOV_DATA: join(folder, 'data'), PAGES_PORT: '8999' };
    const { out } = await rig.onegov(['preview', 'access-board.gov', offer, 'renewal'], { env });
    expect(out).toContain('Its links are examples; the workers make the real ones when they send it.\n');
    const [, token = ''] = /http:\/\/127\.0\.0\.1:8999\/a\/(\S+)/.exec(out) ?? [];
    expect(token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(existsSync(env.ONEGOV_DATA)).toBe(false);
  });

  it.each([
    ['celebration', /^No notice "celebration"; planned are welcome, .*, renewal-P30D, /],
    ['renewel', /^No notice "renewel"; did you mean renewal or renewed\?\n$/],
    ['renewel-P30D', /^No notice "renewel-P30D"; did you mean renewal or renewed\?\n$/],
    ['declined', /^agreement:.* has no notice "declined"; planned are welcome, /],
    ['renewal-P31D', /^agreement:.* has no notice "renewal-P31D"; planned are /],
  ])('says which notices there are if "%s" is not one of them', async (notice, sentence) => {
    const { code, err } = await previewOf(notice);
    expect(err).toMatch(sentence);
    expect(code).toBe(1);
  });

  it('marks the notice of a rehearsal', async () => {
    const agreement = await rig.agreements.view(id);
    const rehearsal = { ...agreement, id: `${id}@2026-11-23T14:00:00Z` };
    const { subject, text } = await preview(
      rehearsal,
      'renewal',
      { from, operators: rig.operators },
      { catalog: loadCatalog(), now: now() },
    );
    expect(subject).toMatch(/^\[Rehearsal\] /);
    expect(text).toMatch(/^This is a rehearsal\./);
  });

  it('shows every notice of the year at its start, exactly as each is received on its day', async () => {
    const before = await rig.agreements.view(id);
    const sender = { from, operators: rig.operators };
    const previews = await Promise.all(
      noticesAhead(before).map((notice) =>
        preview(before, notice.id, sender, { catalog: loadCatalog(), now: now() }),
      ),
    );
    const written = JSON.parse((await previewOf('features-ended', '--json')).out) as Preview;
    await rig.toDay(id, 380);

    const { record } = await rig.agreements.view(id);
    const sent = record.flatMap((entry) =>
      entry.type === 'settled' && entry.outcome === 'carried-out' && entry.notice ? [entry.id] : [],
    );
    const compared = previews.filter(({ obligation }) => sent.includes(obligation));
    const kinds = new Set(compared.map(({ notice }) => notice));
    for (const kind of [
      'features-ending',
      'features-ended',
      'renewal',
      'deadline',
      'deadline-missed',
      'access-ended',
    ])
      expect(kinds).toContain(kind);
    for (const { to, messageId, eml } of [
      ...compared.flatMap(({ messages }) => messages),
      ...written.messages,
    ]) {
      const raw = received(messageId);
      expect(withoutSeconds(eml.toString('latin1')), `to ${to}`).toBe(raw && withoutSeconds(raw));
    }
  });

  it('has the words of the day when the notice was sent', async () => {
    const { out } = await previewOf('features-ended');
    expect(out).toMatch(/^Notice that features have ended: sent (.*), worded for \1\.\n/);
  });
});
