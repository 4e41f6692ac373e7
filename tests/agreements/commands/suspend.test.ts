// A pause: an agreement is suspended in any phase, and reinstated with its dates kept or moved.
import { describe, expect, it } from 'vitest';
import {
  act,
  amend,
  begun,
  course,
  evening,
  given,
  lived,
  morning,
  notices,
  outcomes,
  reinstate,
  renew,
  suspend,
  terminate,
} from '../support/given.ts';

const id = 'agreement:openai-chatgpt-enterprise:access-board.gov';
const ahead = begun({ now: morning('2026-08-01') });
const promotional = lived(begun(), '2026-09-02');
const standard = lived(promotional, '2027-01-01');
const inWindow = lived(standard, '2027-06-01');

describe('a suspended agreement', () => {
  it.each([
    ['promotional', promotional, '2026-09-02'],
    ['standard', standard, '2027-01-01'],
    ['renewal', inWindow, '2027-06-01'],
  ])('while %s loses access at once, and its contacts are told', (phase, agreement, date) => {
    const suspended = given(agreement)
      .when(morning(date), suspend)
      .then(['suspended', 'due end-access', 'due suspended', 'now suspended']);
    expect(suspended).toMatchObject({ resumes: phase, since: morning(date) });
    const { directory, agreement: after } = course(suspended, evening(date));
    expect([...directory]).toEqual([]);
    expect(after.features.some(({ on }) => on)).toBe(false);
    expect(after.status).toBe('suspended');
  });

  it('before its first day gets no access, and its welcome waits', () => {
    const suspended = lived(ahead, '2026-09-03', { acts: [act('2026-08-02', suspend)] });
    expect(outcomes(suspended)['grant-access']).toBe('suppressed: the agreement is suspended');
    expect(suspended.plan.map(({ id }) => id).slice(0, 3)).toEqual(['welcome', 'training', 'community']);
    const { sent, directory } = course(suspended, morning('2026-09-15'), {
      acts: [act('2026-09-10', reinstate('keep'))],
    });
    expect([...new Set(sent.map(({ obligation }) => obligation.id))]).toEqual([
      'reinstated:2026-09-10T12:00:00Z',
      'welcome',
      'training',
      'community',
    ]);
    expect([...directory].toSorted()).toEqual(['advanced-voice-mode', 'chatgpt-enterprise', 'deep-research']);
  });

  it('gets no reminders, and no notice of features that end during the pause', () => {
    const suspended = given(promotional).when(morning('2026-09-02'), suspend).after;
    const { agreement, sent } = course(suspended, morning('2026-12-01'));
    expect([...new Set(sent.map(({ obligation }) => obligation.id))]).toEqual([
      'suspended:2026-09-02T12:00:00Z',
    ]);
    expect(outcomes(agreement)).toMatchObject({
      'features-ending-P30D:2026-10-31': 'suppressed: the agreement is suspended',
      'features-ending-P1D:2026-10-31': 'suppressed: the agreement is suspended',
      'end-features:2026-10-31': 'carried-out',
      'features-ended:2026-10-31': 'suppressed: the agreement is suspended',
    });
    expect(agreement).toMatchObject({ status: 'suspended', resumes: 'standard' });
  });

  it('is in its renewal phase afterward, if the window opened during the pause', () => {
    const suspended = lived(standard, '2027-06-01', { acts: [act('2027-01-01', suspend)] });
    const back = given(suspended).when(morning('2027-06-01'), reinstate('keep')).after;
    expect(back.status).toBe('renewal');
  });

  it("can't be renewed or declined", () => {
    const suspended = given(inWindow).when(morning('2027-06-01'), suspend).after;
    given(suspended)
      .when(morning('2027-06-02'), renew)
      .then(`${id} is suspended and can't be renewed; reinstate it first.`);
  });

  it('does not send the confirmation of a decision until it is reinstated', () => {
    const decided = given(inWindow).when(morning('2027-06-01'), renew).after;
    const suspended = given(decided).when(morning('2027-06-01'), suspend).after;
    expect(notices(course(suspended, morning('2027-06-10')))).toEqual(['suspended:2027-06-01T12:00:00Z']);
    const back = course(suspended, morning('2027-06-20'), { acts: [act('2027-06-10', reinstate('keep'))] });
    expect(notices(back)).toEqual([
      'suspended:2027-06-01T12:00:00Z',
      'renewed:2027-06-01T12:00:00Z',
      'reinstated:2027-06-10T12:00:00Z',
    ]);
  });

  it('expires at the end of its term, even if the offer has a grace period', () => {
    const offer = { ...inWindow.offer, renewal: { ...inWindow.offer.renewal, grace: 'P30D' } };
    for (const agreement of [inWindow, lived(begun({ offer }), '2027-06-01')]) {
      const { agreement: after, sent } = course(agreement, morning('2027-09-02'), {
        acts: [act('2027-06-01', suspend)],
      });
      expect(after).toMatchObject({ status: 'expired', plan: [] });
      expect(sent.at(-1)?.obligation.id).toBe('access-ended:2027-09-01');
    }
  });

  it('expires when its grace period ends', () => {
    const offer = { ...inWindow.offer, renewal: { ...inWindow.offer.renewal, grace: 'P30D' } };
    const grace = lived(begun({ offer }), '2027-09-10');
    expect(lived(grace, '2027-10-02', { acts: [act('2027-09-10', suspend)] }).status).toBe('expired');
  });

  it('stays suspended in its next term if it was renewed', () => {
    const acts = [act('2027-06-01', renew), act('2027-06-02', suspend)];
    const { agreement, directory } = course(inWindow, morning('2027-09-10'), { acts });
    expect(agreement).toMatchObject({
      status: 'suspended',
      since: morning('2027-06-02'),
      term: { number: 2 },
    });
    expect([...directory]).toEqual([]);
    const back = course(agreement, morning('2027-09-11'), { acts: [act('2027-09-10', reinstate('keep'))] });
    expect(back.agreement.status).toBe('standard');
    expect([...back.directory]).toEqual(['chatgpt-enterprise']);
  });

  it("can't be suspended twice", () => {
    const suspended = given(standard).when(morning('2027-01-01'), suspend).after;
    given(suspended).when(morning('2027-01-02'), suspend).then(`${id} is already suspended.`);
  });

  it('can be terminated', () => {
    const suspended = lived(standard, '2027-01-02', { acts: [act('2027-01-01', suspend)] });
    const { agreement, sent } = course(suspended, morning('2027-02-01'), {
      acts: [act('2027-01-02', terminate)],
    });
    expect(agreement).toMatchObject({ status: 'terminated', plan: [] });
    expect(sent.map(({ obligation }) => obligation.id).at(-1)).toBe('terminated:2027-01-02T12:00:00Z');
  });
});

