// The record of an agreement, exported and verified: two rehearsed terms on the real engine, with commands in between.
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Receipt } from '../../../agreements/model/receipts.ts';
import { madeUpContacts } from '../../../clients/api/made-up-contacts.ts';
import { type Entry, exportRecord, type RecordFile, recordText } from '../../../clients/record/record.ts';
import { historiesOf } from '../../support/histories.ts';
import { openRig, type Rig } from '../../support/rig.ts';
import { startFaultySmtpServer } from '../../support/smtp.ts';

const folder = mkdtempSync(join(tmpdir(), 'onegov-record-'));
const sentFolder = join(folder, 'sent');
const by = 'Connie Contracting';
let rig: Rig;
let id: string;
let exported: RecordFile;
beforeAll(async () => {
  rig = await openRig({ sentFolder });
  id = await rig.start();
  await rig.toDay(id, 70);
  await rig.agreements.decide(id, { type: 'suspend', by, reason: 'an audit' });
  await rig.toDay(id, 80);
  await rig.agreements.decide(id, { type: 'reinstate', by, clock: 'keep' });
  await rig.toDay(id, 300);
  await rig.agreements.decide(id, { type: 'renew', by, price: { amount: '25.00', currency: 'USD' } });
  await rig.toDay(id, 380);
  await rig.toDay(id, 300);
  await rig.agreements.decide(id, { type: 'acknowledge', by });
  const { code, out } = await rig.onegov(['record', id, '--out', join(folder, 'gsa.json'), '--by', by]);
  expect([code, out]).toEqual([
    0,
    expect.stringMatching(/^Wrote \S+gsa\.json and \S+gsa\.html: \d+ entries, /),
  ]);
  exported = JSON.parse(readFileSync(join(folder, 'gsa.json'), 'utf8'));
});
afterAll(async () => {
  await rig.close();
  rmSync(folder, { recursive: true });
});

const verify = (file: string, ...words: string[]) => rig.onegov(['record', 'verify', file, ...words]);

const receiptsOf = ({ happened }: Entry): Receipt[] =>
  'receipts' in happened ? (happened.receipts ?? []) : [];

const typed = (type: string) => exported.entries.filter(({ happened }) => happened.type === type);

describe('onegov record', () => {
  it('has everything on record over both terms, and how the agreement stands', async () => {
    const { record, ...standing } = await rig.agreements.view(id);
    // Codes of reasons are for programs and not in the chain: their words are.
    const words = record.map((entry) => ('why' in entry ? { ...entry, why: undefined } : entry));
    expect(exported.entries.map(({ happened }) => happened)).toEqual(words);
    expect(exported.standing).toEqual(standing);
    expect(new Set(exported.entries.map(({ term }) => term))).toEqual(new Set([1, 2]));
    expect(exported).toMatchObject({
      agreement: id,
      exported: { by, software: expect.stringMatching(/^onegov-agreements \d/) },
      seal: { entries: record.length, last: exported.entries.at(-1)?.hash },
    });
  });

  it('names the event of the activity that sent each message', async () => {
    const scheduled = new Map<string, string>();
    for (const { run, number, activity } of await activitiesOf()) scheduled.set(`${run} ${number}`, activity);
    const notices = exported.entries.filter((entry) => receiptsOf(entry).length > 0);
    expect(notices.length).toBeGreaterThan(10);
    expect(new Set(notices.map(({ term }) => term)).size).toBe(2);
    for (const entry of notices) {
      expect(entry.sources.flatMap(({ messageIds = [] }) => messageIds)).toEqual(
        receiptsOf(entry).map(({ messageId }) => messageId),
      );
      for (const { run, event } of entry.sources) expect(scheduled.get(`${run} ${event}`)).toBe('deliver');
    }
    const access = exported.entries.filter(({ happened }) => 'access' in happened);
    expect(access.length).toBeGreaterThanOrEqual(4);
    for (const { happened, sources } of access) {
      const activities = sources.map(({ run, event }) => scheduled.get(`${run} ${event}`));
      expect(activities, JSON.stringify(happened)).toEqual([
        expect.stringMatching(/^(grantAccess|endFeatures|endAccess)$/),
      ]);
    }
  });

  it('has each command word for word, and names the run of each term', async () => {
    expect(typed('decided')[0]?.sources).toMatchObject([
      { run: exported.runs[0], what: 'act', command: { type: 'renew', price: { amount: '25.00' } } },
    ]);
    expect(typed('suspended')[0]?.sources).toMatchObject([{ what: 'act', command: { reason: 'an audit' } }]);
    expect(typed('reinstated')[0]?.sources).toMatchObject([{ command: { clock: 'keep' } }]);
    expect(typed('acknowledged')[0]?.sources).toMatchObject([{ run: exported.runs[1], what: 'act' }]);
    expect(typed('agreed')[0]?.sources).toEqual([{ run: exported.runs[0], event: 1, what: 'start' }]);
    expect(typed('term-began')[0]?.sources).toEqual([{ run: exported.runs[1], event: 1, what: 'start' }]);
  });

  it('has the hash of each message, which is the name of the kept copy', () => {
    const receipts = exported.entries.flatMap(receiptsOf);
    for (const { sha256 = '', messageId } of receipts) {
      const raw = readFileSync(join(sentFolder, sha256.slice(0, 2), `${sha256}.eml`));
      expect(createHash('sha256').update(raw).digest('hex')).toBe(sha256);
      expect(raw.toString('latin1')).toContain(`Message-ID: ${messageId}`);
    }
    const files = readdirSync(sentFolder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.eml'),
    );
    expect(files).toHaveLength(new Set(receipts.map(({ sha256 }) => sha256)).size);
  });

  it('prints the JSON if no file is named; an entry has the same hash in each export', async () => {
    const { code, out } = await rig.onegov(['record', id, '--by', by]);
    expect(code).toBe(0);
    const again = JSON.parse(out) as RecordFile;
    expect(out).toBe(recordText(again));
    expect(again.entries).toEqual(exported.entries);
    expect(again.seal.hash).not.toBe(exported.seal.hash);
  });

  it('says so if there is no such agreement', async () => {
    const { code, err } = await rig.onegov(['record', 'agreement:xai-grok:acus.gov']);
    expect(err).toBe('No agreement found for agreement:xai-grok:acus.gov.\n');
    expect(code).toBe(1);
  });
});

