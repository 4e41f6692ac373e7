// The database is lost in mid-year. Agreements in many phases come back from an export on an empty server, and their year
// goes on. The mail server and the directory live through it all, and bear witness.
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { receiptsOf } from '../../../agreements/contacts/arrivals.ts';
import { isClosed } from '../../../agreements/lifecycle/phases.ts';
import type { Agreement } from '../../../agreements/model/agreement.ts';
import { shiftDate } from '../../../agreements/time/calendar.ts';
import { day, later } from '../../../agreements/time/instants.ts';
import { madeUpContacts } from '../../../clients/api/made-up-contacts.ts';
import { fastForward } from '../../../clients/api/rehearsal.ts';
import { readManifest } from '../../../clients/backup/export-folder.ts';
import type { Outcome } from '../../../clients/backup/restore.ts';
import { exportRecord } from '../../../clients/record/record.ts';
import { openKeys } from '../../../encryption/keys.ts';
import type { Engine } from '../../../workers/engine/start.ts';
import { today } from '../../support/days.ts';
import { historiesOf, replayFailure } from '../../support/histories.ts';
import { startOwnServer } from '../../support/own-server.ts';
import { openRig, type Rig } from '../../support/rig.ts';
import { type SmtpServer, startFaultySmtpServer } from '../../support/smtp.ts';

const offer = 'openai-chatgpt-enterprise';
const by = 'Otto Operator';
const namespace = `disaster-${process.pid}`;
const scratch = mkdtempSync(join(tmpdir(), 'onegov-disaster-'));
const data = join(scratch, 'data');
const backup = join(scratch, 'backup');
const sentFolder = join(scratch, 'sent');
const journalFolder = join(data, 'journal');

/** The export is made in mid-year; twelve days later the database is lost. Both are instants on the agreements' clocks. */
const exportDay = shiftDate(today, 'P320D');
const exportedAt = `${exportDay}T22:00:00Z`;
const lostAt = later(exportedAt, 12 * day);
const fromExport = (days: number) => shiftDate(exportDay, days < 0 ? `-P${-days}D` : `P${days}D`);

/** Each agency, and the first day of its agreement. */
const agencies = {
  asked: ['gsa.gov', today],
  renewed: ['nasa.gov', today],
  promotional: ['access-board.gov', fromExport(-20)],
  standard: ['usda.gov', fromExport(-100)],
  suspended: ['epa.gov', fromExport(-70)],
  ended: ['doi.gov', fromExport(-200)],
  held: ['va.gov', fromExport(-51)],
  failed: ['nih.gov', fromExport(-40)],
  onboarding: ['acus.gov', fromExport(7)],
  stopped: ['sba.gov', fromExport(-30)],
} as const;
type Name = keyof typeof agencies;
const names = Object.keys(agencies) as Name[];
const idOf = (name: Name) => `agreement:${offer}:${agencies[name][0]}`;
const contactsOf = (name: Name) => madeUpContacts(agencies[name][0].replace('.gov', '-disaster'));
const refused = contactsOf('failed').map(({ email }) => email);

let smtp: SmtpServer;
let server: Engine;
let rig: Rig;
const exported = new Map<Name, Agreement>();
const lost = new Map<Name, Agreement>();

const open = () =>
  openRig({
    address: server.address,
    namespace,
    smtpUrl: smtp.url,
    sentFolder,
    journalFolder,
    isRehearsal: false,
  });
const onegov = (...words: string[]) => rig.onegov(words, { env: { ONEGOV_DATA: data } });

async function all(names: Name[], work: (name: Name) => Promise<void>): Promise<void> {
  for (const name of names) await work(name);
}

const runs = (name: Name) => name !== 'ended' && name !== 'stopped';

beforeAll(async () => {
  smtp = await startFaultySmtpServer(
    refused.map((to) => ({ at: 'RCPT', to, do: { say: '550 5.1.1 No such mailbox' }, times: 1000 })),
  );
  server = await startOwnServer({});
  rig = await open();
  await all(names, async (name) => {
    const [agency, startsOn] = agencies[name];
    const lastDay = name === 'renewed' ? { lastDay: fromExport(-11) } : {};
    await rig.start({ agency, startsOn, contacts: contactsOf(name), ...lastDay });
  });
  const decide = (name: Name, command: Parameters<Rig['agreements']['decide']>[1]) =>
    rig.agreements.decide(idOf(name), command);
  const to = (name: Name, at: string) => fastForward(rig.agreements, idOf(name), at);
  await to('renewed', `${fromExport(-40)}T22:00:00Z`);
  await decide('renewed', { type: 'renew', by, price: { amount: '25.00', currency: 'USD' } });
  await to('ended', `${fromExport(-100)}T22:00:00Z`);
  await decide('ended', { type: 'terminate', by });
  await to('ended', `${fromExport(-90)}T22:00:00Z`);
  await all(
    names.filter((name) => name !== 'ended'),
    (name) => to(name, exportedAt),
  );
  await decide('suspended', { type: 'suspend', by, reason: 'an audit' });
  await decide('held', { type: 'hold', by, reason: 'a move' });
  const { contacts } = await rig.agreements.view(idOf('asked'));
  await decide('asked', { type: 'ask-renewal', by, contact: contacts[0]?.email ?? '' });
  // What the commands brought is done by then.
  for (const name of ['suspended', 'asked'] as const) await to(name, later(exportedAt, 60_000));
  await rig.agreements.client.workflow.getHandle(idOf('stopped')).terminate('by hand');
  await all(names, async (name) => void exported.set(name, await rig.agreements.view(idOf(name))));
});
afterAll(async () => {
  await rig.close();
  await server.stop();
  await smtp.stop();
  rmSync(scratch, { recursive: true, force: true });
});

