// The embedded mailbox takes all mail, and keeps it across a restart.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { expect, it, onTestFinished } from 'vitest';
import { startMailbox } from '../../../workers/embedded/mailbox.ts';
import { freePorts } from '../../../workers/engine/ports.ts';
import { temporaryFolder } from '../../activities/provisioning/support.ts';
import { clearMailbox, readAttachment, readMailbox, waitForMails } from '../../support/mailbox.ts';

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