describe('a notice that was delayed in part', () => {
  it('names the events that sent its messages: of the activity that failed, and of the next one', async () => {
    const contacts = madeUpContacts('delayed');
    const later = { say: '451 4.3.0 Try again later' };
    const smtp = await startFaultySmtpServer([
      { at: 'RCPT', to: 'technical@delayed.example', do: later, times: 3 },
    ]);
    const other = await openRig({ smtpUrl: smtp.url });
    const delayed = await other.start({ contacts });
    await other.toDay(delayed, 1);
    const { entries } = await exportRecord(other.agreements, delayed, { now: '2026-12-01T12:00:00Z', by });
    const welcome = entries.filter(({ happened }) => 'id' in happened && happened.id.startsWith('welcome'));
    expect(welcome.map(({ happened }) => happened.type)).toEqual(['delayed', 'settled']);
    const [before, after] = welcome.map(({ sources }) => sources);
    expect(before).toHaveLength(1);
    expect(after).toEqual([
      before?.[0],
      { ...before?.[0], event: expect.any(Number), messageIds: [expect.any(String)] },
    ]);
    expect(after?.[1]?.event).toBeGreaterThan(after?.[0]?.event ?? 0);
    await other.close();
    await smtp.stop();
  });
});

describe('commands that look alike', () => {
  it('name an event each; notices that were acknowledged together name the same one', async () => {
    const other = await openRig();
    const one = await other.start();
    const { contacts } = await other.toDay(one, 1);
    const [owner] = contacts.map(({ email }) => email) as [string];
    const gone = contacts.slice(0, 3).map(({ email }) => email);
    const { record } = await other.agreements.view(one);
    const welcome = record.find((entry) => entry.type === 'settled' && entry.notice?.notice === 'welcome');
    const notice = welcome?.type === 'settled' ? welcome.id : '';
    await other.agreements.decide(one, { type: 'acknowledge', by, notice, contact: owner });
    const came = gone.filter((address) =>
      record.some((entry) => entry.type === 'settled' && entry.receipts?.some(({ to }) => to === address)),
    );
    expect(came.length).toBeGreaterThan(1);
    await Promise.all(came.map((address) => other.agreements.decide(one, { type: 'bounced', by, address })));
    const { entries } = await exportRecord(other.agreements, one, { now: '2026-12-01T12:00:00Z', by });
    const eventsOf = (type: string) =>
      entries.flatMap(({ happened, sources }) =>
        happened.type === type ? [sources.map(({ event }) => event)] : [],
      );
    expect(new Set(eventsOf('bounced').map(([event]) => event)).size).toBe(came.length);
    const confirmed = eventsOf('acknowledged');
    expect(confirmed.length).toBe(3);
    expect(new Set(confirmed.map(([event]) => event)).size).toBe(1);
    expect(confirmed[0]?.[0]).toEqual(expect.any(Number));
    await other.close();
  });
});

