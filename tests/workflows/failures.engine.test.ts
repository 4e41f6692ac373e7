// Mail, the directory or workers fail: nothing is lost or doubled, and people are told.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Agreement } from '../../agreements/model/agreement.ts';
import { type Catalog, findOffer, loadCatalog } from '../../offers/catalog.ts';
import { startDirectory } from '../../workers/embedded/directory.ts';
import { freePorts } from '../../workers/engine/ports.ts';
import { searchAttributes } from '../../workflows/messages.ts';
import { openProxy } from '../activities/provisioning/support.ts';
import { daysAgo } from '../support/days.ts';
import { openRig, type Rig, type RigOptions } from '../support/rig.ts';
import { type SmtpFault, startFaultySmtpServer, startSmtpServer } from '../support/smtp.ts';

let cleanUp: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of cleanUp.reverse()) await close();
  cleanUp = [];
});

async function rigWith(options: RigOptions): Promise<Rig> {
  const rig = await openRig(options);
  cleanUp.push(() => rig.close());
  return rig;
}

async function mailServer(faults: SmtpFault[]) {
  const server = await startFaultySmtpServer(faults);
  cleanUp.push(() => server.stop());
  return server;
}

describe('mail', () => {
  it('that is greylisted goes out later, once, and delays nothing else', async () => {
    const owner = 'owner@greylisted.example';
    const server = await mailServer([
      { at: 'RCPT', to: owner, do: { say: '450 come back later' }, times: 3 },
    ]);
    const rig = await rigWith({ smtpUrl: server.url });
    const id = await rig.start({
      contacts: [
        { name: 'Owner', email: owner, roles: ['owner'] },
        { name: 'Technical', email: 'technical@greylisted.example', roles: ['technical'] },
      ],
    });
    const agreement = await rig.toDay(id, 29);
    expect(outcomeOf(agreement, 'welcome')).toBe('carried-out');
    const welcomed = server.mails.filter(({ raw }) => /^Subject: .*welcome/m.test(raw.toString('latin1')));
    expect(welcomed.flatMap(({ to }) => to).toSorted()).toEqual([owner, 'technical@greylisted.example']);
    expect(agreement.issues).toEqual([]);
  });

  it('that is tried again goes to the contacts of now, not of the first try', async () => {
    const left = 'left@changed.example';
    const server = await mailServer([{ at: 'RCPT', to: left, do: { say: '450 later' }, times: 99 }]);
    const rig = await rigWith({ smtpUrl: server.url });
    const contact = (email: string) => ({ name: 'Owner', email, roles: ['owner' as const] });
    const id = await rig.start({ startsOn: daysAgo(20), contacts: [contact(left)] });
    const isDelayed = async () => (await rig.agreements.view(id)).plan.some(({ notBefore }) => notBefore);
    await vi.waitUntil(isDelayed, 60_000);
    const contacts = [contact('new@changed.example')];
    await rig.agreements.decide(id, { type: 'change-contacts', by: 'a test', contacts });
    const agreement = await rig.toDay(id, 22);
    expect(outcomeOf(agreement, 'welcome')).toBe('carried-out');
    expect(new Set(server.mails.flatMap(({ to }) => to))).toEqual(new Set(['new@changed.example']));
  });

  it('to an address that the mail server does not know goes to the others, and the operators get an alert', async () => {
    const gone = 'gone@refused.example';
    const server = await mailServer([{ at: 'RCPT', to: gone, do: { say: '550 no such user' }, times: 99 }]);
    const rig = await rigWith({ smtpUrl: server.url });
    const id = await rig.start({
      contacts: [
        { name: 'Gone', email: gone, roles: ['technical'] },
        { name: 'Owner', email: 'owner@refused.example', roles: ['owner'] },
      ],
    });
    const agreement = await rig.toDay(id, 20);
    expect(outcomeOf(agreement, 'welcome')).toBe('carried-out');
    expect(agreement.issues).toMatchObject([
      { kind: 'bounced', text: "welcome: it came back from a contact's address", refused: [gone] },
    ]);
    expect(server.mails.filter((mail) => mail.to.includes(rig.operators))).toHaveLength(1);
    const { typedSearchAttributes } = await rig.agreements.client.workflow.getHandle(id).describe();
    expect(typedSearchAttributes.get(searchAttributes.attention)).toEqual(['bounced']);
  });

  it('that no server takes delays nothing else: the features end on their day', async () => {
    const rig = await rigWith({ smtpUrl: 'smtp://127.0.0.1:1' });
    const id = await rig.start({ startsOn: daysAgo(59) });
    const agreement = await rig.toDay(id, 59.5);
    expect(agreement.status).toBe('standard');
    expect(outcomeOf(agreement, 'end-features')).toBe('carried-out');
    expect(outcomeOf(agreement, 'welcome')).toBeUndefined();
    expect(agreement.issues.map(({ kind }) => kind)).toContain('delayed');
  });

  it('that no server takes for a day: the later notice of a series goes out, the earlier one is superseded', async () => {
    const [port = 0] = await freePorts(1);
    const rig = await rigWith({ smtpUrl: `smtp://127.0.0.1:${port}`, catalog: withLeads(['P2D', 'P1D']) });
    const id = await rig.start();
    const waiting = await rig.toDay(id, 59);
    expect(waiting.issues.map(({ kind }) => kind)).toContain('delayed');
    const server = await startSmtpServer({ port });
    cleanUp.push(() => server.stop());
    const agreement = await rig.toDay(id, 59.3);
    expect(outcomeOf(agreement, 'features-ending-P1D')).toBe('carried-out');
    expect(outcomeOf(agreement, 'features-ending-P2D')).toBe('superseded');
    expect(agreement.issues).toEqual([]);
    const [alerts, mails] = [true, false].map((isAlert) =>
      server.mails.filter(({ to }) => to.includes(rig.operators) === isAlert),
    );
    expect([alerts?.length, mails?.length]).toEqual([1, 2]);
  });
});

