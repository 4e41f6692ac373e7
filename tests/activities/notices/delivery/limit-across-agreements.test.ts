// Nobody gets more messages in a day than the daily limit, from all agreements of an agency together.
import { afterEach, describe, expect, it } from 'vitest';
import type { NoticeSettings } from '../../../../activities/notices/delivery/notices.ts';
import { dailyLimit } from '../../../../agreements/delivery/daily-limit.ts';
import type { DeliveryOrder } from '../../../../agreements/delivery/order-types.ts';
import { hour, later } from '../../../../agreements/time/instants.ts';
import { type SmtpServer, startSmtpServer } from '../../../support/smtp.ts';
import { contracting, notice, now, order, owner } from '../examples/brief.ts';
import { attempt, noticesTo } from './attempts.ts';

let smtp: SmtpServer;
afterEach(() => smtp.stop());

const patient: DeliveryOrder = { ...order, notices: [{ ...notice, mayWait: true }] };
const hoursAgo = (...hours: number[]) => hours.map((count) => later(now, -count * hour));
const fromOthers = (count: number) => async () => ({
  [owner.email]: hoursAgo(...Array.from({ length: count }, (_, index) => index + 1)),
});

/** The contacts who got the order's notice, and those who wait for it, with the instant. */
async function given(elsewhere: NoticeSettings['elsewhere'], asked = patient) {
  smtp = await startSmtpServer();
  const notices = noticesTo(smtp, { elsewhere });
  const { waiting } = await attempt(notices, asked);
  notices.close();
  return { got: smtp.mails.flatMap(({ to }) => to).toSorted(), waiting };
}

const both = [contracting.email, owner.email];

describe('a contact at the daily limit because of other agreements', () => {
  it('gets the notice once the first message is a day old; other contacts get it now', async () => {
    expect(await given(fromOthers(dailyLimit))).toEqual({
      got: [contracting.email],
      waiting: [
        { obligation: notice.obligation, to: owner.email, until: later(now, (24 - dailyLimit) * hour) },
      ],
    });
  });

  it('and of this agreement together waits, too', async () => {
    const lately = { [owner.email]: hoursAgo(5, 6) };
    const { got } = await given(fromOthers(dailyLimit - 2), { ...patient, lately });
    expect(got).toEqual([contracting.email]);
    expect((await given(fromOthers(dailyLimit - 2))).got).toEqual(both);
  });

  it('gets what cannot wait', async () => {
    expect(await given(fromOthers(9), order)).toEqual({ got: both, waiting: undefined });
  });
});

it('gets the message if other agreements’ messages can’t be counted: one too many is better than one too late', async () => {
  const fails = () => Promise.reject(new Error('Nobody answers.'));
  expect((await given(fails)).got).toEqual(both);
});
