// When a day moves, contacts who know the old day get a correction at once. Nobody else does.
import { describe, expect, it } from 'vitest';
import { hour } from '../../../agreements/time/instants.ts';
import {
  act,
  amend,
  begun,
  chatgpt,
  course,
  evening,
  given,
  lived,
  mailIs,
  morning,
  notices,
  olive,
  outcomes,
  reinstate,
  renew,
  suspend,
  tess,
} from '../support/given.ts';

const promotional = lived(begun(), '2026-09-02');
const corrected = (agreement: typeof promotional) =>
  agreement.plan.flatMap((one) => (one.kind === 'notice' && one.notice === 'correction' ? [one] : []));

describe('a correction', () => {
  it('names the old day and the new day, and goes to contacts who know the old day', () => {
    const moved = given(promotional).when(
      morning('2026-09-02'),
      amend({ featuresEndOn: '2026-12-15' }),
    ).after;
    expect(corrected(moved)).toMatchObject([
      {
        to: ['owner', 'technical'],
        about: { was: '2026-10-31', date: '2026-12-15', sequence: 1, event: 'features-end' },
      },
    ]);
    const { sent } = course(moved, evening('2026-09-02'));
    expect(sent.map(({ to }) => to)).toEqual([olive.email, tess.email]);
  });

  it('is not sent if nobody knows the old day', () => {
    const ahead = begun({ now: morning('2026-08-01') });
    const { sent } = course(ahead, evening('2026-09-01'), {
      acts: [act('2026-08-02', amend({ termEndsOn: '2027-12-01' }))],
    });
    expect([...new Set(sent.map(({ obligation }) => obligation.id))]).toEqual([
      'welcome',
      'training',
      'community',
    ]);
  });

  it('names the old day that contacts know, not a day in between that nobody was told', () => {
    const acts = [
      act('2026-09-02', amend({ termEndsOn: '2027-12-01' })),
      act('2026-09-03', amend({ termEndsOn: '2028-01-01' })),
    ];
    const { agreement } = course(promotional, evening('2026-09-03'), { acts, world: mailIs('later') });
    expect(corrected(agreement)).toMatchObject([{ about: { was: '2027-09-01', date: '2028-01-01' } }]);
    expect(outcomes(agreement)['correction-term-end:2027-12-01:2026-09-02T12:00:00Z']).toBe(
      'suppressed: its date was moved',
    );
  });

  it('is not sent when the day moves back before anyone learns about it', () => {
    const acts = [
      act('2026-09-02', amend({ termEndsOn: '2027-12-01' })),
      act('2026-09-03', amend({ termEndsOn: '2027-09-01' })),
    ];
    const { agreement } = course(promotional, evening('2026-09-03'), { acts, world: mailIs('later') });
    expect(corrected(agreement)).toEqual([]);
  });

  it('is sent when the day moves back while a notice of the other day is being sent', () => {
    const acts = [
      act('2026-09-02', amend({ termEndsOn: '2027-12-01' })),
      { at: '2026-09-02T13:00:00Z', command: amend({ termEndsOn: '2027-09-01' }) },
    ];
    const sent = notices(course(promotional, evening('2026-09-03'), { acts, world: { takes: 3 * hour } }));
    expect(sent).toEqual([
      'correction-term-end:2027-12-01:2026-09-02T12:00:00Z',
      'correction-term-end:2027-09-01:2026-09-02T13:00:00Z',
    ]);
  });

  it('follows a welcome that was being sent when the day moved, and is not relevant if the welcome reached nobody', () => {
    const acts = [{ at: '2026-09-01T16:00:00Z', command: amend({ termEndsOn: '2027-12-01' }) }];
    const correction = 'correction-term-end:2027-12-01:2026-09-01T16:00:00Z';
    const told = course(begun(), evening('2026-09-02'), { acts, world: { takes: 3 * hour } });
    expect(notices(told)).toEqual(['welcome', 'training', 'community', correction]);
    const world = { takes: 3 * hour, ...mailIs('refused') };
    const { agreement } = course(begun(), evening('2026-09-02'), { acts, world });
    expect(outcomes(agreement)[correction]).toBe('suppressed: nobody was told of the day that moved');
  });

  it('waits during a suspension, and is sent with the moved dates', () => {
    const acts = [act('2026-09-10', suspend), act('2026-09-12', amend({ termEndsOn: '2027-12-01' }))];
    const suspended = course(promotional, morning('2026-09-20'), { acts });
    expect(notices(suspended)).toEqual(['suspended:2026-09-10T12:00:00Z']);
    const back = course(suspended.agreement, evening('2026-09-20'), {
      acts: [act('2026-09-20', reinstate('move'))],
    });
    expect(notices(back).filter((id) => id.startsWith('correction-term-end'))).toEqual([
      'correction-term-end:2027-12-09:2026-09-20T12:00:00Z',
    ]);
    expect(back.agreement.told).toMatchObject({ 'term-end': '2027-12-09' });
  });

  it('is sent to those who got the welcome, even if the agreement no longer has a welcome', () => {
    const without = chatgpt.notices.filter(({ kind }) => kind !== 'welcome');
    const amended = given(promotional).when(morning('2026-09-02'), {
      type: 'amend',
      by: 'Olive',
      notices: without,
    }).after;
    const moved = given(amended).when(evening('2026-09-02'), amend({ termEndsOn: '2027-12-01' })).after;
    expect(corrected(moved)).toHaveLength(1);
  });

  it('is sent if a notice had reached one of two contacts when a decision ended it', () => {
    const told = course(
      begun({ offer: { ...chatgpt, notices: chatgpt.notices.filter(({ kind }) => kind !== 'welcome') } }),
      morning('2027-05-06'),
      {
        acts: [act('2027-05-05', { type: 'decline', by: 'Olive' })],
        world: { mail: (to) => (to === 'carl@access-board.gov' ? 'later' : 'accepted') },
      },
    ).agreement;
    const ended = told.record.find(
      (entry) => entry.type === 'settled' && entry.id === 'renewal-P120D:2027-09-01',
    );
    expect(ended).toMatchObject({ outcome: 'suppressed', receipts: [{ to: 'olive@access-board.gov' }] });
    expect(told.told).toMatchObject({ 'term-end': '2027-09-01' });
  });

  it('is sent in the next term to contacts who got the notice of the renewal', () => {
    const next = lived(promotional, '2027-09-02', { acts: [act('2027-06-01', renew)] });
    const moved = given(next).when(morning('2027-09-02'), amend({ termEndsOn: '2028-12-01' })).after;
    expect(corrected(moved)).toMatchObject([{ about: { was: '2028-09-01', date: '2028-12-01' } }]);
  });
});