describe('the page', () => {
  it('shows every entry and every message with its hash, and loads nothing', () => {
    const page = readFileSync(join(folder, 'gsa.html'), 'utf8');
    for (const { number, hash } of exported.entries) {
      expect(page).toContain(`id="entry-${number}"`);
      expect(page).toContain(hash);
    }
    for (const { sha256 = 'none' } of exported.entries.flatMap(receiptsOf)) expect(page).toContain(sha256);
    expect(page).toContain(exported.seal.hash);
    const acknowledged = exported.entries.find(({ happened }) => happened.type === 'acknowledged');
    expect(page).toContain(`<td><a href="#entry-${acknowledged?.number}">acknowledged</a> </td>`);
    expect(page).not.toMatch(/<script|<link|<img|src=|url\(|undefined|\[object/);
  });
});

describe('onegov record verify', () => {
  it('says that a record is unchanged, with its last hash', async () => {
    const { code, out } = await verify(join(folder, 'gsa.json'));
    const { entries, last, hash } = exported.seal;
    expect(out).toContain(`Unchanged, ${entries} entries, last hash ${last}.\n`);
    expect(code).toBe(0);
    const json = await verify(join(folder, 'gsa.json'), '--json');
    expect(JSON.parse(json.out)).toEqual({ entries, last, hash });
  });

  it('names the entry of a changed address, and exits with 1', async () => {
    const place = exported.entries.findIndex((entry) => receiptsOf(entry).length > 0);
    const text = readFileSync(join(folder, 'gsa.json'), 'utf8');
    const [to = ''] = receiptsOf(exported.entries[place] as Entry).map((receipt) => receipt.to);
    const at = text.indexOf(to, text.indexOf('"entries": ['));
    writeFileSync(join(folder, 'forged.json'), `${text.slice(0, at)}x${text.slice(at + 1)}`);
    const { code, out, err } = await verify(join(folder, 'forged.json'));
    expect(err).toMatch(new RegExp(`forged\\.json: entry ${place + 1} \\(settled, .*\\) does not fit`));
    expect([code, out]).toEqual([1, '']);
  });

  it('verifies the file inside a page, and that the page shows what the file says', async () => {
    const page = join(folder, 'gsa.html');
    const { code, out } = await verify(page);
    expect(out).toContain(`Unchanged, ${exported.seal.entries} entries, last hash ${exported.seal.last}.\n`);
    expect(code).toBe(0);
    const forged = readFileSync(page, 'utf8');
    writeFileSync(join(folder, 'forged.html'), forged.replace('an audit', 'no audit'));
    const { code: refused, err } = await verify(join(folder, 'forged.html'));
    expect(err).toMatch(/forged\.html: the page does not show what the record in it says: it was changed/);
    expect(refused).toBe(1);
  });

  it.each([
    ['is not there', 'nothing.json', undefined, /nothing\.json can't be read \(ENOENT\)\.\n$/],
    ['is something else', 'other.json', '{}', /other\.json is not a record that "onegov record" wrote/],
  ])('says so if a file %s', async (_, name, text, sentence) => {
    if (text !== undefined) writeFileSync(join(folder, name), text);
    const { code, err } = await verify(join(folder, name));
    expect(err).toMatch(sentence);
    expect(code).toBe(1);
  });
});

async function activitiesOf() {
  const histories = await historiesOf(rig.agreements, id);
  return histories.flatMap(({ events }, index) =>
    (events ?? []).flatMap(({ eventId, activityTaskScheduledEventAttributes: scheduled }) =>
      scheduled
        ? [
            {
              run: exported.runs[index],
              number: Number(eventId),
              activity: scheduled.activityType?.name ?? '',
            },
          ]
        : [],
    ),
  );
}
