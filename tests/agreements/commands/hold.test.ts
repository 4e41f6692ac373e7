// On hold, no notice is sent and the clock goes on. After a release, each notice is sent if it is still relevant.
import { describe, expect, it } from 'vitest';
import { issuesOf } from '../../../agreements/reports/ledger.ts';
import {
  act,
  begun,
  carl,
  course,
  directoryIs,
  evening,
  given,
  lived,
  morning,
  notices,
  outcomes,
  renew,
  terminate,
  wholeChatgpt,
} from '../support/given.ts';

const id = 'agreement:openai-chatgpt-enterprise:access-board.gov';
const hold = { type: 'hold', by: 'Olive', reason: 'the vendor asked' } as const;
const release = { type: 'release', by: 'Olive' } as const;
const promotional = lived(begun(), '2026-09-02');

describe('on hold', () => {
  const held = given(promotional).when(morning('2026-09-02'), hold).then(['held']);

  it('nothing is sent, and there is an open issue', () => {
    expect(held.hold).toEqual({ at: morning('2026-09-02'), by: 'Olive', reason: 'the vendor asked' });
    expect(issuesOf(held)).toEqual([
      { kind: 'on-hold', since: morning('2026-09-02'), text: 'its notices are on hold' },
    ]);
    const { sent, agreement } = course(held, morning('2027-06-10'));
    expect(sent).toEqual([]);
    expect(agreement.issues).toEqual([]);
  });

  it('the clock goes on: features end, the window opens, access is taken when the term ends', () => {
    expect(lived(held, '2026-11-01').status).toBe('standard');
    expect(lived(held, '2027-05-05').status).toBe('renewal');
    const { agreement, directory } = course(held, morning('2027-09-10'));
    expect([...directory]).toEqual([]);
    expect(agreement).toMatchObject({ status: 'expired' });
    expect(agreement.plan.map(({ id }) => id)).toContain('access-ended:2027-09-01');
  });

  it('from the start, access is given without a welcome', () => {
    const { sent, directory, agreement } = course(
      begun({ hold: 'the offer is on hold' }),
      morning('2026-09-10'),
    );
    expect(sent).toEqual([]);
    expect(directory.size).toBe(3);
    expect(notices(course(agreement, evening('2026-09-10'), { acts: [act('2026-09-10', release)] }))).toEqual(
      ['welcome', 'training', 'community'],
    );
  });

  it('operators still get alerts', () => {
    const world = directoryIs('never');
    const { sent } = course(held, morning('2026-11-02'), { world });
    expect(sent.map(({ obligation }) => obligation.kind)).toEqual(['alert']);
  });

  it('a second hold is refused, and so is a release without a hold', () => {
    given(held).when(morning('2026-09-03'), hold).then(`The notices of ${id} are already on hold.`);
    given(promotional).when(morning('2026-09-02'), release).then(`The notices of ${id} are not on hold.`);
  });
});

describe('released', () => {
  const held = lived(promotional, '2026-10-26', { acts: [act('2026-09-02', hold)] });

  it('the latest due notice of a series is sent, and the others are superseded', () => {
    given(held)
      .when(evening('2026-10-26'), release)
      .then([
        'released',
        'superseded features-ending-P30D:2026-10-31: overtaken by features-ending-P14D:2026-10-31',
        'superseded features-ending-P14D:2026-10-31: overtaken by features-ending-P7D:2026-10-31',
        'due features-ending-P7D:2026-10-31',
      ]);
  });

  it('no notice warns of something that has already happened', () => {
    const late = lived(held, '2026-11-05');
    expect(outcomes(given(late).when(morning('2026-11-05'), release).after)).toMatchObject({
      'features-ending-P1D:2026-10-31': 'suppressed: what it gives notice of has happened',
    });
    expect(notices(course(late, evening('2026-11-05'), { acts: [act('2026-11-05', release)] }))).toEqual([
      'features-ended:2026-10-31',
    ]);
  });

  it('a decision made during the hold is confirmed, and no reminder follows', () => {
    const decided = lived(held, '2027-06-10', { acts: [act('2027-06-01', renew)] });
    const sent = notices(course(decided, evening('2027-06-10'), { acts: [act('2027-06-10', release)] }));
    expect(sent).toEqual(['renewed:2027-06-01T12:00:00Z', 'features-ended:2026-10-31']);
  });

  it('operators get one alert for an unanswered question, after it was asked', () => {
    const asked = begun({ offer: wholeChatgpt });
    const acts = [act('2027-05-01', hold), act('2027-08-31', release)];
    const { agreement, sent } = course(asked, evening('2027-09-02'), { acts });
    const last = sent.filter(({ at }) => at > '2027-08-31' && at < '2027-08-31T12:30');
    expect([...new Set(last.map(({ obligation }) => obligation.id))]).toEqual([
      'renewal-P7D:2027-09-01',
      'unanswered-renewal-P7D:2027-09-01',
    ]);
    expect(outcomes(agreement)['unanswered-renewal-P14D:2027-09-01']).toMatch(/^superseded/);
  });

  it('after the end of the agreement, its last notice goes out and it closes', () => {
    const over = lived(held, '2026-11-05', { acts: [act('2026-11-01', terminate)] });
    expect(over.plan.map(({ id }) => id)).toEqual(['terminated:2026-11-01T12:00:00Z']);
    const { agreement } = course(over, evening('2026-11-05'), { acts: [act('2026-11-05', release)] });
    expect(agreement).toMatchObject({ status: 'terminated', plan: [] });
  });

  it('a delayed notice has five days again, and keeps its receipts', () => {
    const mail = (to: string) => (to === carl.email ? 'later' : 'accepted');
    const acts = [act('2027-05-05', hold), act('2027-05-25', release)];
    const tried = course(lived(promotional, '2027-05-03'), morning('2027-05-26'), { acts, world: { mail } });
    expect(tried.failed).toEqual([]);
    const { sent } = course(tried.agreement, morning('2027-05-27'));
    expect(sent.map(({ obligation, to }) => `${obligation.id} ${to}`)).toEqual([
      `renewal-P120D:2027-09-01 ${carl.email}`,
    ]);
  });
});
