// A fault that many agreements have at once, such as a mail server that refuses our mail, is one alert a day.
import { afterEach, describe, expect, it } from 'vitest';
import type { DeliveryOrder } from '../../../../agreements/delivery/order-types.ts';
import { day, hour, later } from '../../../../agreements/time/instants.ts';
import { type SmtpServer, startSmtpServer } from '../../../support/smtp.ts';
import { now, order, sender } from '../examples/brief.ts';
import { attempt, noticesTo } from './attempts.ts';

let smtp: SmtpServer;
afterEach(() => smtp.stop());

const alert = 'alert:our-mail-refused:2026-10-01T13:00:00Z';

function alertOf(agency: string, at = now, shared = true): DeliveryOrder {
  const brief = { ...order.brief, agreement: `agreement:openai-chatgpt-enterprise:${agency}` };
  const alerts = [
    { obligation: alert, text: 'A mail server refuses our mail.', ...(shared && { shared: true as const }) },
  ];
  return { ...order, brief, now: at, notices: [], alerts };
}

const waits = (until: string) => [{ obligation: alert, to: sender.operators, until }];

describe('an alert that many agreements share', () => {
  it('goes to the operators once a day; those of other agreements wait', async () => {
    smtp = await startSmtpServer();
    const notices = noticesTo(smtp);
    const agencies = ['acus.gov', 'gsa.gov', 'opm.gov'];
    const atOnce = await Promise.all(agencies.map((agency) => attempt(notices, alertOf(agency))));
    expect(smtp.mails).toHaveLength(1);
    expect(atOnce.flatMap(({ waiting = [] }) => waiting)).toEqual(
      [1, 2].flatMap(() => waits(later(now, day))),
    );

    const hourLater = await attempt(notices, alertOf('nasa.gov', later(now, hour)));
    expect(hourLater.waiting).toEqual(waits(later(now, day)));
    expect((await attempt(notices, alertOf('gsa.gov', later(now, day)))).waiting).toBeUndefined();
    expect((await attempt(notices, alertOf('opm.gov', later(now, day)))).waiting).toHaveLength(1);
    expect(smtp.mails).toHaveLength(2);
    notices.close();
  });

  it('does not wait for one that was not sent', async () => {
    smtp = await startSmtpServer();
    await smtp.stop();
    const notices = noticesTo(smtp);
    expect((await attempt(notices, alertOf('acus.gov'))).failure).toBeDefined();
    const { waiting, failure } = await attempt(notices, alertOf('gsa.gov'));
    expect([waiting, failure !== undefined]).toEqual([undefined, true]);
    notices.close();
  });

  it('does not hold back other alerts', async () => {
    smtp = await startSmtpServer();
    const notices = noticesTo(smtp);
    for (const agency of ['acus.gov', 'gsa.gov'])
      expect((await attempt(notices, alertOf(agency, now, false))).waiting).toBeUndefined();
    expect(smtp.mails).toHaveLength(2);
    notices.close();
  });
});
