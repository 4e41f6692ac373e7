// The daily limit: what can't wait goes first, and nobody gets more messages within a day.
import { describe, expect, it } from 'vitest';
import { allOverDailyLimit, dailyLimit, overDailyLimit } from '../../../agreements/delivery/daily-limit.ts';
import { urgencyOf } from '../../../agreements/delivery/urgency.ts';
import type { RecordEntry } from '../../../agreements/model/events.ts';
import type { Obligation } from '../../../agreements/model/obligations.ts';
import { nextDueAt } from '../../../agreements/reports/ledger.ts';
import { hour, later } from '../../../agreements/time/instants.ts';
import { begun, carl, course, lived, morning, olive, outcomes, tess } from '../support/given.ts';

const planned = begun().plan;
const notice = (slot: string) => planned.find(({ id }) => id.startsWith(slot)) as Obligation;

describe('what is sent together', () => {
  it.each([
    ['a day within the next two days', 'features-ending-P1D', 1],
    ['a day within the next eight days', 'features-ending-P7D', 2],
    ['a later day', 'features-ending-P30D', 3],
    ['the welcome', 'welcome', 3],
    ['an invitation', 'community', 4],
  ])('%s has its urgency', (_, slot, urgency) => {
    expect(urgencyOf([notice(slot)], notice(slot).dueAt)).toBe(urgency);
  });

  it('is as urgent as its most urgent part, and alerts go before usual notices', () => {
    const alert: Obligation = { id: 'alert:x', kind: 'alert', text: 'x', dueAt: morning('2026-09-01') };
    expect(urgencyOf([notice('community'), alert, notice('welcome')], morning('2026-09-01'))).toBe(2);
  });
});

describe('a contact who has reached the daily limit', () => {
  const now = morning('2026-10-01');
  /** Olive has had so many messages, an hour apart, the last one just now; Tess the last one only. */
  const busy = (count: number) => {
    const sent = Array.from({ length: count }, (_, index): RecordEntry => {
      const at = later(now, (index + 1 - count) * hour);
      const to = index === count - 1 ? [olive, tess] : [olive];
      const receipts = to.map(({ email }) => ({
        ...{ to: email, messageId: `<${index}@${email}>`, result: 'accepted' as const, reply: '250', at },
      }));
      return { type: 'settled', id: `other-${index}`, outcome: 'carried-out', at, receipts };
    });
    const agreement = lived(begun(), '2026-09-10');
    return { ...agreement, record: [...agreement.record, ...sent] };
  };
  const over = (count: number, slot: string, at = now) =>
    overDailyLimit({ notice: notice(slot) as never, recipients: [olive, tess] }, busy(count), at);

  it('waits until the first of the messages is a day old; the others do not wait', () => {
    expect(over(dailyLimit - 1, 'features-ending-P30D')).toBeUndefined();
    expect(over(dailyLimit, 'features-ending-P30D')).toEqual({
      waiting: [olive],
      until: later(now, (25 - dailyLimit) * hour),
    });
    const dayAfter = later(now, 25 * hour);
    expect(over(dailyLimit, 'features-ending-P30D', dayAfter)).toBeUndefined();
  });

  it('gets other notices along with what cannot wait', () => {
    const dayBefore = notice('features-ending-P1D').dueAt;
    const [urgent, usual] = [
      notice('features-ending-P1D'),
      { ...notice('welcome'), dueAt: dayBefore },
    ] as never[];
    const busyThen = { ...busy(0), record: busy(9).record.map((entry) => ({ ...entry, at: dayBefore })) };
    const alone = [{ notice: usual as never, recipients: [olive, tess] }];
    expect(allOverDailyLimit(alone, busyThen, dayBefore).get('welcome')?.waiting).toEqual([olive]);
    const together = [...alone, { notice: urgent as never, recipients: [olive] }];
    expect(allOverDailyLimit(together, busyThen, dayBefore).size).toBe(0);
  });

  it('gets what cannot wait', () => {
    const dayBefore = notice('features-ending-P1D').dueAt;
    expect(
      overDailyLimit(
        { notice: notice('features-ending-P1D') as never, recipients: [olive] },
        busy(9),
        dayBefore,
      ),
    ).toBeUndefined();
  });

  it('does not make the notice overdue', () => {
    const { agreement } = course(busy(dailyLimit), '2026-10-01T20:00:00Z');
    expect(agreement.plan[0]?.id).toBe('features-ending-P30D:2026-10-31');
    expect(Date.parse(nextDueAt(agreement) ?? '')).toBeGreaterThan(Date.parse('2026-10-01T20:00:00Z'));
  });

  it('gets the notice a day later, once, without an issue or an alert', () => {
    const { agreement, sent } = course(busy(dailyLimit), morning('2026-10-05'));
    const sentTo = sent.filter(({ obligation }) => obligation.id.startsWith('features-ending-P30D'));
    expect(sentTo.map(({ to }) => to)).toEqual([tess.email, olive.email]);
    expect(outcomes(agreement)['features-ending-P30D:2026-10-31']).toBe('carried-out');
    expect(agreement.issues).toEqual([]);
    expect(sent.some(({ to }) => to === carl.email || to.startsWith('operators'))).toBe(false);
  });
});
