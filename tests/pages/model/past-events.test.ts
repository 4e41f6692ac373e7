// The past events that the page shows.
import { describe, expect, it } from 'vitest';
import { pastEvents } from '../../../pages/model/past-events.ts';
import { act, begun, lived, renew } from '../../agreements/support/given.ts';

describe('past events', () => {
  it('are the agency’s own and those that it got notices of, latest first, without our own steps', () => {
    const renewed = lived(begun(), '2027-06-10', { acts: [act('2027-06-01', renew)] });
    const told = pastEvents(renewed).map((one) =>
      one.what === 'notice' ? `notice: ${one.notice}` : one.what,
    );
    expect(told).toEqual([
      'notice: renewed',
      'decided-renew',
      'notice: renewal',
      'notice: features-ended',
      'features-ended',
      'notice: features-ending',
      'notice: features-ending',
      'notice: features-ending',
      'notice: features-ending',
      'notice: community',
      'notice: training',
      'notice: welcome',
      'access-given',
    ]);
  });
});