describe('the export', () => {
  it('has every agreement as it is, open and over', async () => {
    const { code, out, err } = await onegov('export', '--out', backup, '--by', by);
    expect([code, err]).toEqual([0, '']);
    expect(out).toMatch(
      /^Exported 10 agreements to \S+: 8 open, 1 over, 1 stopped in Temporal\.\nHash of all of it: [0-9a-f]{64}\n$/,
    );
    const manifest = readManifest(backup);
    for (const name of names) {
      const line = manifest.agreements.find(({ agreement }) => agreement === idOf(name));
      const file = JSON.parse(readFileSync(join(backup, line?.file ?? ''), 'utf8'));
      expect(file.state, name).toEqual(exported.get(name));
      const { seal } = await exportRecord(rig.agreements, idOf(name), { now: today, by });
      expect(file.record, name).toEqual({ entries: seal.entries, last: seal.last });
    }
  });
});

describe('after the export, until the database is lost', () => {
  it('notices go out and access is given, and no export knows of it', async () => {
    await all(names.filter(runs), (name) => fastForward(rig.agreements, idOf(name), lostAt));
    await all(names, async (name) => void lost.set(name, await rig.agreements.view(idOf(name))));
    const sentSince = (name: Name) =>
      messageIdsOf(lost.get(name)).filter((id) => !messageIdsOf(exported.get(name)).includes(id));
    expect(sentSince('promotional')).not.toEqual([]);
    expect(sentSince('onboarding')).not.toEqual([]);
    expect(lost.get('onboarding')?.status).toBe('promotional');
    expect(sentSince('held')).toEqual([]);
  });
});

