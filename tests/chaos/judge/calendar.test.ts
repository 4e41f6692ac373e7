import { expect, it } from 'vitest';
import { instantOf, openDayAtOrBefore, shifted } from '../../../chaos/judge/calendar.ts';

it.each([
  ['2026-11-02', 'P60D', 1, '2027-01-01'],
  ['2027-01-01', 'P30D', -1, '2026-12-02'],
  ['2028-02-29', 'P1Y', 1, '2029-02-28'],
  ['2026-03-31', 'P18M', 1, '2027-09-30'],
  ['2026-11-02', 'P2W', -1, '2026-10-19'],
] as const)('%s by %s (%d) is %s', (day, period, sign, expected) => {
  expect(shifted(day, period, sign)).toBe(expected);
});

it.each([
  ['2027-11-25', '2027-11-24', 'Thanksgiving'],
  ['2027-12-25', '2027-12-23', 'Christmas on a Saturday is observed on the Friday'],
  ['2028-01-01', '2027-12-30', "New Year's Day on a Saturday is observed in the year before"],
  ['2027-07-05', '2027-07-02', 'Independence Day on a Sunday is observed on the Monday'],
  ['2027-05-31', '2027-05-28', 'Memorial Day'],
  ['2027-01-18', '2027-01-15', 'the birthday of Martin Luther King, Jr.'],
  ['2027-10-11', '2027-10-08', 'Columbus Day'],
  ['2027-03-03', '2027-03-03', 'a Wednesday'],
])('the open day at or before %s is %s: %s', (day, open) => {
  expect(openDayAtOrBefore(day)).toBe(open);
});

it('an hour of a day is an instant, also when clocks change', () => {
  expect(instantOf('2027-03-14', 9, 'America/New_York')).toBe(Date.parse('2027-03-14T13:00:00Z'));
  expect(instantOf('2027-03-14', 0, 'America/New_York')).toBe(Date.parse('2027-03-14T05:00:00Z'));
  expect(instantOf('2027-01-01', 0, 'Pacific/Guam')).toBe(Date.parse('2026-12-31T14:00:00Z'));
});
