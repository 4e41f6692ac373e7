// How an agreement begins: early, on its day, or late.
import { describe, expect, it } from 'vitest';
import type { Command } from '../../../agreements/commands/command.ts';
import { RefusedError } from '../../../agreements/validation/errors.ts';
import { findOffer, loadCatalog } from '../../../offers/catalog.ts';
import {
  act,
  begun,
  chatgpt,
  clauses,
  course,
  evening,
  gemini,
  given,
  lived,
  morning,
  notices,
  outcomes,
  renew,
} from '../support/given.ts';

describe('an agreement that begins on its day', () => {
  it('is onboarding, with access due at once and its whole year ahead', () => {
    const agreement = begun();
    expect(agreement).toMatchObject({
      status: 'onboarding',
      term: { number: 1, startsOn: '2026-09-01', endsOn: '2027-09-01' },
      issues: [],
      revision: 0,
    });
    expect(agreement.features.map(({ id, on, ends }) => [id, on, ends?.on])).toEqual([
      ['chatgpt-enterprise', false, undefined],
      ['deep-research', false, '2026-10-31'],
      ['advanced-voice-mode', false, '2026-10-31'],
    ]);
    expect(agreement.plan).toHaveLength(20);
    given(agreement).when(morning('2026-09-01')).then(['due grant-access']);
  });

  it('sends the welcome when there is access and it is 9:00', () => {
    const { sent: early } = course(begun(), '2026-09-01T13:00:00Z');
    expect(early).toEqual([]);
    const { sent } = course(begun(), evening('2026-09-01'));
    expect(sent.map(({ obligation, to }) => `${obligation.id} ${to}`)).toEqual([
      'welcome olive@access-board.gov',
      'welcome tess@access-board.gov',
      'training olive@access-board.gov',
      'community olive@access-board.gov',
    ]);
  });

  it('sends no notice about the loss of access that was never given', () => {
    const { agreement, sent } = course(begun(), morning('2028-01-01'), {
      world: { directory: () => 'never' },
    });
    const kinds = sent.flatMap(({ obligation }) => (obligation.kind === 'notice' ? [obligation.notice] : []));
    expect(new Set(kinds)).toEqual(new Set(['renewal']));
    expect(outcomes(agreement)).toMatchObject({
      'features-ending-P30D:2026-10-31': 'suppressed: access was never given',
      'access-ended:2027-09-01': 'suppressed: access was never given',
    });
  });

  it('sends no welcome while there is no access', () => {
    const agreement = lived(begun(), '2026-09-02', { world: { directory: () => 'later' } });
    expect(agreement.status).toBe('onboarding');
    expect(agreement.plan.map(({ id }) => id).slice(0, 4)).toEqual([
      'grant-access',
      'welcome',
      'training',
      'community',
    ]);
  });
});

describe('an agreement that is started before its first day', () => {
  it('waits for 0:00 of its first day', () => {
    const agreement = begun({ now: morning('2026-08-01') });
    given(agreement).when('2026-09-01T03:59:59Z').then('nothing happened');
    given(agreement).when('2026-09-01T04:00:00Z').then(['due grant-access']);
  });
});

describe('an agreement that begins late', () => {
  it('skips the notices whose time has passed, except those of its activation', () => {
    const late = begun({ now: morning('2026-10-20') });
    expect(outcomes(late)).toEqual({
      'features-ending-P30D:2026-10-31': 'skipped: its time had passed before it was planned',
      'features-ending-P14D:2026-10-31': 'skipped: its time had passed before it was planned',
    });
    given(late).when(morning('2026-10-20')).then(['due grant-access']);
    expect(notices(course(late, evening('2026-10-20')))).toEqual(['welcome', 'training', 'community']);
  });

  it('never grants a feature that has ended', () => {
    const { agreement, directory } = course(begun({ now: morning('2026-11-20') }), evening('2026-11-20'));
    expect(agreement.status).toBe('standard');
    expect([...directory]).toEqual(['chatgpt-enterprise']);
    expect(agreement.features.filter(({ on }) => on).map(({ id }) => id)).toEqual(['chatgpt-enterprise']);
    expect(outcomes(agreement)).toMatchObject({
      'end-features:2026-10-31': 'skipped: its time had passed before it was planned',
      'features-ended:2026-10-31': 'skipped: its time had passed before it was planned',
      welcome: 'carried-out',
    });
  });

  it('sends no notice of features that ended on the Saturday before, even if that notice was due on Monday', () => {
    const sunday = begun({ now: morning('2026-11-01') });
    expect(outcomes(sunday)).toMatchObject({
      'features-ended:2026-10-31': 'skipped: its time had passed before it was planned',
    });
    expect(notices(course(sunday, evening('2026-11-02')))).toEqual(['welcome', 'training', 'community']);
  });

  it('is in its renewal phase at once if the window is open', () => {
    const { agreement } = course(begun({ now: morning('2027-08-20') }), evening('2027-08-20'));
    expect(agreement.status).toBe('renewal');
    expect(agreement.features.filter(({ on }) => on).map(({ id }) => id)).toEqual(['chatgpt-enterprise']);
  });

  it.each([['2027-09-01'], ['2028-01-01']])('is refused on %s, when its term would be over', (today) => {
    expect(() => begun({ now: morning(today) })).toThrow(
      new RefusedError(
        "agreement:openai-chatgpt-enterprise:access-board.gov can't start on Tue, Sep 1, 2026: the offer's term would have ended on Tue, Aug 31, 2027.",
        'startsOn',
      ),
    );
  });

  it('may begin on the last day of its term', () => {
    expect(begun({ now: morning('2027-08-31') }).term.endsOn).toBe('2027-09-01');
  });
});

