// Dates and contacts that change while an agreement is running.
import { describe, expect, it } from 'vitest';
import { recipientsOf, withoutReceipt } from '../../../agreements/contacts/recipients.ts';
import {
  act,
  amend,
  begun,
  carl,
  clauses,
  course,
  edna,
  evening,
  given,
  lived,
  morning,
  notices,
  olive,
  outcomes,
  renew,
  tess,
  withGrace,
} from '../support/given.ts';

const id = 'agreement:openai-chatgpt-enterprise:access-board.gov';
const promotional = lived(begun(), '2026-09-02');
const inWindow = lived(promotional, '2027-06-10');
const leads = ['P120D', 'P90D', 'P60D', 'P30D', 'P14D', 'P7D', 'P1D'];
const moved = 'its date was moved';

describe('moving the end of the term', () => {
  it('takes the obligations of the old date out of the plan and adds those of the new date', () => {
    const amended = given(promotional)
      .when(morning('2026-09-02'), amend({ termEndsOn: '2027-12-01' }))
      .then([
        'amended',
        `suppressed open-renewal:2027-09-01: ${moved}`,
        ...leads.map((lead) => `suppressed renewal-${lead}:2027-09-01: ${moved}`),
        `suppressed end-term:2027-09-01: ${moved}`,
        `suppressed access-ended:2027-09-01: ${moved}`,
        'due correction-term-end:2027-12-01',
      ]);
    expect(amended.term).toMatchObject({ endsOn: '2027-12-01', endsAt: '2027-12-01T05:00:00Z' });
    expect(amended.plan.map(({ id }) => id).slice(-10)).toEqual([
      'open-renewal:2027-12-01',
      ...leads.map((lead) => `renewal-${lead}:2027-12-01`),
      'end-term:2027-12-01',
      'access-ended:2027-12-01',
    ]);
    expect(outcomes(amended)).not.toHaveProperty('features-ending-P30D:2026-10-31');
  });

  it('sets the day that the next term is counted from', () => {
    const acts = [act('2026-09-02', amend({ termEndsOn: '2027-12-31' })), act('2027-10-01', renew)];
    expect(lived(promotional, '2028-01-01', { acts }).term).toMatchObject({
      startsOn: '2027-12-31',
      endsOn: '2028-12-31',
    });
  });

  it('closes an open renewal window and opens it again on its new day', () => {
    const amended = given(inWindow).when(morning('2027-06-10'), amend({ termEndsOn: '2028-03-01' })).after;
    expect(amended.status).toBe('standard');
    given(amended)
      .when(morning('2027-06-10'), renew)
      .then(
        `${id} can't be renewed yet; its renewal window opens 120 days before the term ends; its last day is Tue, Feb 29, 2028.`,
      );
    expect(lived(amended, '2027-11-03').status).toBe('renewal');
  });

  it('opens the renewal window at once when its new day has passed, asks, and skips the earlier reminders', () => {
    const standard = lived(promotional, '2027-01-04');
    const amended = given(standard).when(evening('2027-01-04'), amend({ termEndsOn: '2027-02-01' })).after;
    expect(amended.status).toBe('renewal');
    expect(outcomes(amended)).toMatchObject({
      'renewal-P60D:2027-02-01': 'skipped: its time had passed before it was planned',
      'open-renewal:2027-02-01': 'carried-out',
    });
    expect(notices(course(amended, morning('2027-02-02')))).toEqual([
      'correction-term-end:2027-02-01:2027-01-04T22:00:00Z',
      'renewal-P30D:2027-02-01',
      'renewal-P14D:2027-02-01',
      'renewal-P7D:2027-02-01',
      'renewal-P1D:2027-02-01',
      'access-ended:2027-02-01',
    ]);
  });

  it('to a day so near that every lead time has passed sends one warning at once', () => {
    const amended = given(promotional).when(evening('2027-03-01'), amend({ termEndsOn: '2027-03-02' })).after;
    const renewals = notices(course(amended, morning('2027-03-03'))).filter((id) => id.startsWith('renewal'));
    expect(renewals).toEqual(['renewal-P1D:2027-03-02']);
  });

  it('away and back restores the plan, except for corrections, and sends nothing twice', () => {
    const there = lived(inWindow, '2027-06-20', {
      acts: [act('2027-06-10', amend({ termEndsOn: '2028-03-01' }))],
    });
    const back = given(there).when(morning('2027-06-20'), amend({ termEndsOn: '2027-09-01' })).after;
    expect(back.status).toBe('renewal');
    const word = 'correction-term-end:2027-09-01:2027-06-20T12:00:00Z';
    expect(back.plan.map(({ id }) => id)).toEqual([word, ...inWindow.plan.map(({ id }) => id)]);
    expect(notices(course(back, morning('2027-10-01')))).toEqual([
      word,
      ...['P60D', 'P30D', 'P14D', 'P7D', 'P1D'].map((lead) => `renewal-${lead}:2027-09-01`),
      'access-ended:2027-09-01',
    ]);
  });

  it('away, back and away again ends each obligation once', () => {
    const acts = ['2028-03-01', '2027-09-01', '2028-03-01', '2027-09-01'].map((termEndsOn, index) =>
      act(`2027-06-1${index}`, amend({ termEndsOn })),
    );
    const { agreement, planned } = course(inWindow, morning('2028-06-01'), { acts });
    for (const id of planned.keys()) {
      const settled = agreement.record.flatMap((entry) =>
        entry.type === 'settled' && entry.id === id ? [entry.reason] : [],
      );
      expect(
        settled.slice(0, -1).every((reason) => reason === moved),
        `${id}: ${settled}`,
      ).toBe(true);
    }
  });

  it('plans no reminders of a decision that is made', () => {
    const decided = lived(inWindow, '2027-06-11', { acts: [act('2027-06-10', renew)] });
    const amended = given(decided).when(morning('2027-06-11'), amend({ termEndsOn: '2027-12-01' })).after;
    expect(outcomes(amended)['renewal-P1D:2027-12-01']).toBe('suppressed: it was decided to renew');
    expect(amended.decision?.kind).toBe('renew');
  });

  it('in the grace period makes the term run again', () => {
    const grace = lived(begun({ offer: withGrace }), '2027-09-10');
    const amended = given(grace).when(morning('2027-09-10'), amend({ termEndsOn: '2027-10-15' })).after;
    expect(outcomes(amended)['end-grace:2027-09-01']).toBe(`suppressed: ${moved}`);
    expect(amended.status).toBe('renewal');
    expect(lived(amended, '2027-11-15').status).toBe('expired');
  });

  it('keeps the receipts of a delayed notice', () => {
    const world = { mail: (to: string) => (to === olive.email ? 'accepted' : 'later') } as const;
    const late = course(lived(promotional, '2027-05-03'), morning('2027-05-05'), { world }).agreement;
    const amended = given(late).when(morning('2027-05-05'), amend({ termEndsOn: '2027-09-01' })).after;
    const { sent } = course(amended, morning('2027-05-06'));
    expect(sent.map(({ obligation, to }) => `${obligation.id} ${to}`)).toEqual([
      `renewal-P120D:2027-09-01 ${carl.email}`,
    ]);
  });

  it.each([
    ['2026-09-02', "The term's end, Wed, Sep 2, 2026, is not in the future; give a day after today."],
    ['2025-01-01', "The term's end, Wed, Jan 1, 2025, is not in the future; give a day after today."],
  ])('to %s is refused', (termEndsOn, sentence) => {
    given(promotional).when(morning('2026-09-02'), amend({ termEndsOn })).then(sentence);
  });

  it('to a day before the term begins is refused', () => {
    given(begun({ now: morning('2026-08-01') }))
      .when(morning('2026-08-01'), amend({ termEndsOn: '2026-09-01' }))
      .then(
        "The term's end, Tue, Sep 1, 2026, is not after the term's first day, Tue, Sep 1, 2026; give a later day.",
      );
  });
});

