// Terms that the agency has not accepted yet: no term begins before it does.
import { describe, expect, it } from 'vitest';
import { orderFor } from '../../../agreements/delivery/order.ts';
import type { Obligation } from '../../../agreements/model/obligations.ts';
import { issuesOf } from '../../../agreements/reports/ledger.ts';
import {
  act,
  amend,
  begun,
  chatgpt,
  clauses,
  course,
  evening,
  given,
  lived,
  morning,
  olive,
  outcomes,
  reinstate,
  suspend,
  terminate,
  wholeChatgpt,
} from '../support/given.ts';

const id = 'agreement:openai-chatgpt-enterprise:access-board.gov';
const accept = { type: 'accept', by: 'Carl', reference: 'order 47' } as const;
const awaiting = begun({ awaitsAcceptance: true });

describe('before its terms are accepted', () => {
  it('nothing is planned, sent or given, and there is an open issue', () => {
    const { agreement, sent, directory } = course(awaiting, morning('2027-12-01'));
    expect(agreement).toMatchObject({ status: 'onboarding', plan: [], issues: [] });
    expect([sent, [...directory]]).toEqual([[], []]);
    expect(issuesOf(agreement).map(({ kind, since }) => [kind, since])).toEqual([
      ['acceptance', morning('2026-09-01')],
    ]);
  });

  it.each([
    ['a date is moved', amend({ termEndsOn: '2028-01-01' }), 'accept them first, then amend the dates.'],
    [
      'it is extended',
      { type: 'extend', by: 'Olive', length: 'P1M' },
      'accept them first, then extend the term.',
    ],
    [
      'it is switched',
      { type: 'switch', by: 'Olive', to: 'xai-grok' },
      'terminate it, and start the other offer.',
    ],
  ] as const)('it is refused when %s', (_, command, why) => {
    given(awaiting)
      .when(morning('2026-09-02'), command)
      .then(`The terms of ${id} are not accepted yet; ${why}`);
  });

  it('its rules may be amended, and it begins with the amended rules', () => {
    const amended = given(awaiting)
      .when(morning('2026-09-02'), { type: 'amend', by: 'Olive', rules: clauses })
      .then(['amended']);
    expect(amended).toMatchObject({ status: 'onboarding', plan: [] });
    const accepted = given(amended).when(morning('2026-09-03'), accept).after;
    expect(accepted.plan.map(({ id }) => id)).toContain('deadline-missed-exercise:2027-08-04');
  });

  it('it may be suspended and reinstated, and nobody is told', () => {
    const suspended = given(awaiting)
      .when(morning('2026-09-02'), suspend)
      .then(['suspended', 'now suspended']);
    given(suspended)
      .when(morning('2026-09-03'), accept)
      .then(`${id} is suspended and its terms can't be accepted; reinstate it first.`);
    given(suspended).when(morning('2026-09-09'), reinstate('move')).then(['reinstated', 'now onboarding']);
  });

  it('it may be terminated, and then its terms no longer wait to be accepted', () => {
    const { agreement } = course(awaiting, evening('2026-09-02'), {
      acts: [{ at: morning('2026-09-02'), command: terminate }],
    });
    expect(agreement.status).toBe('withdrawn');
    expect(issuesOf(agreement)).toEqual([]);
  });
});

