// Production with three workers, as docker-compose.yml runs it: each worker and the server of pages and bounces is a
// process of its own, on a Temporal server on PostgreSQL. One worker is killed, and one is stopped.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import type { Agreement } from '../../agreements/model/agreement.ts';
import { madeUpContacts } from '../../clients/api/made-up-contacts.ts';
import { UnansweredError } from '../../clients/api/unanswered.ts';
import { inBulk } from '../../clients/bulk/bulk.ts';
import { readConfig } from '../../config/config.ts';
import { freePorts } from '../../workers/engine/ports.ts';
import { notification } from '../activities/bounces/notifications.ts';
import { wordsOf } from '../support/compose.ts';
import { lastBusinessDay } from '../support/days.ts';
import { historiesOf, replayFailure } from '../support/histories.ts';
import { startPostgresEngine } from '../support/postgres.ts';
import { findPostgres } from '../support/postgres-programs.ts';
import { openRig, type Rig } from '../support/rig.ts';
import { type SmtpServer, startSmtpServer } from '../support/smtp.ts';
import { startProcess, type UpProcess, untilSays } from '../support/up-process.ts';

type Mail = SmtpServer['mails'][number];

const programs = findPostgres(readConfig()).found;
const offer = 'openai-chatgpt-enterprise';
const agencies = Array.from({ length: 60 }, (_, index) => `agency-${index + 1}.gov`);
const contactsOf = (agency: string) => madeUpContacts(agency.replace('.', '-'));
/** Two contacts of each agency are welcomed and invited, each by one message. */
const messagesInAll = 2 * agencies.length;