describe('moving the end of the term to a day before features end', () => {
  it('is refused, with the feature and the day to give', () => {
    given(promotional)
      .when(morning('2026-09-02'), amend({ termEndsOn: '2026-10-10' }))
      .then(
        "The term's end, Sat, Oct 10, 2026, is before the end of unlimited Deep Research, Sat, Oct 31, 2026; give the features' end too.",
      );
  });

  it('with their end, too, warns of that day, and of no day on which access is gone', () => {
    const dates = { termEndsOn: '2026-10-10', featuresEndOn: '2026-10-10' };
    const { sent } = course(promotional, morning('2027-01-01'), {
      acts: [act('2026-09-02', amend(dates))],
    });
    const days = sent.flatMap(({ obligation }) =>
      obligation.kind === 'notice' && obligation.about ? [obligation.about.date] : [],
    );
    expect(new Set(days)).toEqual(new Set(['2026-10-10']));
  });

  it('is not refused once the features have ended', () => {
    expect(
      given(inWindow).when(morning('2027-06-10'), amend({ termEndsOn: '2027-07-01' })).after.term.endsOn,
    ).toBe('2027-07-01');
  });

  it('that was accepted before this rule is mended when dates move again, and told by a correction', () => {
    const warned = lived(promotional, '2026-10-02');
    const endsAt = '2026-10-21T04:00:00Z';
    const stored = { ...warned, term: { ...warned.term, endsOn: '2026-10-21', endsAt } };
    const moved = given(stored).when(
      morning('2026-10-02'),
      amend({ termEndsOn: '2026-10-20', featuresEndOn: '2026-10-20' }),
    ).after;
    expect(moved.plan.flatMap((one) => (one.kind === 'end-features' ? [one.id] : []))).toEqual([
      'end-features:2026-10-20',
    ]);
    const rules = given(stored).when(morning('2026-10-02'), { type: 'amend', by: 'Carl', rules: clauses });
    expect(rules.after.features.map(({ ends }) => ends?.on)).toEqual([undefined, '2026-10-21', '2026-10-21']);
    expect(rules.after.plan.map(({ id }) => id)).toContain(
      `correction-features-end:2026-10-21:${morning('2026-10-02')}`,
    );
  });
});