describe('terms with a time limit', () => {
  const offered = begun({ awaitsAcceptance: true, offer: wholeChatgpt });
  const to = (sent: { to: string; obligation: { id: string } }[]) =>
    sent.map(({ obligation, to: address }) => `${obligation.id.split(':')[0]} ${address.split('@')[0]}`);

  it('are offered at once, with reminders on days 3, 7 and 14 to more senior roles each time, and are withdrawn after 30', () => {
    const { agreement, sent, directory } = course(offered, morning('2026-12-01'));
    expect(to(sent)).toEqual([
      'terms olive',
      'terms-P3D olive',
      'terms-P3D carl',
      'terms-P7D olive',
      'terms-P7D carl',
      'terms-P14D olive',
      'terms-P14D carl',
      'terms-P14D edna',
      'unanswered-terms-P14D operators',
      'terminated olive',
      'terminated carl',
      'terminated tess',
    ]);
    expect(agreement.status).toBe('withdrawn');
    expect(issuesOf(agreement)).toEqual([]);
    expect([...directory]).toEqual([]);
    expect(outcomes(agreement)['withdraw:2026-10-01']).toBe('carried-out');
  });

  it('go out in the evening if they are offered then', () => {
    const late = begun({ awaitsAcceptance: true, offer: wholeChatgpt, now: evening('2026-09-01') });
    expect(late.plan[0]).toMatchObject({ id: 'terms:2026-10-01', dueAt: evening('2026-09-01') });
  });

  it('go out on the next business day if they are offered on a holiday weekend; everything is counted from that day', () => {
    const saturday = begun({ awaitsAcceptance: true, offer: wholeChatgpt, now: evening('2026-09-05') });
    expect(saturday.plan.map(({ id, dueAt }) => `${id} on ${dueAt.slice(0, 10)}`)).toEqual([
      'terms:2026-10-08 on 2026-09-08',
      'terms-P3D:2026-10-08 on 2026-09-11',
      'terms-P7D:2026-10-08 on 2026-09-15',
      'terms-P14D:2026-10-08 on 2026-09-22',
      'unanswered-terms-P14D:2026-10-08 on 2026-09-22',
      'withdraw:2026-10-08 on 2026-10-08',
    ]);
  });

  it('begin on the chosen day once they are accepted, and have no more reminders', () => {
    const { agreement, sent } = course(offered, morning('2026-12-01'), {
      acts: [act('2026-09-05', { ...accept, startsOn: '2026-09-14' })],
    });
    expect(agreement.term.startsOn).toBe('2026-09-14');
    expect(to(sent).filter((one) => one.startsWith('terms'))).toEqual([
      'terms olive',
      'terms-P3D olive',
      'terms-P3D carl',
    ]);
    expect(outcomes(agreement)['terms-P7D:2026-10-01']).toBe('suppressed: the terms were accepted');
    expect(outcomes(agreement)['withdraw:2026-10-01']).toBe('suppressed: the terms were accepted');
  });

  it('on hold are not withdrawn or reported as unanswered before they reach anyone', () => {
    const held = begun({ awaitsAcceptance: true, offer: wholeChatgpt, hold: 'the vendor asked for it' });
    const { agreement, sent } = course(held, morning('2026-12-01'));
    expect(sent).toEqual([]);
    expect(agreement.status).toBe('onboarding');
    expect(issuesOf(agreement).map(({ kind }) => kind)).toEqual(['acceptance', 'on-hold']);
    const { agreement: over } = course(agreement, morning('2027-01-10'), {
      acts: [act('2026-12-02', { type: 'release', by: 'Otto' }), act('2026-12-03', terminate)],
    });
    expect(over).toMatchObject({ status: 'withdrawn', plan: [] });
  });

  it('that the agency declines are withdrawn, and its contacts are told why', () => {
    const no = {
      type: 'decline',
      by: 'Olive',
      reason: 'no need of it',
      answers: 'terms:2026-10-01',
    } as const;
    const { agreement, sent, directory } = course(offered, morning('2026-12-01'), {
      acts: [act('2026-09-05', no)],
    });
    expect(agreement).toMatchObject({ status: 'withdrawn', plan: [], decision: { kind: 'decline' } });
    expect(agreement.record).toContainEqual(
      expect.objectContaining({ type: 'decided', by: 'Olive', reason: 'no need of it' }),
    );
    expect(to(sent).slice(3)).toEqual([
      'alert operators',
      'terminated olive',
      'terminated carl',
      'terminated tess',
    ]);
    const [, last] = sent.slice(-2);
    expect(last && orderFor(last.from, [last.obligation], last.at)).toMatchObject({
      brief: { status: 'withdrawn' },
      notices: [{ notice: 'terminated', reason: 'no need of it' }],
    });
    expect([...directory]).toEqual([]);
  });

  it('that bounced from the only contact are not withdrawn or reported as unanswered', () => {
    const alone = begun({ awaitsAcceptance: true, offer: wholeChatgpt, contacts: [olive] });
    const { agreement, sent } = course(alone, morning('2026-12-01'), {
      acts: [act('2026-09-02', { type: 'bounced', by: 'the mail server', address: olive.email })],
    });
    expect(to(sent).filter((one) => one.startsWith('unanswered'))).toEqual([]);
    expect(agreement.status).toBe('onboarding');
    expect(issuesOf(agreement).map(({ kind }) => kind)).toContain('bounced');
  });

  it('without an end are not reported as unanswered after they are accepted', () => {
    const { acceptance: _, ...patient } = wholeChatgpt;
    const { sent } = course(begun({ awaitsAcceptance: true, offer: patient }), morning('2026-10-20'), {
      acts: [act('2026-09-03', accept)],
    });
    expect(to(sent).filter((one) => one.startsWith('unanswered'))).toEqual([]);
  });

  const days = ({ plan }: { plan: Obligation[] }) =>
    plan.map(({ id, dueAt }) => `${id} on ${dueAt.slice(0, 10)}`);
  const hold = { type: 'hold', by: 'Otto' } as const;
  const release = { type: 'release', by: 'Otto' } as const;

  it.each([
    ['on hold', hold, release],
    ['suspended', suspend, reinstate('keep')],
  ] as const)('wait while the agreement is %s, and their days move by the pause', (_, pause, goOn) => {
    const paused = course(offered, morning('2026-10-20'), { acts: [act('2026-09-02', pause)] });
    expect(to(paused.sent)).toEqual(['terms olive']);
    expect(paused.agreement.plan.map(({ id }) => id)).toContain('withdraw:2026-10-01');
    const on = course(paused.agreement, evening('2026-10-20'), { acts: [act('2026-10-20', goOn)] });
    expect(days(on.agreement)).toEqual([
      'terms-P3D:2026-11-18 on 2026-10-22',
      'terms-P7D:2026-11-18 on 2026-10-26',
      'terms-P14D:2026-11-18 on 2026-11-02',
      'unanswered-terms-P14D:2026-11-18 on 2026-11-02',
      'withdraw:2026-11-18 on 2026-11-18',
    ]);
    const { sent, agreement } = course(on.agreement, morning('2026-12-01'));
    expect(to(sent).filter((one) => one.startsWith('unanswered'))).toHaveLength(1);
    expect(agreement.status).toBe('withdrawn');
  });

  it.each([
    ['on hold', hold, release],
    ['suspended', suspend, reinstate('move')],
  ] as const)('are unchanged if the agreement is %s for a moment', (_, pause, goOn) => {
    const acts = [
      { at: '2026-09-01T13:00:00Z', command: pause },
      { at: '2026-09-01T21:00:00Z', command: goOn },
    ];
    const { agreement, sent } = course(offered, morning('2026-12-01'), { acts });
    const { sent: sentWithout } = course(offered, morning('2026-12-01'));
    expect(to(sent)).toEqual(to(sentWithout));
    expect(outcomes(agreement)['withdraw:2026-10-01']).toBe('carried-out');
  });

  it('that reached nobody are offered again after a pause, however long it was', () => {
    const held = begun({ awaitsAcceptance: true, offer: wholeChatgpt, hold: 'the vendor asked for it' });
    const { agreement, sent } = course(held, morning('2027-03-01'), { acts: [act('2026-12-05', release)] });
    expect(to(sent).slice(0, 3)).toEqual(['terms olive', 'terms-P3D olive', 'terms-P3D carl']);
    expect(sent[0]?.obligation).toMatchObject({ id: 'terms:2027-01-06', about: { date: '2027-01-06' } });
    expect(outcomes(agreement)['withdraw:2027-01-06']).toBe('carried-out');
  });

  it('move by the days of both pauses when two overlap', () => {
    const acts = [
      act('2026-09-02', suspend),
      act('2026-09-05', hold),
      act('2026-09-10', reinstate('keep')),
      act('2026-09-20', release),
    ];
    expect(days(lived(offered, '2026-09-21', { acts })).at(-1)).toBe('withdraw:2026-10-21 on 2026-10-21');
    const within = [
      act('2026-09-02', hold),
      act('2026-09-05', suspend),
      act('2026-09-10', reinstate('keep')),
      act('2026-09-20', release),
    ];
    expect(days(lived(offered, '2026-09-21', { acts: within })).at(-1)).toBe(
      'withdraw:2026-10-21 on 2026-10-21',
    );
  });
});