describe('the restoration, on an empty server', () => {
  beforeAll(async () => {
    await rig.close();
    await server.stop();
    server = await startOwnServer({});
    rig = await open();
  });
  const restore = (...words: string[]) => onegov('restore', backup, '--lost', lostAt, '--by', by, ...words);
  const unproven = {
    name: 'notice that features end, 30 days before',
    ...{ sent: 0, uncertain: 2, left: 0 },
  };
  const outcomesOf = (out: string) => (JSON.parse(out) as { outcomes: Outcome[] }).outcomes;
  const outcomeOf = (out: string, name: Name) =>
    outcomesOf(out).find(({ agreement }) => agreement === idOf(name));

  it('tells first what it would do, and which notices may have gone out', async () => {
    const { code, out } = await restore('--dry-run');
    expect(code).toBe(0);
    expect(out).toContain('Would restore 10 agreements: 8 open, 1 over, 1 stopped in Temporal.');
    expect(out).toContain('May have gone out after the export');
    expect(out).toContain(`  ${idOf('promotional')}: `);
    expect(await rig.agreements.count()).toBe(0);
    const { doubts } = outcomeOf((await restore('--dry-run', '--json')).out, 'promotional') ?? { doubts: [] };
    expect(doubts).toContainEqual(expect.objectContaining(unproven));
  });

  it('takes another folder of copies as no proof', async () => {
    const { out } = await restore('--dry-run', '--json', '--sent', backup);
    expect(outcomeOf(out, 'promotional')?.doubts).toContainEqual(expect.objectContaining(unproven));
  });

  it('starts each agreement once, and knows by the copies what went out', async () => {
    const copy = join(scratch, 'copy-of-sent');
    cpSync(sentFolder, copy, { recursive: true });
    const { code, out, err } = await restore('--sent', copy, '--json');
    expect([code, err]).toEqual([0, '']);
    expect(outcomesOf(out).map(({ result }) => result)).toEqual(names.map(() => 'restored'));
    for (const { agreement, doubts } of outcomesOf(out))
      for (const doubt of doubts) expect(doubt, agreement).toMatchObject({ uncertain: 0 });
    expect(outcomeOf(out, 'promotional')?.doubts[0]?.sent).toBeGreaterThan(0);
    expect(outcomeOf(out, 'onboarding')?.doubts[0]?.sent).toBeGreaterThan(0);
    const again = await restore('--sent', copy);
    expect(again.code).toBe(0);
    expect(again.out).toContain('Restored 0 agreements');
    expect(again.out).toContain('Left alone, because they are there already: 10.');
  });

  it('lists them as before', async () => {
    await all(names.filter(runs), async (name) => void (await rig.agreements.view(idOf(name))));
    await rig.agreements.client.workflow.getHandle(idOf('ended')).result();
    const listed = new Map<string, string>();
    for await (const { id, phase } of rig.agreements.list()) listed.set(id, phase);
    const phases = names.map((name) => [name, listed.get(idOf(name))]);
    expect(Object.fromEntries(phases)).toEqual({
      ...{ asked: 'renewal', renewed: 'standard', promotional: 'promotional', standard: 'standard' },
      ...{ suspended: 'suspended', ended: 'terminated', held: 'promotional', failed: 'promotional' },
      ...{ onboarding: 'onboarding', stopped: 'stopped (was promotional)' },
    });
  });

  it.each(['ended', 'stopped'] as const)('gives no agency its price again: %s', async (name) => {
    const [agency] = agencies[name];
    const contact = `Ann <ann@${agency}> owner`;
    const { code, err } = await onegov('start', '--agency', agency, '--offer', offer, '--contact', contact);
    expect(code).toBe(1);
    expect(err).toMatch(new RegExp(`${agency} already had the promotional price`));
  });

  it('takes each year to its end: every message goes out once over both lives', async () => {
    await rig.agreements.decide(idOf('held'), { type: 'release', by });
    await rig.agreements.decide(idOf('suspended'), { type: 'reinstate', by, clock: 'keep' });
    await all(names.filter(runs), async (name) => {
      const { term } = await rig.agreements.view(idOf(name));
      await fastForward(rig.agreements, idOf(name), later(term.endsAt ?? '', 8 * day));
    });
    for (const name of names) {
      const agreement = await rig.agreements.view(idOf(name));
      if (runs(name)) expect([name, isClosed(agreement)]).toEqual([name, true]);
      const to = contactsOf(name).map(({ email }) => email);
      const mails = smtp.mails.filter((mail) => mail.to.some((one) => to.includes(one)));
      const ids = mails.map(({ raw }) => headerOf(raw, 'Message-ID'));
      expect(new Set(ids).size, name).toBe(ids.length);
      // A second term has the same subjects as the first one, a year later.
      const yearOf = (raw: Buffer) =>
        name === 'renewed' ? new Date(headerOf(raw, 'Date')).getUTCFullYear() : '';
      const subjects = mails.map(({ raw, to }) => `${to} ${headerOf(raw, 'Subject')} ${yearOf(raw)}`);
      expect(new Set(subjects).size, `${name}: ${subjects.toSorted().join('\n')}`).toBe(subjects.length);
      expect(ids.toSorted(), name).toEqual(messageIdsOf(agreement).toSorted());
      const ended = agreement.record.flatMap((entry) => (entry.type === 'settled' ? [entry.id] : []));
      expect(ended.length, name).toBe(new Set(ended).size);
    }
  });

  it('keeps each record, and its hashes go on', async () => {
    for (const name of names) {
      const { entries } = await exportRecord(rig.agreements, idOf(name), { now: today, by });
      const line = readManifest(backup).agreements.find(({ agreement }) => agreement === idOf(name));
      const { record } = JSON.parse(readFileSync(join(backup, line?.file ?? ''), 'utf8'));
      expect(entries[record.entries - 1]?.hash, name).toBe(record.last);
      expect(
        entries.filter(({ happened }) => happened.type === 'restored'),
        name,
      ).toHaveLength(1);
    }
    const { code, out } = await onegov('record', idOf('promotional'), '--out', join(scratch, 'record'));
    expect([code, out]).toEqual([0, expect.stringContaining('entries')]);
    expect((await onegov('record', 'verify', join(scratch, 'record.json'))).code).toBe(0);
  });

  it('leaves access as the agreements say: only the one that was stopped has any', async () => {
    const groups = (await rig.resources('Groups')).map(({ displayName }) => displayName.split(':')[0]);
    expect(new Set(groups)).toEqual(new Set([agencies.stopped[0]]));
    const active = (await rig.resources('Users'))
      .filter(({ active }) => active)
      .map(({ userName }) => userName ?? '');
    expect(active.toSorted()).toEqual(
      contactsOf('stopped')
        .map(({ email }) => email)
        .toSorted(),
    );
  });

  it('replays', async () => {
    const bundle = { codePath: inject('bundlePath') };
    const keys = openKeys({ keyFile: inject('keyFile'), isOurs: false });
    for (const name of names)
      for (const history of await historiesOf(rig.agreements, idOf(name)))
        expect(await replayFailure(bundle, history, idOf(name), keys)).toBeUndefined();
  });
});

/** The Message-IDs of the messages to contacts that the mail server took, according to the agreement. */
function messageIdsOf(agreement: Agreement | undefined): string[] {
  if (!agreement) return [];
  const accepted = receiptsOf(agreement).filter(
    ({ receipt, notice }) => notice && receipt.result === 'accepted',
  );
  return [...new Set(accepted.map(({ receipt }) => receipt.messageId))];
}

function headerOf(raw: Buffer, name: string): string {
  const head =
    raw
      .toString('latin1')
      .split('\r\n\r\n', 1)[0]
      ?.replace(/\r\n[ \t]+/g, ' ') ?? '';
  return new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1] ?? '';
}