describe('moving the end of the features', () => {
  it('moves the features, their notices and nothing else', () => {
    const amended = given(promotional)
      .when(morning('2026-09-02'), amend({ featuresEndOn: '2026-12-15' }))
      .then([
        'amended',
        ...['P30D', 'P14D', 'P7D', 'P1D'].map(
          (lead) => `suppressed features-ending-${lead}:2026-10-31: ${moved}`,
        ),
        `suppressed end-features:2026-10-31: ${moved}`,
        `suppressed features-ended:2026-10-31: ${moved}`,
        'due correction-features-end:2026-12-15',
      ]);
    expect(lived(amended, '2026-12-14').status).toBe('promotional');
    expect(lived(amended, '2026-12-15').status).toBe('standard');
    expect(amended.term).toEqual(promotional.term);
  });

  it('after the warnings sends new warnings of the new date', () => {
    const warned = lived(promotional, '2026-10-20');
    const { sent } = course(warned, morning('2026-12-20'), {
      acts: [act('2026-10-20', amend({ featuresEndOn: '2026-12-15' }))],
    });
    expect([...new Set(sent.map(({ obligation }) => obligation.id))]).toEqual([
      'correction-features-end:2026-12-15:2026-10-20T12:00:00Z',
      ...['P30D', 'P14D', 'P7D', 'P1D'].map((lead) => `features-ending-${lead}:2026-12-15`),
      'features-ended:2026-12-15',
    ]);
  });

  it('may be combined with a new end of the term, up to that day', () => {
    const dates = { termEndsOn: '2027-12-01', featuresEndOn: '2027-12-01' };
    const { agreement, directory } = course(promotional, morning('2027-12-10'), {
      acts: [act('2026-09-02', amend(dates))],
    });
    expect(agreement).toMatchObject({ status: 'expired', plan: [] });
    expect([...directory]).toEqual([]);
    given(promotional)
      .when(morning('2026-09-02'), amend({ featuresEndOn: '2027-12-01' }))
      .then(
        "The features' end, Wed, Dec 1, 2027, is after the term's end, Wed, Sep 1, 2027; give an earlier day.",
      );
  });

  it('is refused after they have ended', () => {
    given(inWindow)
      .when(morning('2027-06-10'), amend({ featuresEndOn: '2027-08-01' }))
      .then(`${id} has no feature left that ends before its term does.`);
  });

  it('to today is refused', () => {
    given(promotional)
      .when(morning('2026-09-02'), amend({ featuresEndOn: '2026-09-02' }))
      .then("The features' end, Wed, Sep 2, 2026, is not in the future; give a day after today.");
  });
});

describe('new contacts', () => {
  it('get the notices that become due after the change', () => {
    const nina = { ...olive, name: 'Nina', email: 'nina@access-board.gov' };
    const { sent, agreement } = course(promotional, morning('2026-10-20'), {
      acts: [act('2026-10-05', { type: 'change-contacts', by: 'Olive', contacts: [nina] })],
    });
    expect(agreement.contacts).toEqual([nina]);
    expect(sent.map(({ obligation, to }) => `${obligation.id} ${to}`)).toEqual([
      `features-ending-P30D:2026-10-31 ${olive.email}`,
      `features-ending-P30D:2026-10-31 ${tess.email}`,
      `features-ending-P14D:2026-10-31 ${nina.email}`,
    ]);
  });

  it.each([
    [['owner'], [olive, carl], [olive]],
    [
      ['owner', 'contracting'],
      [olive, carl, tess],
      [olive, carl],
    ],
    [['owner'], [carl, tess], [carl]],
    [['owner'], [tess, edna], [tess]],
    [['owner'], [edna], [edna]],
    [['executive'], [olive, carl], [olive]],
    [['technical', 'executive'], [carl], [carl]],
    [
      ['owner'],
      [olive, { ...carl, roles: ['owner', 'contracting'] }],
      [olive, { ...carl, roles: ['owner', 'contracting'] }],
    ],
    [
      ['owner', 'technical'],
      [{ ...olive, roles: ['owner', 'technical'] }],
      [{ ...olive, roles: ['owner', 'technical'] }],
    ],
  ] satisfies [string[], unknown[], unknown[]][])(
    'to %j, of %j, go to each role or to the next role that somebody has, and to nobody twice',
    (to, contacts, expected) => {
      expect(recipientsOf({ notice: 'renewal', to: to as never }, { contacts: contacts as never })).toEqual(
        expected,
      );
    },
  );

  it('who got a notice in an earlier try do not get it again, whatever the case of their address', () => {
    const receipt = {
      to: 'OLIVE@access-board.gov',
      messageId: '<1>',
      result: 'accepted',
      reply: '250',
      at: '',
    } as const;
    expect(withoutReceipt([olive, carl], [receipt])).toEqual([carl]);
    expect(withoutReceipt([olive, carl])).toEqual([olive, carl]);
  });
});
