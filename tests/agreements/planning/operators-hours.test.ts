// Alerts to the operators that need not go at once go out in the operators' hours.
import { describe, expect, it } from 'vitest';
import { replan } from '../../../agreements/planning/replan.ts';
import { keptDates } from '../../../agreements/planning/term-dates.ts';
import { startOfDay } from '../../../agreements/time/calendar.ts';
import { inOperatorsHours } from '../../../agreements/time/operators-hours.ts';
import { findOffer, loadCatalog } from '../../../offers/catalog.ts';
import { begun, board, morning } from '../support/given.ts';

const offer = findOffer(loadCatalog(), 'openai-chatgpt-enterprise');

const inGuam = () => begun({ offer, agency: { ...board, timeZone: 'Pacific/Guam' } });

const alertsOf = ({ plan }: ReturnType<typeof begun>) =>
  plan.flatMap((one) => (one.kind === 'alert' && one.asks ? [one] : []));

describe('the operators’ hours', () => {
  it.each([
    [
      'Monday morning on Guam is Sunday evening in Washington',
      '2027-08-01T23:03:00Z',
      '2027-08-02T13:00:00Z',
    ],
    ['a morning in Washington', '2027-08-02T13:03:00Z', '2027-08-02T13:03:00Z'],
    ['a morning in Honolulu', '2027-08-02T19:03:00Z', '2027-08-02T19:03:00Z'],
    ['a night before a holiday', '2027-07-04T23:00:00Z', '2027-07-06T13:00:00Z'],
    ['Friday after hours', '2027-08-06T21:00:00Z', '2027-08-09T13:00:00Z'],
    ['early in the morning in winter', '2027-01-11T12:00:00Z', '2027-01-11T14:00:00Z'],
  ])('%s', (_, instant, expected) => {
    expect(inOperatorsHours(instant)).toBe(expected);
  });

  it('hold for an alert that nobody has answered, before the day that it is about', () => {
    const alerts = alertsOf(inGuam());
    expect(alerts.length).toBeGreaterThan(0);
    for (const { dueAt, about } of alerts) {
      expect(inOperatorsHours(dueAt)).toBe(dueAt);
      expect(dueAt < (about?.endsAt ?? startOfDay('2028-01-01', 'UTC'))).toBe(true);
    }
  });

  it('leave the notice itself in the agency’s morning', () => {
    const [alert] = alertsOf(inGuam());
    const notice = inGuam().plan.find(({ id }) => alert?.id.endsWith(id));
    expect(notice?.dueAt).toMatch(/T23:/);
  });

  it('take the place of the agency’s hours in an older plan, with one alert still', () => {
    const agreement = inGuam();
    const atAgency = new Map(agreement.plan.map((one) => [one.id, one.dueAt]));
    const older = {
      ...agreement,
      plan: agreement.plan.map((one) => {
        const noticeId =
          one.kind === 'alert' && [...atAgency.keys()].find((id) => id !== one.id && one.id.endsWith(id));
        return noticeId ? { ...one, dueAt: atAgency.get(noticeId) ?? one.dueAt } : one;
      }),
    };
    expect(alertsOf(older)).not.toEqual(alertsOf(agreement));
    const { plan, settled } = replan(older, keptDates(older), morning('2026-09-10'));
    const moved = plan.flatMap(({ id, kind, dueAt }) => (kind === 'alert' ? [[id, dueAt]] : []));
    expect(moved).toEqual(alertsOf(agreement).map(({ id, dueAt }) => [id, dueAt]));
    expect(settled.filter(({ id }) => alertsOf(older).some((one) => one.id === id))).toEqual([]);
  });
});