describe('an agreement that begins when all questions of its term are past', () => {
  const wholeGemini = findOffer(loadCatalog(), 'google-gemini-for-government');
  const start = (at: string, startsOn = at.slice(0, 10)) => begun({ offer: wholeGemini, startsOn, now: at });
  const sentBy = (agreement: ReturnType<typeof begun>, until: string, world = {}) => [
    ...new Set(
      course(agreement, until, { world }).sent.map(
        ({ obligation, at }) => `${at.slice(0, 16)} ${obligation.id}`,
      ),
    ),
  ];

  it('asks the last one with the welcome, once there is access, and tells the operators', () => {
    expect(sentBy(start('2026-12-31T12:00:00Z'), '2027-01-01T04:59:00Z')).toEqual([
      '2026-12-31T14:11 welcome',
      '2026-12-31T14:11 renewal-P1D:2027-01-01',
      '2026-12-31T14:11 unanswered-renewal-P1D:2027-01-01',
    ]);
    expect(sentBy(start('2026-12-31T22:00:00Z'), '2027-01-01T04:59:00Z')).toEqual([
      '2026-12-31T22:00 welcome',
      '2026-12-31T22:00 renewal-P1D:2027-01-01',
      '2026-12-31T22:00 unanswered-renewal-P1D:2027-01-01',
    ]);
  });

  it('can be renewed then', () => {
    const { agreement } = course(start('2026-12-31T22:00:00Z'), '2026-12-31T23:00:00Z');
    const asked = given(agreement).when('2026-12-31T23:00:00Z', { ...renew, length: 'P1Y' } as Command).after;
    expect(asked.decision?.kind).toBe('renew');
  });

  it('does not wait for a welcome that comes after its end', () => {
    const offer = { ...wholeGemini, term: { lastDay: '2027-01-03', source: 'press' } };
    const sunday = begun({ offer, startsOn: '2027-01-03', now: '2027-01-03T15:00:00Z' });
    expect(sentBy(sunday, '2027-01-04T04:59:00Z')).toEqual([
      '2027-01-03T15:00 renewal-P1D:2027-01-04',
      '2027-01-03T15:00 unanswered-renewal-P1D:2027-01-04',
    ]);
  });

  it('asks nothing before there is access', () => {
    const late = { directory: (now: string) => (now < '2026-12-31T20:00' ? 'later' : 'done') } as const;
    const first = sentBy(start('2026-12-31T15:00:00Z'), '2027-01-01T04:59:00Z', late);
    expect(first.filter((one) => one < '2026-12-31T20')).toEqual([]);
    expect(first.map((one) => one.slice(17))).toContain('renewal-P1D:2027-01-01');
  });

  it('skips the earlier ones', () => {
    const late = begun({ offer: wholeGemini, startsOn: '2026-12-01', now: '2026-12-31T22:00:00Z' });
    expect(outcomes(late)).toMatchObject({
      'renewal-P7D:2027-01-01': 'skipped: its time had passed before it was planned',
      'unanswered-renewal-P7D:2027-01-01': 'skipped: its time had passed before it was planned',
    });
  });

  it('warns of a deadline whose warnings are past', () => {
    const offer = { ...chatgpt, renewal: { ...chatgpt.renewal, ...clauses } };
    const late = begun({ offer, now: '2027-07-30T15:00:00Z' });
    expect(sentBy(late, '2027-08-01T12:00:00Z')).toEqual(
      expect.arrayContaining(['2027-07-30T15:00 deadline-exercise-P1D:2027-08-02']),
    );
  });
});

describe('a month that lacks the day of the start', () => {
  const endOf = (startsOn: string, length: string) =>
    begun({ offer: { ...chatgpt, term: { length, source: 'announcement' } }, startsOn }).term.endsOn;

  it.each([
    ['2028-02-29', 'P1Y', '2029-02-28'],
    ['2027-03-31', 'P18M', '2028-09-30'],
    ['2026-08-31', 'P6M', '2027-02-28'],
  ])('makes a term from %s of %s end at 0:00 of its last day, %s', (startsOn, length, endsOn) => {
    expect(endOf(startsOn, length)).toBe(endsOn);
  });
});

