// What obligations are called where people read.
import { describe, expect, it } from 'vitest';
import { asPhrase, obligationName, withNames } from '../../../agreements/model/obligation-names.ts';

describe('an obligation', () => {
  it.each([
    ['welcome', 'welcome'],
    ['grant-access', 'access is given'],
    ['end-term:2027-09-01', 'the term ends'],
    ['features-ending-P30D:2026-10-31', 'notice that features end, 30 days before'],
    ['renewal-P1D:2027-09-01', 'notice that a decision is needed, 1 day before'],
    ['renewal-P30D', 'notice that a decision is needed, 30 days before'],
    ['training-reminder-P21D', 'reminder of the training, 21 days after'],
    ['terms-P14D:2026-12-23', 'terms to be accepted, 14 days after'],
    ['suspended:2026-10-01T12:00:00Z', 'notice of the suspension'],
    ['correction-term-end:2027-12-01:2026-10-01T12:00:00Z', 'correction of a date'],
    ['deadline-exercise-P14D:2027-08-02', 'warning of a clause’s deadline (exercise), 14 days before'],
    ['deadline-missed-exercise:2027-08-02', 'notice of a missed deadline (exercise)'],
    ['welcome@2026-10-01T12:00:00Z', 'welcome, sent again'],
    [
      'unanswered-renewal-P14D:2028-05-27',
      'alert that nobody has answered the notice that a decision is needed, 14 days before',
    ],
    [
      'alert:renewal-P30D:2027-09-01:2027-08-02T13:03:00.123Z',
      'alert about the notice that a decision is needed, 30 days before',
    ],
    ['alert:grant-access:2027-08-02T13:03:00.123Z', 'alert about the step “access is given”'],
    ['alert:cancellation:2026-10-01T12:00:00Z', 'alert to the operators'],
    ['something-else:2026-10-01', 'something-else:2026-10-01'],
  ])('with the id %s is called: %s', (id, name) => {
    expect(obligationName(id)).toBe(name);
  });
});

describe('a stored sentence', () => {
  it.each([
    [
      'renewal-P30D:2027-09-01: refused for 1 of 2 recipients',
      'notice that a decision is needed, 30 days before: refused for 1 of 2 recipients',
    ],
    ['welcome: 550 no such user: olive', 'welcome: 550 no such user: olive'],
    ['its terms are not accepted yet', 'its terms are not accepted yet'],
  ])('has the name in place of the id: %s', (stored, words) => {
    expect(withNames(stored)).toBe(words);
  });

  it('has no period at its end where the sentence goes on', () => {
    expect(asPhrase('grant-access: it can’t be read. Run "retry".')).toBe(
      'access is given: it can’t be read. Run "retry"',
    );
    expect(asPhrase('its terms are not accepted yet')).toBe('its terms are not accepted yet');
  });
});
