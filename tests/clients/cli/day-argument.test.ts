// Days as people type them.
import { describe, expect, it } from 'vitest';
import { dayArgument } from '../../../clients/cli/day-argument.ts';

const today = '2027-01-31';

describe('a day, typed on 31 January 2027', () => {
  it.each([
    ['2027-01-05', '2027-01-05'],
    ['today', '2027-01-31'],
    ['tomorrow', '2027-02-01'],
    ['yesterday', '2027-01-30'],
    ['+14d', '2027-02-14'],
    ['-2w', '2027-01-17'],
    ['+1m', '2027-02-28'],
    ['+1y', '2028-01-31'],
    ['+0d', '2027-01-31'],
  ])('as %s is %s', (text, day) => {
    expect(dayArgument(text, today)).toBe(day);
  });

  it.each(['2027-02-30', '2027-1-5', '2027-01-05T00:00', '14d', '+14', '+1.5d', '+99999d', 'Monday', ''])(
    'as "%s" is not understood',
    (text) => {
      expect(() => dayArgument(text, today)).toThrow(
        'Write a day that exists, such as 2027-01-05, today, tomorrow or +14d.',
      );
    },
  );
});