describe('an agreement whose order names the last day of its term', () => {
  const offer = { ...chatgpt, term: { length: 'P18M', source: 'announcement' } };
  const ordered = { offer, startsOn: '2027-03-31', now: morning('2027-03-31') };

  it('ends with that day, and the next term is counted from its end', () => {
    const agreement = begun({ ...ordered, orderedLastDay: '2028-09-30' });
    expect(agreement.term).toMatchObject({ endsOn: '2028-10-01', endsAt: '2028-10-01T04:00:00Z' });
    const acts = [act('2028-08-01', { ...renew, length: 'P1M' } as Command)];
    expect(lived(agreement, '2028-10-02', { acts }).term).toMatchObject({
      number: 2,
      startsOn: '2028-10-01',
      endsOn: '2028-11-01',
    });
  });

  it('keeps it until the terms are accepted', () => {
    const awaiting = begun({ ...ordered, orderedLastDay: '2028-09-30', awaitsAcceptance: true });
    const accept: Command = { type: 'accept', by: 'Carl', startsOn: '2027-05-01' };
    const accepted = given(awaiting).when(morning('2027-04-20'), accept).after;
    expect(accepted.term).toMatchObject({ startsOn: '2027-05-01', endsOn: '2028-10-01' });
    given(awaiting)
      .when(morning('2027-04-20'), { ...accept, startsOn: '2028-10-01' })
      .then(
        'The last day of agreement:openai-chatgpt-enterprise:access-board.gov, Sat, Sep 30, 2028, is not after its first day, Sun, Oct 1, 2028; give a later day.',
      );
  });

  it('ends its features with it', () => {
    const { features } = begun({ ...ordered, orderedLastDay: '2027-05-15' });
    expect(features.map(({ ends }) => ends?.on)).toEqual([undefined, '2027-05-16', '2027-05-16']);
  });

  it.each([
    [
      'not after the first day',
      '2027-03-31',
      'is not after its first day, Wed, Mar 31, 2027; give a later day.',
    ],
    ['in the past', '2027-04-05', 'the order would have ended on Mon, Apr 5, 2027.'],
  ])('is refused if that day is %s', (_, orderedLastDay, sentence) => {
    expect(() => begun({ ...ordered, now: morning('2027-04-06'), orderedLastDay })).toThrow(sentence);
  });

  it("is refused if that day is after the offer's own", () => {
    const late = { offer: gemini, startsOn: '2026-10-01', now: morning('2026-09-20') };
    expect(() => begun({ ...late, orderedLastDay: '2027-01-31' })).toThrow(
      "is after the offer's last day, Thu, Dec 31, 2026; give that day or an earlier one.",
    );
    expect(begun({ ...late, orderedLastDay: '2026-12-15' }).term.endsOn).toBe('2026-12-16');
  });
});

describe('an agreement on an offer with a fixed end', () => {
  it('ends on that day, even if its term is short', () => {
    const agreement = begun({ offer: gemini, startsOn: '2026-12-15', now: morning('2026-12-15') });
    expect(agreement.term).toMatchObject({ startsOn: '2026-12-15', endsOn: '2027-01-01' });
    expect(agreement.term.endsAt).toBe('2027-01-01T05:00:00Z');
    expect(lived(agreement, '2026-12-16').status).toBe('renewal');
  });

  it('is refused after that day, even if it is asked for before', () => {
    expect(() => begun({ offer: gemini, startsOn: '2027-01-01', now: morning('2026-12-15') })).toThrow(
      "can't start on Fri, Jan 1, 2027: the offer's term would have ended on Thu, Dec 31, 2026.",
    );
  });

  it('ends features with it that would last longer: no warning names a later day', () => {
    const offer = { ...chatgpt, term: { lastDay: '2026-10-10', source: 'announcement' } };
    const { agreement, sent } = course(begun({ offer }), morning('2027-01-01'));
    expect(agreement).toMatchObject({ status: 'expired', plan: [] });
    const features = sent.filter(({ obligation }) => obligation.id.startsWith('features-'));
    expect([...new Set(features.map(({ obligation }) => obligation.id))]).toEqual([
      'features-ending-P30D:2026-10-11',
      'features-ending-P14D:2026-10-11',
      'features-ending-P7D:2026-10-11',
      'features-ending-P1D:2026-10-11',
    ]);
    expect(outcomes(agreement)).toMatchObject({
      'features-ended:2026-10-11': 'suppressed: the term has ended',
      'end-access:expired': 'carried-out',
    });
  });
});