describe.runIf(programs)('three workers and a server of pages and bounces', () => {
  const folder = mkdtempSync(join(tmpdir(), 'onegov-several-'));
  /** When the mail server had each message, in the order of `smtp.mails`. */
  const takenAt: number[] = [];
  let smtp: SmtpServer;
  let engine: Awaited<ReturnType<typeof startPostgresEngine>>;
  beforeAll(async () => {
    smtp = await startSmtpServer({ onMail: () => takenAt.push(Date.now()) });
    if (programs) engine = await startPostgresEngine(programs);
  }, 120_000);
  afterAll(async () => {
    await engine?.stop();
    await smtp.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('lose nothing and double nothing if one worker is killed and another one is stopped', async () => {
    const [bouncePort = 0, pagesPort = 0] = await freePorts(2);
    const pagesUrl = `http://127.0.0.1:${pagesPort}`;
    const namespace = 'several';
    const scimUrl = `http://127.0.0.1:${inject('directoryPort')}/scim/${namespace}/v2`;
    const place = {
      environment: {
        ...mailSettings(folder),
        TEMPORAL_ADDRESS: engine.address,
        TEMPORAL_NAMESPACE: namespace,
        ENCRYPTION_KEY_FILE: inject('keyFile'),
        SMTP_URL: smtp.url,
        SCIM_BASE_URL: scimUrl,
        BOUNCE_SMTP_PORT: `${bouncePort}`,
        PAGES_URL: pagesUrl,
        PAGES_PORT: `${pagesPort}`,
        ONEGOV_DATA: join(folder, 'data'),
        NOTICES_PER_SECOND: '1000',
        PROVISIONING_PER_SECOND: '1000',
      },
    };
    // All at once, in a namespace that does not exist yet.
    const workers = [1, 2, 3].map(() => startProcess(wordsOf('worker'), place));
    const server = startProcess(wordsOf('serve'), place);
    await Promise.all([...workers, server].map((each) => untilSays(each, 'Everything is up.', 180)));
    const [killed, stopped, last] = workers as [UpProcess, UpProcess, UpProcess];
    const rig = await openRig({
      ...{ address: engine.address, namespace, isRehearsal: false, smtpUrl: smtp.url, scimUrl },
    });
    await rig.stopWorkers();

    const starting = startAll(rig);
    await untilMails(smtp, messagesInAll / 6);
    const killedAt = Date.now();
    killed.child.kill('SIGKILL');
    await untilMails(smtp, messagesInAll / 3);
    stopped.child.kill('SIGTERM');
    expect(await stopped.ended).toBe(0);
    expect(stopped.out()).toContain('Stopped.');

    const agreements = await welcomed(rig, await starting);
    expect(unique(agreements.flatMap(receiptsOf))).toEqual(acceptedBy(smtp));
    expect(acceptedBy(smtp)).toHaveLength(messagesInAll);
    // The killed worker can't have noted what the mail server took just then.
    for (const first of takenTwice(smtp)) expect(killedAt - (takenAt[first] ?? 0)).toBeLessThan(500);
    await expectAccess(rig);

    const mail = smtp.mails[0];
    const agreement = agreements.find(({ contacts }) => contacts.some(({ email }) => email === mail?.to[0]));
    if (!mail || !agreement) throw new Error('The first message belongs to no agreement.');
    expect(await pageIn(mail.raw, pagesUrl)).toContain(agreement.agency.name);
    await bounce(mail, bouncePort);
    const record = async () => (await rig.agreements.view(agreement.id)).record.map(({ type }) => type);
    await expect.poll(record).toContain('bounced');

    last.child.kill('SIGTERM');
    server.child.kill('SIGTERM');
    expect([await last.ended, await server.ended]).toEqual([0, 0]);
    expect(await replayFailures(rig, await starting)).toEqual([]);
    await rig.close();
  }, 1_500_000);
});

/** The settings of a production that sends signed links and bounce addresses. */
function mailSettings(folder: string): Record<string, string> {
  const keyFile = join(folder, 'key');
  writeFileSync(keyFile, 'a secret of 32 characters, at least');
  return {
    MAIL_FROM: 'notices@onegov.example',
    OPERATORS_MAIL: 'operators@onegov.example',
    BOUNCE_DOMAIN: 'bounces.onegov.example',
    BOUNCE_KEY_FILE: keyFile,
    LINK_KEY_FILE: keyFile,
  };
}

/** Starts an agreement with each agency. Its welcome is due at once. @returns the agreements' ids */
async function startAll({ agreements }: Rig): Promise<string[]> {
  const start = (agency: string) =>
    agreements.start({
      offer,
      agency: { id: agency, name: `The ${agency} Agency`, timeZone: 'America/New_York' },
      contacts: contactsOf(agency),
      startsOn: lastBusinessDay,
      by: 'a test',
    });
  for await (const ended of inBulk(agencies, start, { concurrency: 10 })) {
    // A worker that was killed gives no answer, and another one goes on with its agreements.
    if ('refusal' in ended && !(ended.refusal instanceof UnansweredError)) throw ended.refusal;
  }
  return agencies.map((agency) => `agreement:${offer}:${agency}`);
}

/** Why agreements' histories do not replay. */
async function replayFailures({ agreements, keys }: Rig, ids: string[]): Promise<string[]> {
  const failures: string[] = [];
  for (const id of ids)
    for (const history of await historiesOf(agreements, id)) {
      const failure = await replayFailure({ codePath: inject('bundlePath') }, history, id, keys);
      if (failure !== undefined) failures.push(failure);
    }
  return failures;
}

function untilMails({ mails }: SmtpServer, count: number): Promise<boolean> {
  return vi.waitUntil(() => mails.length >= count, { timeout: 300_000, interval: 10 });
}

/** The agreements, once each one's welcome is settled. What a killed worker had begun is tried again after two minutes. */
function welcomed(rig: Rig, ids: string[]): Promise<Agreement[]> {
  return vi.waitFor(
    async () => {
      const agreements: Agreement[] = [];
      for (const id of ids) agreements.push(await rig.agreements.view(id));
      expect(agreements.filter((agreement) => !isWelcomed(agreement))).toEqual([]);
      return agreements;
    },
    { timeout: 500_000, interval: 3000 },
  );
}

/** The result and the hash of the message of each receipt in the record. A message may hold several notices. */
function receiptsOf({ record }: Agreement): string[] {
  return record.flatMap((entry) =>
    entry.type === 'settled' ? (entry.receipts ?? []).map(({ result, sha256 }) => `${result} ${sha256}`) : [],
  );
}

/** The same of the messages that the mail server has, each once. */
function acceptedBy({ mails }: SmtpServer): string[] {
  return unique(mails.map(({ raw }) => `accepted ${sha256(raw)}`));
}

function unique(texts: string[]): string[] {
  return [...new Set(texts)].toSorted();
}

/** The numbers of the messages that the mail server took a second time later. */
function takenTwice({ mails }: SmtpServer): number[] {
  const hashes = mails.map(({ raw }) => sha256(raw));
  return hashes.flatMap((hash, index) => (hashes.indexOf(hash, index + 1) > 0 ? [index] : []));
}

function isWelcomed({ record }: Agreement): boolean {
  return record.some((entry) => entry.type === 'settled' && entry.id === 'welcome');
}

function sha256(raw: Buffer): string {
  return createHash('sha256').update(raw).digest('hex');
}

/** Each contact has one user, and each agreement its group. */
async function expectAccess(rig: Rig): Promise<void> {
  const users = await allUsers(rig);
  const addresses = agencies.flatMap((agency) => contactsOf(agency).map(({ email }) => email));
  expect(users.map(({ userName }) => userName).toSorted()).toEqual(addresses.toSorted());
  expect(users.filter(({ active }) => active === false)).toEqual([]);
  const names = (await rig.resources('Groups')).map(({ displayName }) => displayName);
  expect(new Set(names).size).toBe(names.length);
  expect(names.length % agencies.length).toBe(0);
}

type Users = Awaited<ReturnType<Rig['resources']>>;

/** All users. The directory answers with 200 at a time. */
async function allUsers({ scimUrl }: Rig): Promise<Users> {
  const users: Users = [];
  for (let total = 1; users.length < total; ) {
    const answer = await fetch(`${scimUrl}/Users?startIndex=${users.length + 1}`);
    const { Resources, totalResults } = (await answer.json()) as { Resources: Users; totalResults: number };
    users.push(...Resources);
    total = totalResults;
  }
  return users;
}

/** The text of the page that a message links to. */
async function pageIn(raw: Buffer, pagesUrl: string): Promise<string> {
  const { text = '' } = await simpleParser(raw);
  const [link = ''] = text.match(new RegExp(`${pagesUrl}/\\S+`)) ?? [];
  return (await fetch(link)).text();
}

/** Has a message bounce, as a mail server that knows no such mailbox does it. */
async function bounce({ from, to: [address] }: Mail, port: number): Promise<void> {
  const raw = notification(
    'MAILER-DAEMON@mx.example',
    `Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; ${address}
Action: failed
Status: 5.1.1`,
  );
  const transport = createTransport({ host: '127.0.0.1', port });
  await transport.sendMail({ envelope: { from: '', to: [from] }, raw });
}
