// The embedded mailbox takes all mail, and keeps it across a restart.
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startMailbox } from '../../../workers/embedded/mailbox.ts';
import { freePorts } from '../../../workers/engine/ports.ts';
import { temporaryFolder } from '../../activities/provisioning/support.ts';
import { fetchAs, statusOf } from '../../support/http.ts';
import { clearMailbox, readAttachment, readMailbox, waitForMails } from '../../support/mailbox.ts';
import { openToOthers } from '../../support/private-files.ts';

async function openMailbox(folder: string) {
  const [smtpPort = 0, webPort = 0] = await freePorts(2);
  const mailbox = await startMailbox({
    smtpPort,
    webPort,
    folder: join(folder, 'mails'),
    log: join(folder, 'log'),
  });
  onTestFinished(mailbox.stop);
  return mailbox;
}

async function send(smtpUrl: string, subject: string, date: string) {
  const transport = createTransport(smtpUrl);
  const { messageId } = await transport.sendMail({
    ...{ from: 'notices@onegov.invalid', to: ['ann@gsa.gov', 'bob@gsa.gov'], subject, date: new Date(date) },
    ...{ text: 'Ends on Monday — at 0:00.', html: '<p style="color: red">Ends on Monday.</p>' },
    headers: { 'List-Id': '<notices.onegov.invalid>' },
    attachments: [{ filename: 'end.ics', contentType: 'text/calendar', content: 'BEGIN:VCALENDAR' }],
  });
  transport.close();
  return messageId;
}

it('shows all mail, complete and by date, and keeps it across a restart', async () => {
  const folder = temporaryFolder();
  const first = await openMailbox(folder);
  await send(first.smtpUrl, 'Ended', '2027-01-01T14:03:00Z');
  const messageId = await send(first.smtpUrl, 'Ends — soon', '2026-11-23T14:03:00Z');
  const mails = await waitForMails(first.webUrl, 2);
  expect(mails.map((mail) => mail.subject)).toEqual(['Ends — soon', 'Ended']);
  expect(mails[0]).toMatchObject({
    messageId,
    from: 'notices@onegov.invalid',
    to: ['ann@gsa.gov', 'bob@gsa.gov'],
    date: '2026-11-23T14:03:00.000Z',
    html: '<p style="color: red">Ends on Monday.</p>',
    attachments: [{ fileName: 'end.ics', contentType: 'text/calendar' }],
  });
  expect(mails[0]?.text.trim()).toBe('Ends on Monday — at 0:00.');
  expect(mails[0]?.headers['list-id']).toBe('<notices.onegov.invalid>');
  await first.stop();

  const second = await openMailbox(folder);
  const again = await readMailbox(second.webUrl);
  const withoutPlace = (all: typeof mails) => all.map(({ attachments, ...mail }) => mail);
  expect(withoutPlace(again)).toEqual(withoutPlace(mails));
  const [attachment] = again[0]?.attachments ?? [];
  expect(attachment && (await readAttachment(attachment))).toBe('BEGIN:VCALENDAR');
  await clearMailbox(second.webUrl);
  expect(await readMailbox(second.webUrl)).toEqual([]);
});

it('starts even if a stored message is damaged', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'mails'));
  writeFileSync(join(folder, 'mails', 'empty.eml'), '');
  writeFileSync(
    join(folder, 'mails', 'cut.eml'),
    'Subject: Cut\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nCo',
  );
  const mailbox = await openMailbox(folder);
  expect((await readMailbox(mailbox.webUrl)).map((mail) => mail.subject).sort()).toEqual(['', 'Cut']);
});

it('names the setting to change when one of its ports is in use', async () => {
  const folder = temporaryFolder();
  const { smtpUrl, webUrl } = await openMailbox(folder);
  const [free = 0] = await freePorts(1);
  const start = (smtpPort: number, webPort: number) =>
    startMailbox({ smtpPort, webPort, folder, log: join(folder, 'log2') });
  await expect(start(Number(new URL(smtpUrl).port), free)).rejects.toThrow('MAILBOX_SMTP_PORT');
  await expect(start(free, Number(new URL(webUrl).port))).rejects.toThrow('MAILBOX_PORT');
});

describe('a web page from elsewhere that is open in a browser here', () => {
  const paths = ['/email', '/email/all', '/', '/config', '/healthz', '/socket.io/?EIO=4&transport=polling'];

  it('reads nothing', async () => {
    const { webUrl } = await openMailbox(temporaryFolder());
    for (const path of paths) {
      for (const origin of ['http://evil.example', 'http://127.0.0.1:1', 'null']) {
        const { status, headers } = await fetch(webUrl + path, { headers: { origin } });
        expect([path, status]).toEqual([path, 403]);
        expect(headers.get('access-control-allow-origin')).toBeNull();
      }
    }
  });

  it('reads nothing by a host name of its own', async () => {
    const { webUrl } = await openMailbox(temporaryFolder());
    for (const path of paths) {
      for (const host of ['evil.example', 'evil.example:80', '127.0.0.1.evil.example']) {
        const { status } = await fetchAs(host, webUrl + path);
        expect([path, host, status]).toEqual([path, host, 403]);
      }
    }
  });

  it('does not hear of new mail', async () => {
    const { webUrl } = await openMailbox(temporaryFolder());
    const upgrade = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' };
    const key = { 'sec-websocket-key': randomBytes(16).toString('base64') };
    const ask = (headers: Record<string, string>) =>
      statusOf(`${webUrl}/socket.io/?EIO=4&transport=websocket`, { ...upgrade, ...key, ...headers });
    expect(await ask({ origin: webUrl })).toBe(101);
    // socket.io refuses a WebSocket with 400.
    expect(await ask({ origin: 'http://evil.example' })).toBe(400);
    expect(await ask({ host: 'evil.example' })).toBe(400);
  });
});

it('answers its own page, by each name of this machine', async () => {
  const { webUrl } = await openMailbox(temporaryFolder());
  const { port } = new URL(webUrl);
  for (const name of ['127.0.0.1', 'localhost', '[::1]']) {
    const host = `${name}:${port}`;
    const answer = await fetchAs(host, `${webUrl}/email`, { origin: `http://${host}` });
    expect(answer.status).toBe(200);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    expect(answer.headers['cross-origin-resource-policy']).toBe('same-origin');
  }
  expect((await fetch(webUrl)).headers.get('content-type')).toContain('text/html');
});

it('keeps mail for this account only', async () => {
  const folder = temporaryFolder();
  const { smtpUrl, webUrl } = await openMailbox(folder);
  await send(smtpUrl, 'Ended', '2027-01-01T14:03:00Z');
  await waitForMails(webUrl, 1);
  expect(openToOthers(folder)).toEqual([]);
});
