// The mail server and the directory of a chaos run do what they are told, and log it. The judge relies on that.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DirectoryFault, MailFault } from '../../chaos/faults.ts';
import { startFaultyDirectory } from '../../chaos/outside/directory.ts';
import { startMailServer } from '../../chaos/outside/mail-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'chaos-outside-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the mail server', () => {
  let server: Awaited<ReturnType<typeof startMailServer>>;
  beforeAll(async () => {
    server = await startMailServer(folder);
  });
  beforeEach(() => server.ask({ do: 'calm' }));
  afterAll(() => server.stop());

  let number = 0;

  /** Sends one message. @returns its id, its hash, and whether it was accepted */
  async function send() {
    const messageId = `<${++number}@test>`;
    const raw = `Message-ID: ${messageId}\r\nSubject: Test\r\n\r\n.A line with a dot\r\n`;
    const transport = createTransport(server.url);
    const sending = transport.sendMail({ envelope: { from: 'a@b.example', to: ['c@d.example'] }, raw });
    const isAccepted = await sending.then(
      () => true,
      () => false,
    );
    return { messageId, isAccepted, sha256: createHash('sha256').update(raw).digest('hex') };
  }

  const fault = (one: MailFault) => server.ask({ do: 'fault', fault: one });
  const logged = async (id: string) =>
    (await server.ask({ do: 'log' }))?.taken.filter(({ messageId }) => messageId === id);

  it('logs a message with its hash and its instants', async () => {
    const { messageId, isAccepted, sha256 } = await send();
    expect(isAccepted).toBe(true);
    const [message] = (await logged(messageId)) ?? [];
    expect(message).toMatchObject({ to: 'c@d.example', sha256, answeredAt: expect.any(Number) });
  });

  it.each(['connect', 'EHLO', 'MAIL', 'RCPT', 'DATA', 'end'] as const)(
    'refuses at %s, and takes nothing',
    async (stage) => {
      // After a refused EHLO, clients try HELO.
      await fault({ stage, does: { say: '550 5.7.1 No' }, times: stage === 'EHLO' ? 2 : 1 });
      const { messageId, isAccepted } = await send();
      expect([isAccepted, await logged(messageId)]).toEqual([false, []]);
      expect((await send()).isAccepted).toBe(true);
    },
  );

  it('hangs up after the dot, with the message and without', async () => {
    await fault({ stage: 'end', does: 'hang up', keeps: true, times: 1 });
    const kept = await send();
    expect(kept.isAccepted).toBe(false);
    const [message] = (await logged(kept.messageId)) ?? [];
    expect(message).toMatchObject({ sha256: kept.sha256 });
    expect(message).not.toHaveProperty('answeredAt');
    await fault({ stage: 'end', does: 'hang up', keeps: false, times: 1 });
    expect(await logged((await send()).messageId)).toEqual([]);
  });

  it('is slow with its 250', async () => {
    await fault({ stage: 'end', does: { wait: 1 }, times: 1 });
    const { messageId, isAccepted } = await send();
    const [message] = (await logged(messageId)) ?? [];
    expect(isAccepted).toBe(true);
    expect((message?.answeredAt ?? 0) - (message?.dotAt ?? 0)).toBeGreaterThan(900);
  });

  it('goes away and comes back, and puts off the first message to each recipient', async () => {
    await server.ask({ do: 'go away' });
    expect((await send()).isAccepted).toBe(false);
    await server.ask({ do: 'come back' });
    await server.ask({ do: 'greylist' });
    expect([(await send()).isAccepted, (await send()).isAccepted]).toEqual([false, true]);
    expect((await server.ask({ do: 'log' }))?.cuts).toHaveLength(1);
  });
});

describe('the directory', () => {
  let directory: Awaited<ReturnType<typeof startFaultyDirectory>>;
  beforeAll(async () => {
    directory = await startFaultyDirectory(folder);
  });
  afterAll(() => directory.stop());

  const fault = (one: DirectoryFault) => directory.ask({ do: 'fault', fault: one });
  const post = (path: string, body: object) =>
    fetch(`${directory.url}/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/scim+json' },
      body: JSON.stringify(body),
    }).then(
      ({ status, headers }) => `${status} ${headers.get('retry-after') ?? ''}`.trim(),
      () => 'no answer',
    );
  const newUser = (userName: string) =>
    post('Users', { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName, active: true });

  it('loses an answer, and has what was asked for', async () => {
    await fault({ does: 'lost', method: 'POST', times: 1 });
    expect([await newUser('one'), await newUser('one')]).toEqual(['no answer', '409']);
  });

  it('answers with an error, or not at all, and changes nothing', async () => {
    await fault({ does: { status: 429, retryAfter: 3 }, times: 1 });
    expect(await newUser('two')).toBe('429 3');
    await fault({ does: 'dropped', times: 1 });
    expect(await newUser('two')).toBe('no answer');
    expect(await newUser('two')).toBe('201');
  });

  it('is changed by hand', async () => {
    await directory.ask({ do: 'drift', drift: { does: 'deactivates a user', at: 0 } });
    const { users = [] } = (await directory.ask({ do: 'content' })) ?? {};
    expect(users.map(({ userName, active }) => ({ userName, active }))).toEqual([
      { userName: 'one', active: false },
      { userName: 'two', active: true },
    ]);
  });
});