describe('the directory', () => {
  it('that is busy is tried again when it says so, and the welcome waits for access', async () => {
    const rig = await rigWith(await busyDirectory(4));
    const id = await rig.start();
    const agreement = await rig.toDay(id, 20);
    expect(agreement.status).toBe('promotional');
    expect(agreement.features.every(({ on }) => on)).toBe(true);
    const order = agreement.record.flatMap((entry) => (entry.type === 'settled' ? [entry.id] : []));
    expect(order.indexOf('grant-access')).toBeLessThan(order.indexOf('welcome'));
  });

  it('that refuses for good is an issue, and access works once that is fixed and retried', async () => {
    let isMended = false;
    const { options } = await proxied(() => (isMended ? 'none' : { status: 401 }));
    const rig = await rigWith(options);
    const id = await rig.start();
    const stuck = await rig.toDay(id, 5);
    expect(stuck).toMatchObject({ status: 'onboarding', issues: [{ kind: 'failed' }] });
    expect(await rig.mailsTo(rig.operators)).toHaveLength(1);
    expect(await rig.mailsOf(id)).toHaveLength(0);

    isMended = true;
    await rig.agreements.decide(id, { type: 'retry', by: 'Otto Operator', reason: 'new token' });
    const mended = await rig.toDay(id, 20);
    expect(mended).toMatchObject({ status: 'promotional', issues: [] });
    expect(await rig.mailsOf(id)).toHaveLength(2);
  });

  async function busyDirectory(times: number): Promise<RigOptions> {
    let left = times;
    const { options } = await proxied(() =>
      left-- > 0 ? { status: 429, headers: { 'retry-after': '2' } } : 'none',
    );
    return options;
  }
});

describe('a worker that is killed between two steps', () => {
  it('leaves nothing undone, and nothing is done twice', async () => {
    const rig = await rigWith({});
    const id = await rig.start();
    await rig.toDay(id, 20);
    await rig.stopWorkers();
    const away = rig.toDay(id, 62);
    await rig.restartWorkers();
    const agreement = await away;
    const mails = await rig.mailsOf(id);
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(mails.length);
    expect(agreement.status).toBe('standard');
    const kinds = ['P30D', 'P14D', 'P7D', 'P1D'].map((lead) =>
      outcomeOf(agreement, `features-ending-${lead}`),
    );
    expect(kinds).toEqual(['carried-out', 'carried-out', 'carried-out', 'carried-out']);
  });
});

/** The offer with no notices but those before the features end, at these lead times. */
function withLeads(leads: string[]): Catalog {
  const offer = findOffer(loadCatalog(), 'openai-chatgpt-enterprise');
  const rules = offer.notices.filter(({ kind }) => kind === 'features-ending');
  const notices = rules.map((rule) => ({ ...rule, when: { before: 'features-end' as const, leads } }));
  return new Map([[offer.id, { ...offer, notices }]]);
}

async function proxied(trouble: () => 'none' | { status: number; headers?: Record<string, string> }) {
  const directory = await startDirectory({
    port: 0,
    folder: mkdtempSync(join(tmpdir(), 'onegov-directory-')),
  });
  cleanUp.push(() => directory.stop());
  const proxy = await openProxy(`http://127.0.0.1:${directory.port}`, { trouble });
  return { options: { scimUrl: `${proxy.url}/scim/agencies/v2` } };
}

function outcomeOf({ record }: Agreement, kind: string): string | undefined {
  return record
    .flatMap((entry) => (entry.type === 'settled' && entry.id.startsWith(kind) ? [entry.outcome] : []))
    .at(-1);
}