describe('a reinstated agreement', () => {
  /** From September 2 to 22: 20 days. The reminders of 30 and 14 days are still ahead. */
  const suspended = lived(promotional, '2026-09-22', { acts: [act('2026-09-02', suspend)] });

  it('with its dates kept has the same dates, and gets access back before any notice goes out', () => {
    const back = given(suspended)
      .when(morning('2026-09-22'), reinstate('keep'))
      .then(['reinstated', 'due grant-access', 'now promotional']);
    expect(back.term).toEqual(promotional.term);
    expect(back.revision).toBe(0);
    const ahead = (plan: { id: string }[]) => plan.map(({ id }) => id).filter((id) => id.includes(':20'));
    expect(ahead(back.plan).filter((id) => !id.endsWith('Z'))).toEqual(ahead(promotional.plan));
    expect([...course(back, evening('2026-09-22')).directory]).toHaveLength(3);
  });

  it('with its dates moved has every future date later by the days of the pause, with new ids and a higher sequence', () => {
    const { agreement: back } = course(suspended, evening('2026-09-22'), {
      acts: [act('2026-09-22', reinstate('move'))],
    });
    expect(back).toMatchObject({
      status: 'promotional',
      revision: 1,
      term: { startsOn: '2026-09-01', endsOn: '2027-09-21', endsAt: '2027-09-21T04:00:00Z' },
      anchor: { date: '2027-09-21', months: 0 },
    });
    expect(back.features.map(({ on, ends }) => [on, ends?.on])).toEqual([
      [true, undefined],
      [true, '2026-11-20'],
      [true, '2026-11-20'],
    ]);
    expect(back.plan.map(({ id }) => id)).toEqual([
      ...['P30D', 'P14D', 'P7D', 'P1D'].map((lead) => `features-ending-${lead}:2026-11-20`),
      'end-features:2026-11-20',
      'features-ended:2026-11-20',
      'open-renewal:2027-09-21',
      ...['P120D', 'P90D', 'P60D', 'P30D', 'P14D', 'P7D', 'P1D'].map((lead) => `renewal-${lead}:2027-09-21`),
      'end-term:2027-09-21',
      'access-ended:2027-09-21',
    ]);
    const sequences = back.plan.flatMap((one) => (one.kind === 'notice' ? [one.about?.sequence] : []));
    expect(new Set(sequences)).toEqual(new Set([1]));
    expect(outcomes(back)).toMatchObject({
      'end-features:2026-10-31': 'suppressed: its date was moved',
      'renewal-P120D:2027-09-01': 'suppressed: its date was moved',
      'end-term:2027-09-01': 'suppressed: its date was moved',
    });
  });

  it('on the day of its suspension has the same dates, even if the clock moves', () => {
    const { agreement } = course(promotional, '2026-09-02T20:00:00Z', {
      acts: [act('2026-09-02', suspend), { at: '2026-09-02T15:00:00Z', command: reinstate('move') }],
    });
    expect(agreement).toMatchObject({ term: promotional.term, anchor: { date: '2026-09-01', months: 12 } });
    expect(agreement.plan.map(({ id }) => id)).toEqual(promotional.plan.map(({ id }) => id));
  });

  it('with its dates moved gets back the days of features that ended during the pause', () => {
    const acts = [act('2026-10-21', suspend), act('2026-11-10', reinstate('move'))];
    const before = lived(promotional, '2026-10-21');
    const { agreement, directory } = course(before, evening('2026-11-10'), { acts });
    expect(agreement.status).toBe('promotional');
    expect(agreement.features[1]).toMatchObject({ on: true, ends: { on: '2026-11-20' } });
    expect(directory.size).toBe(3);
    expect(lived(agreement, '2026-11-21').status).toBe('standard');
  });

  it('with its dates kept does not get back the days of those features', () => {
    const acts = [act('2026-10-21', suspend), act('2026-11-10', reinstate('keep'))];
    const { agreement, directory } = course(lived(promotional, '2026-10-21'), evening('2026-11-10'), {
      acts,
    });
    expect(agreement.status).toBe('standard');
    expect([...directory]).toEqual(['chatgpt-enterprise']);
  });

  it('with its dates moved does not get back features that ended before the pause', () => {
    const acts = [act('2027-01-01', suspend), act('2027-01-11', reinstate('move'))];
    const { agreement, directory } = course(standard, evening('2027-01-11'), { acts });
    expect(agreement.features[1]).toMatchObject({ on: false, ends: { on: '2026-10-31' } });
    expect(agreement).toMatchObject({ status: 'standard', term: { endsOn: '2027-09-11' } });
    expect([...directory]).toEqual(['chatgpt-enterprise']);
  });

  it('keeps its first activation date', () => {
    const { agreement } = course(suspended, evening('2026-09-22'), {
      acts: [act('2026-09-22', reinstate('keep'))],
    });
    expect(agreement.activatedAt).toBe(promotional.activatedAt);
  });

  it('must have been suspended', () => {
    given(standard).when(morning('2027-01-01'), reinstate('keep')).then(`${id} is not suspended.`);
    given(standard).when(morning('2027-01-01'), reinstate('move')).then(`${id} is not suspended.`);
  });

  it('keeps dates that were amended during the pause', () => {
    const amended = lived(suspended, '2026-09-23', {
      acts: [act('2026-09-22', amend({ termEndsOn: '2027-12-01' }))],
    });
    expect(amended.status).toBe('suspended');
    const back = given(amended).when(morning('2026-09-23'), reinstate('keep')).after;
    expect(back.term.endsOn).toBe('2027-12-01');
  });

  it('sends no notice of its reinstatement if it is suspended again first', () => {
    const back = given(suspended).when(morning('2026-09-22'), reinstate('keep')).after;
    given(back)
      .when(evening('2026-09-22'), suspend)
      .then([
        'suspended',
        'suppressed grant-access:2026-09-22T12:00:00Z: the agreement is suspended',
        'suppressed reinstated:2026-09-22T12:00:00Z: the agreement is suspended',
        'due end-access',
        'due suspended',
        'now suspended',
      ]);
  });
});