describe('accepting the terms', () => {
  it('after the planned start begins the term on that day', () => {
    const accepted = given(awaiting)
      .when(morning('2026-10-05'), accept)
      .then(['accepted', 'due grant-access']);
    expect(accepted).toMatchObject({
      term: { startsOn: '2026-10-05', endsOn: '2027-10-05' },
      acceptance: { acceptedAt: morning('2026-10-05'), by: 'Carl', reference: 'order 47' },
    });
    expect(accepted.features.flatMap(({ ends }) => ends?.on ?? [])).toEqual(['2026-12-04', '2026-12-04']);
  });

  it('before the planned start keeps it, unless the command names another day', () => {
    const ahead = begun({ awaitsAcceptance: true, now: morning('2026-08-01') });
    expect(given(ahead).when(morning('2026-08-10'), accept).after.term.startsOn).toBe('2026-09-01');
    const on = { ...accept, startsOn: '2026-08-20' };
    expect(given(ahead).when(morning('2026-08-10'), on).after.term.startsOn).toBe('2026-08-20');
  });

  it('are not accepted for a day that is past', () => {
    given(awaiting)
      .when(morning('2026-09-10'), { ...accept, startsOn: '2026-09-09' })
      .then(
        "The term can't begin on Wed, Sep 9, 2026: that day is past, and no term begins before its terms are accepted; give today or a later day.",
      );
    const today = given(awaiting).when(morning('2026-09-10'), { ...accept, startsOn: '2026-09-10' }).after;
    expect(today.term.startsOn).toBe('2026-09-10');
  });

  it('twice is refused', () => {
    const accepted = given(awaiting).when(morning('2026-09-01'), accept).after;
    given(accepted).when(morning('2026-09-02'), accept).then(`The terms of ${id} are already accepted.`);
  });

  it('of an agreement that has begun is recorded and changes nothing else', () => {
    const running = begun({ offer: chatgpt });
    const accepted = given(running)
      .when(morning('2026-09-01'), accept)
      .then(['accepted', 'due grant-access']);
    expect(accepted.plan).toEqual(running.plan);
    given(running)
      .when(morning('2026-09-01'), { ...accept, startsOn: '2026-09-05' })
      .then(`${id} already has a start date; amend its dates instead.`);
  });
});
