// How `onegov up` and `onegov worker` end: asked to while a message is on its way, and when a part of them dies.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { describe, expect, inject, it, onTestFinished, vi } from 'vitest';
import { lastBusinessDay } from '../../support/days.ts';
import { runOnegov } from '../../support/onegov.ts';
import { startFaultySmtpServer, startSmtpServer } from '../../support/smtp.ts';
import { ownPlace, type Place, startProcess, untilSays } from '../../support/up-process.ts';

const isUp = 'Everything is up. Press Ctrl-C to stop it.';
const unfinished = 'Stopped. 1 delivery was not finished in time; it goes on when workers run again.';

/** A mail server that takes a message and never answers its final dot. */
async function silentServer() {
  const server = await startFaultySmtpServer([{ at: 'end', do: 'stall', keep: true, times: 100 }]);
  onTestFinished(server.stop);
  return server;
}

const mailSettings = (url: string) => ({
  SMTP_URL: url,
  MAIL_FROM: 'notices@onegov.example',
  OPERATORS_MAIL: 'operators@onegov.example',
});

/** Starts an agreement, and waits until its welcome waits for the mail server's answer. */
async function startDelivery(place: Place, agency: string, mails: unknown[]) {
  const before = mails.length;
  const contact = 'Olive Owner <olive@acus.example> owner,technical';
  const words = ['start', '--agency', agency, '--offer', 'grok', '--contact', contact];
  words.push('--starts', lastBusinessDay);
  expect(await runOnegov(words, { env: place.environment })).toMatchObject({ code: 0 });
  await vi.waitFor(() => expect(mails.length).toBeGreaterThan(before), { timeout: 60_000 });
}

/** The result, or an error after so many seconds. */
function within<T>(seconds: number, result: Promise<T>): Promise<T> {
  return Promise.race([
    result,
    new Promise<never>((_, fail) => {
      setTimeout(() => fail(new Error(`It has not ended after ${seconds} seconds.`)), seconds * 1000).unref();
    }),
  ]);
}

/** Starts a program as the first process of a namespace of its own, as in a container. */
const asFirst = ['unshare', '--map-root-user', '--pid', '--fork', '--mount-proc'];

function canBeFirst(): boolean {
  const [command = '', ...args] = [...asFirst, 'true'];
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Sends SIGTERM to the program itself, not to what started it. */
function terminate(pid: number, prefix: string[]): void {
  const itself = prefix.length > 0 ? Number(execFileSync('ps', ['-o', 'pid=', '--ppid', `${pid}`])) : pid;
  process.kill(itself, 'SIGTERM');
}

describe('while a mail server keeps silent', () => {
  it('Ctrl-C ends "onegov up" and all of its programs, and the delivery goes on at the next start', async () => {
    const server = await silentServer();
    const place = await ownPlace(mailSettings(server.url));
    const first = startProcess(['up'], place);
    await untilSays(first, isUp);
    const sent = server.mails;
    await startDelivery(place, 'acus.gov', sent);

    first.child.kill('SIGINT');
    await untilSays(first, 'Press Ctrl-C again to stop at once.', 15);
    expect(await within(40, first.ended)).toBe(0);
    expect(first.out()).toContain(unfinished);
    expect(place.isLocked()).toBe(false);
    expect(place.processes()).toEqual([]);
    expect(await place.portsTaken()).toBe(0);

    await server.stop();
    const better = await startSmtpServer({ port: server.port });
    onTestFinished(better.stop);
    const second = startProcess(['up'], place);
    await untilSays(second, isUp);
    await vi.waitFor(() => expect(better.mails.length).toBeGreaterThan(0), {
      timeout: 150_000,
      interval: 500,
    });
    expect(better.mails[0]?.raw).toEqual(sent[0]?.raw);
    second.child.kill('SIGTERM');
    expect(await within(40, second.ended)).toBe(0);
  }, 400_000);

  it.each([
    ['the worker process alone', []],
    ...(canBeFirst() ? [['the worker process that is the first of its container', asFirst] as const] : []),
  ] as [string, string[]][])(
    'SIGTERM ends %s; a second one ends it at once',
    async (_title, prefix) => {
      const server = await silentServer();
      const namespace = `stopping-${randomBytes(4).toString('hex')}`;
      const place = await ownPlace({
        ...mailSettings(server.url),
        TEMPORAL_ADDRESS: inject('address'),
        ENCRYPTION_KEY_FILE: inject('keyFile'),
        TEMPORAL_NAMESPACE: namespace,
        SCIM_BASE_URL: `http://127.0.0.1:${inject('directoryPort')}/scim/${namespace}/v2`,
      });
      const first = startProcess(['worker'], place, prefix);
      await untilSays(first, isUp);
      await startDelivery(place, 'acus.gov', server.mails);
      terminate(first.child.pid as number, prefix);
      await untilSays(first, 'Stopping …', 5);
      expect(await within(40, first.ended)).toBe(0);
      expect(first.out()).toContain(unfinished);

      const second = startProcess(['worker'], place, prefix);
      await untilSays(second, isUp);
      await startDelivery(place, 'achp.gov', server.mails);
      terminate(second.child.pid as number, prefix);
      await untilSays(second, 'Stopping …', 5);
      await new Promise((resolve) => setTimeout(resolve, 600));
      terminate(second.child.pid as number, prefix);
      expect(await within(5, second.ended)).toBe(143);
      expect(second.out()).not.toContain('Stopped.');
    },
    400_000,
  );
});

describe('when a part of it dies', () => {
  it.each([
    ['The Temporal server', /temporal/, 0],
    ['The mailbox', /mailbox/, -1],
  ])(
    '"onegov up" says that it was %s, ends with 1, and starts again',
    async (name, program, index) => {
      const place = await ownPlace();
      const running = startProcess(['up'], place);
      await untilSays(running, isUp);
      const pid = place
        .processes()
        .filter(({ command }) => program.test(command))
        .at(index)?.pid as number;
      process.kill(pid, 'SIGKILL');
      expect(await within(40, running.ended)).toBe(1);
      expect(running.out()).toMatch(new RegExp(`${name} ended by itself, so everything is stopped\\..*\\n$`));
      expect(place.isLocked()).toBe(false);
      expect(place.processes()).toEqual([]);
      const again = startProcess(['up'], place);
      await untilSays(again, isUp);
      again.child.kill('SIGINT');
      expect(await within(40, again.ended)).toBe(0);
    },
    300_000,
  );
});
