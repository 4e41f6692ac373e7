// Bounces that can't be recorded: what operators are told of them by mail.
import { simpleParser } from 'mailparser';
import { describe, expect, it, vi } from 'vitest';
import { tellsOperators } from '../../../activities/bounces/tell-operators.ts';
import { createSmtpClient } from '../../../activities/notices/delivery/smtp-client.ts';
import { mailOf } from '../../../activities/notices/message/message.ts';
import { reportMessage } from '../../../activities/notices/message/report-message.ts';
import { hour } from '../../../agreements/time/instants.ts';
import type { ReportOrder } from '../../../workflows/ports.ts';
import { startFaultySmtpServer, startSmtpServer } from '../../support/smtp.ts';

const olive = 'olive@access-board.gov';

describe('a bounce after the end of its agreement', () => {
  const id = 'agreement:xai-grok:acus.gov';
  const sender = { from: 'notices@onegov.example', operators: 'operators@onegov.example' };
  const cameBack = (messageId: string) => ({ address: olive, messageId, reason: '550 5.1.1 User unknown' });

  it('is reported to the operators once, with a Message-ID of its own, and at most 20 times an hour', async () => {
    const smtp = await startSmtpServer();
    const client = createSmtpClient(smtp.url);
    const mailReport = async (order: ReportOrder) => client.send(await mailOf(reportMessage(order, sender)));
    const tell = tellsOperators(mailReport);
    for (let count = 0; count < 30; count++) await tell(id, cameBack(`<${count >> 1}@onegov.example>`));
    expect(smtp.mails).toHaveLength(15);
    for (let count = 0; count < 20; count++) await tell(id, cameBack(`<${count}@onegov.example>`));
    for (let count = 20; count < 30; count++) {
      const told = tell(id, cameBack(`<${count}@onegov.example>`));
      await expect(told).rejects.toThrow('the operators have had 20 messages like this in an hour');
    }
    expect(smtp.mails).toHaveLength(20);
    await tellsOperators(mailReport)(id, cameBack('<0@onegov.example>'));
    client.close();
    await smtp.stop();
    const messageIds = smtp.mails.map(({ raw }) => /^Message-ID: (.*)/m.exec(raw.toString())?.[1]);
    expect(new Set(messageIds).size).toBe(20);
    expect(messageIds.at(-1)).toBe(messageIds[0]);
    expect(smtp.mails[0]?.to).toEqual([sender.operators]);
    const { subject, text } = await simpleParser(smtp.mails[0]?.raw ?? '');
    expect(subject).toBe(`Bounce not recorded: ${id} is over`);
    for (const said of [olive, '<0@onegov.example>', '550 5.1.1 User unknown']) expect(text).toContain(said);
  });

  it('must be delivered again while the mail server can’t take the report', async () => {
    const smtp = await startFaultySmtpServer([{ at: 'MAIL', do: { say: '451 4.3.0 Not now' } }]);
    const client = createSmtpClient(smtp.url);
    const tell = tellsOperators(async (order) => client.send(await mailOf(reportMessage(order, sender))));
    await expect(tell(id, cameBack('<0@onegov.example>'))).rejects.toThrow('the mail server has not taken');
    await tell(id, cameBack('<0@onegov.example>'));
    client.close();
    expect(smtp.mails).toHaveLength(1);
    await smtp.stop();
  });

  it('is reported an hour later, when its sender tries again, if there were too many', async () => {
    vi.useFakeTimers();
    const ids: string[] = [];
    const tell = tellsOperators(async (order) => {
      ids.push(order.id);
      return { is: 'accepted' };
    });
    for (let count = 0; count < 20; count++) await tell(id, cameBack(`<${count}@onegov.example>`));
    await expect(tell(id, cameBack('<20@onegov.example>'))).rejects.toThrow('so it waits');
    vi.advanceTimersByTime(hour);
    await tell(id, cameBack('<20@onegov.example>'));
    vi.useRealTimers();
    expect(ids.at(-1)).toContain('<20@onegov.example>');
  });

  it('names each address that a message bounced from, and says that more mails follow later', async () => {
    const orders: ReportOrder[] = [];
    const tell = tellsOperators(async (order) => {
      orders.push(order);
      return { is: 'accepted' };
    });
    for (let count = 0; count < 20; count++) {
      const bounced = { ...cameBack('<0@onegov.example>'), reason: `member${count}@x.gov: 550` };
      for (const _ of [1, 2]) await tell(id, bounced);
    }
    expect(orders).toHaveLength(20);
    expect(new Set(orders.map((order) => order.id)).size).toBe(20);
    const headings = orders.map(({ report }) => report.sections.map(({ heading }) => heading));
    expect(headings.filter((each) => each.includes('More of them'))).toEqual([headings.at(-1)]);
  });

  it('must be delivered again while the mail server refuses the report', async () => {
    const tell = tellsOperators(async () => ({ is: 'refused' }));
    for (const _ of [1, 2])
      await expect(tell(id, cameBack('<0@onegov.example>'))).rejects.toThrow('has not taken');
  });
});
