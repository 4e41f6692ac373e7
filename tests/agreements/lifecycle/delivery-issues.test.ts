// When mail fails: tries, alerts, what is given up, retries; and what becomes irrelevant in the meantime.
import { describe, expect, it } from 'vitest';
import { afterSending } from '../../../agreements/delivery/result.ts';
import { evolve } from '../../../agreements/lifecycle/evolve.ts';
import type { Obligation } from '../../../agreements/model/obligations.ts';
import { review } from '../../../agreements/obligations/due.ts';
import type { Instant } from '../../../agreements/time/instants.ts';
import { between, day, hour, later } from '../../../agreements/time/instants.ts';
import {
  act,
  amend,
  begun,
  carl,
  course,
  decline,
  directoryIs,
  evening,
  given,
  issueLines,
  lived,
  mailIs,
  morning,
  olive,
  outcomes,
  reinstate,
  retry,
  suspend,
  tess,
} from '../support/given.ts';
import type { Fate } from '../support/simulator.ts';

const promotional = lived(begun(), '2026-09-02');
const standard = lived(promotional, '2027-01-01');
const windowEve = lived(standard, '2027-05-04');

describe('mail that the mail server does not take for now', () => {
  it('is tried again, and the record says that it was late', () => {
    const late = lived(windowEve, '2027-05-05', { world: mailIs('later') });
    expect(issueLines(late)).toEqual(['delayed: renewal-P120D:2027-09-01: the mail server does not answer']);
    const { agreement, sent } = course(late, morning('2027-05-06'));
    expect(sent.map(({ to }) => to)).toEqual([olive.email, carl.email]);
    expect(agreement.issues).toEqual([]);
    expect(outcomes(agreement)['renewal-P120D:2027-09-01']).toBe('carried-out');
  });

  it('is an issue after an hour, and an alert after a day, once', () => {
    const soon = course(windowEve, '2027-05-04T14:00:00Z', { world: mailIs('later') }).agreement;
    expect(soon.issues).toEqual([]);
    const { agreement, sent } = course(soon, morning('2027-05-08'), { world: mailIs('later') });
    expect(sent.map(({ obligation, to }) => [obligation.kind, to])).toEqual([
      ['alert', 'operators@onegov.example'],
    ]);
    expect(between('2027-05-04T13:00:00Z', sent[0]?.at ?? '')).toBeGreaterThan(day);
    expect(agreement.issues).toHaveLength(1);
  });

  it('leaves its first and last delay on record, and none between', () => {
    const { record } = lived(windowEve, '2027-05-07', { world: mailIs('later') });
    const delays = record.filter(({ type }) => type === 'delayed').map(({ at }) => at.slice(0, 10));
    expect(delays).toEqual(['2027-05-04', '2027-05-07']);
  });

  it('is tried again only for recipients who do not have it', () => {
    const late = lived(windowEve, '2027-05-05', { world: mailIs('later', [carl.email]) });
    const { agreement, sent } = course(late, morning('2027-05-06'));
    expect(sent.map(({ to }) => to)).toEqual([carl.email]);
    const entry = agreement.record.find(
      (one) => one.type === 'settled' && one.id === 'renewal-P120D:2027-09-01',
    );
    expect(entry).toMatchObject({ receipts: [{ to: olive.email }, { to: carl.email }] });
  });

  it('is tried less and less often, and given up after five days', () => {
    const tries: Instant[] = [];
    const toOlive = (now: Instant): Fate => {
      tries.push(now);
      return 'later';
    };
    const { agreement } = course(windowEve, morning('2027-05-20'), {
      world: { mail: (to, now) => (to === olive.email ? toOlive(now) : 'accepted') },
    });
    const gaps = tries.slice(1).map((at, index) => between(tries[index] ?? at, at));
    expect(gaps[0]).toBeLessThan(hour);
    expect(gaps).toEqual(gaps.toSorted((one, other) => one - other));
    expect(Math.max(...gaps)).toBeLessThan(5 * hour);
    const patience = between(tries[0] ?? '', tries.at(-1) ?? '');
    expect(patience).toBeGreaterThan(5 * day);
    expect(patience).toBeLessThan(5 * day + 5 * hour);
    expect(outcomes(agreement)['renewal-P120D:2027-09-01']).toBe('failed: the mail server does not answer');
    expect(issueLines(agreement)).toEqual([
      'failed: renewal-P120D:2027-09-01: the mail server does not answer',
    ]);
  });

  it('has five days from its first try, however late that was', () => {
    const world = {
      ...mailIs('later'),
      awake: (at: Instant) => (at < '2027-05-30' ? '2027-05-30T12:00:00Z' : at),
    };
    const late = lived(windowEve, '2027-05-31', { world });
    expect(late.issues).toMatchObject([{ kind: 'delayed', since: '2027-05-30T12:00:01.000Z' }]);
  });

  it('is given up when its day has come, with the receipts of those whom it reached', () => {
    const { agreement, sent } = course(lived(promotional, '2026-10-30'), evening('2026-11-02'), {
      world: { mail: (to, now) => (to === tess.email && now < '2026-11-02' ? 'later' : 'accepted') },
    });
    expect(sent.map(({ obligation, to }) => `${obligation.id} ${to}`)).toEqual([
      `features-ending-P1D:2026-10-31 ${olive.email}`,
      // It counts as tried since then: half of its time is over.
      'alert:features-ending-P1D:2026-10-31:2026-10-30T13:14:01.000Z operators@onegov.example',
      expect.stringMatching(
        /^alert:features-ending-P1D:2026-10-31:2026-10-31T04:0.* operators@onegov.example$/,
      ),
      `features-ended:2026-10-31 ${olive.email}`,
      `features-ended:2026-10-31 ${tess.email}`,
    ]);
    const entry = agreement.record.find(
      (one) => one.type === 'settled' && one.id.startsWith('features-ending-P1D'),
    );
    expect(entry).toMatchObject({
      outcome: 'suppressed',
      reason: 'what it gives notice of has happened',
      receipts: [{ to: olive.email, result: 'accepted' }],
    });
    expect(agreement.issues).toEqual([]);
  });

  it('was tried in vain, and an outage swallows the later ones as well: the operators get an alert', () => {
    const world = {
      mail: (_: string, now: Instant): Fate => (now > '2026-10-22' ? 'later' : 'accepted'),
      awake: (at: Instant) =>
        at > '2026-10-23T16:00:00Z' && at < '2026-11-02' ? '2026-11-02T12:00:00Z' : at,
    };
    const late = lived(promotional, '2026-11-03', { world });
    const alerts = late.plan.filter(({ id }) => id.startsWith('alert:features-ending'));
    expect(alerts.map(({ id }) => id)).toEqual([
      expect.stringMatching(/^alert:features-ending-P7D:2026-10-31:2026-11-02T12:00/),
    ]);
  });

  it('is tried often before the day that it is about, and the operators get an alert in time', () => {
    const { agreement, sent } = course(lived(promotional, '2026-10-30'), evening('2026-10-31'), {
      world: { mail: (_, now) => (now < '2026-10-31T03:20:00Z' ? 'later' : 'accepted') },
    });
    const warned = sent.filter(({ obligation }) => obligation.id === 'features-ending-P1D:2026-10-31');
    expect(warned.map(({ to }) => to)).toEqual([olive.email, tess.email]);
    expect(Date.parse(warned[0]?.at ?? '')).toBeLessThan(Date.parse('2026-10-31T03:40:00Z'));
    expect(outcomes(agreement)['features-ending-P1D:2026-10-31']).toBe('carried-out');
    expect(sent.map(({ to }) => to)).toContain('operators@onegov.example');
  });

  it.each([
    ['of features', promotional, '2026-10-30', '2026-11-01', 'features-ending-P1D:2026-10-31'],
    ['of the term', windowEve, '2027-08-01', '2027-09-02', 'renewal-P7D:2027-09-01'],
  ])('about the end %s that reached nobody alerts the operators in time', (_, life, from, until, id) => {
    const world = { mail: (to: string) => (to.startsWith('operators') ? 'accepted' : 'later') as Fate };
    const { agreement, sent } = course(lived(life, from), evening(until), { world });
    expect(outcomes(agreement)[id]).toMatch(/^suppressed|^failed/);
    const last = sent.findLast(({ obligation }) => obligation.id.startsWith(`alert:${id}`))?.obligation;
    expect(last).toMatchObject({ text: expect.stringContaining(`${id}: `) });
  });

  it('is not tried again after a decision made it irrelevant', () => {
    const late = lived(windowEve, '2027-05-05', { world: mailIs('later') });
    const decided = given(late).when(morning('2027-05-05'), decline).after;
    expect(decided.issues).toEqual([]);
  });
});

describe('mail that is refused', () => {
  it('for some recipients goes to the others, and the operators get an alert', () => {
    const { agreement, sent } = course(windowEve, evening('2027-05-04'), {
      world: mailIs('refused', [carl.email]),
    });
    expect(outcomes(agreement)['renewal-P120D:2027-09-01']).toBe('carried-out');
    expect(issueLines(agreement)).toEqual([
      'refused: renewal-P120D:2027-09-01: refused for 1 of 2 recipients',
    ]);
    expect(sent.at(-1)).toMatchObject({
      to: 'operators@onegov.example',
      obligation: { kind: 'alert', text: 'renewal-P120D:2027-09-01: refused for 1 of 2 recipients' },
    });
  });

  it('for all recipients has failed, and can be retried after the addresses are corrected', () => {
    const { agreement: failed } = course(windowEve, evening('2027-05-04'), { world: mailIs('refused') });
    expect(outcomes(failed)['renewal-P120D:2027-09-01']).toBe('failed: no recipient is known to have got it');
    expect(issueLines(failed)).toEqual([
      'failed: renewal-P120D:2027-09-01: no recipient is known to have got it',
    ]);
    const { agreement, sent } = course(failed, evening('2027-05-05'), { acts: [act('2027-05-05', retry)] });
    expect(sent.map(({ to }) => to)).toEqual([olive.email, carl.email]);
    expect(agreement.issues).toEqual([]);
  });

  it('or that may not have arrived is an issue that says so', () => {
    const { agreement } = course(windowEve, evening('2027-05-04'), {
      world: mailIs('uncertain', [carl.email]),
    });
    expect(issueLines(agreement)).toEqual([
      'uncertain: renewal-P120D:2027-09-01: it is not known whether 1 of 2 messages arrived',
    ]);
    const again = course(agreement, evening('2027-05-05'), { acts: [act('2027-05-05', retry)] });
    expect(again.sent).toEqual([]);
    expect(again.refusals).toEqual([expect.stringContaining('has nothing to retry')]);
    expect(issueLines(again.agreement)).toEqual(issueLines(agreement));
  });

  it('for some recipients stays an issue when something else is retried', () => {
    const world = { mail: (to: string): Fate => (to === carl.email ? 'refused' : 'accepted') };
    const refused = lived(windowEve, '2027-05-05', { world });
    const item = { ...refused.issues[0], kind: 'failed', obligation: { ...standard.plan[0], id: 'x' } };
    const both = { ...refused, issues: [...refused.issues, item as never] };
    const retried = given(both).when(morning('2027-05-05'), retry).after;
    expect(issueLines(retried)).toEqual(['refused: renewal-P120D:2027-09-01: refused for 1 of 2 recipients']);
  });

  it('for the operators, too, reaches them once the mail server takes it', () => {
    const world = {
      mail: (_: string, now: Instant): Fate => (now < '2027-05-04T18' ? 'refused' : 'accepted'),
    };
    const { agreement, sent } = course(windowEve, evening('2027-05-05'), { world });
    expect(outcomes(agreement)['renewal-P120D:2027-09-01']).toMatch(/^failed/);
    const alerts = sent.filter(({ to, result }) => to.startsWith('operators') && result === 'accepted');
    expect(alerts).toHaveLength(1);
  });
});

describe('a try to send', () => {
  const obligation = windowEve.plan[1] as Obligation;
  const receipt = { to: 'a', messageId: '<1>', reply: '250', at: '' };
  const now = morning('2027-05-05');

  it.each([
    ['all accepted', ['accepted', 'accepted'], 0, 'carried-out'],
    ['one accepted, one refused', ['accepted', 'refused'], 0, 'carried-out'],
    ['all refused', ['refused', 'refused'], 0, 'failed'],
    ['one uncertain, none accepted', ['uncertain'], 0, 'failed'],
    ['one accepted, one not yet handed over', ['accepted'], 1, 'delayed'],
    ['none handed over', [], 2, 'delayed'],
  ] as const)('%s', (_, results, count, expected) => {
    const receipts = results.map((result) => ({ ...receipt, result }));
    const event = afterSending(obligation, receipts, { count, reason: 'busy' }, now);
    expect(event.type === 'settled' ? event.outcome : event.type).toBe(expected);
    expect(event).toMatchObject({ receipts });
  });
});

describe('an alert to operators whose mailbox the mail server does not know', () => {
  it('is an issue after it is given up', () => {
    const alert: Obligation = { id: 'alert:x', kind: 'alert', text: 'x', dueAt: morning('2027-01-01') };
    const given = { ...standard, plan: [{ ...alert, triedSince: alert.dueAt }] };
    const receipt = {
      to: 'operators',
      messageId: '<1>',
      reply: '550 5.1.1',
      at: '',
      noMailbox: true as const,
    };
    const missing = { count: 0, reason: '' };
    const event = afterSending(
      given.plan[0] as Obligation,
      [{ ...receipt, result: 'refused' }],
      missing,
      morning('2027-01-08'),
    );
    expect(issueLines(evolve(given, event))).toEqual([
      'failed: alert:x: no recipient is known to have got it',
    ]);
  });
});

describe('a retry', () => {
  it('is refused if nothing has gone wrong', () => {
    given(standard)
      .when(morning('2027-01-01'), retry)
      .then('agreement:openai-chatgpt-enterprise:access-board.gov has nothing to retry.');
  });

  it('tries at once what would have waited', () => {
    const late = lived(windowEve, '2027-05-07', { world: mailIs('later') });
    expect(review(late, morning('2027-05-07'), new Map()).due).toEqual([]);
    given(late).when(morning('2027-05-07'), retry).then(['retried', 'due renewal-P120D:2027-09-01']);
  });

  it('of several reminders of a series sends the latest', () => {
    const failed = lived(windowEve, '2027-06-20', { world: mailIs('refused') });
    expect(failed.issues).toHaveLength(2);
    given(failed)
      .when(morning('2027-06-20'), retry)
      .then([
        'retried',
        'superseded renewal-P120D:2027-09-01: overtaken by renewal-P90D:2027-09-01',
        'due renewal-P90D:2027-09-01',
      ]);
  });

  it('sends no reminder that a later one has superseded', () => {
    const failed = lived(windowEve, '2027-05-20', { world: mailIs('refused') });
    given(lived(failed, '2027-06-10'))
      .when(morning('2027-06-10'), retry)
      .then(['retried', 'superseded renewal-P120D:2027-09-01: a later notice of its series has been sent']);
  });

  it('sends no reminder of a date that has moved since', () => {
    const failed = lived(windowEve, '2027-05-20', { world: mailIs('refused') });
    const amended = given(failed).when(morning('2027-05-20'), amend({ termEndsOn: '2028-03-01' })).after;
    given(amended)
      .when(evening('2027-05-20'), retry)
      .then([
        'retried',
        'suppressed renewal-P120D:2027-09-01: its date was moved',
        'due correction-term-end:2028-03-01:2027-05-20T12:00:00Z',
      ]);
  });

  it('does not end features whose end has moved since', () => {
    const world = directoryIs('never', '2026-11-01');
    const failed = lived(lived(promotional, '2026-10-20'), '2026-11-10', {
      acts: [act('2026-10-20', suspend)],
      world,
    });
    expect(failed.issues.map(({ obligation }) => obligation.id)).toContain('end-features:2026-10-31');
    const back = lived(failed, '2026-11-11', { acts: [act('2026-11-10', reinstate('move'))] });
    const retried = given(back).when(morning('2026-11-11'), retry).after;
    expect(outcomes(retried)['end-features:2026-10-31']).toBe('suppressed: its date was moved');
    expect(retried.features.every(({ on }) => on)).toBe(true);
  });

  it('lets tries go on for five days again', () => {
    const failed = lived(windowEve, '2027-05-20', { world: mailIs('later') });
    expect(failed.issues).toMatchObject([{ kind: 'failed' }]);
    const again = lived(failed, '2027-05-22', { acts: [act('2027-05-20', retry)], world: mailIs('later') });
    expect(again.issues).toMatchObject([{ kind: 'delayed' }]);
  });
});

describe('what becomes irrelevant while it is in progress', () => {
  const notice = windowEve.plan.find(({ id }) => id === 'renewal-P120D:2027-09-01') as Obligation;
  const at = evening('2027-05-04');
  const sending = given(windowEve).when(at).after;
  const decided = given(sending).when(at, decline).after;

  it('counts as suppressed', () => {
    expect(outcomes(decided)[notice.id]).toBe('suppressed: it was decided to decline');
  });

  it('counts as carried out if it was, and the record keeps both outcomes', () => {
    const after = evolve(decided, { type: 'settled', at, id: notice.id, outcome: 'carried-out' });
    const entries = after.record.filter((entry) => entry.type === 'settled' && entry.id === notice.id);
    expect(entries).toMatchObject([{ outcome: 'suppressed' }, { outcome: 'carried-out' }]);
    expect(after.plan).toEqual(decided.plan);
  });

  it('is not tried again', () => {
    const after = evolve(decided, {
      type: 'delayed',
      at,
      id: notice.id,
      until: later(at, hour),
      reason: 'busy',
    });
    expect(after.plan).toEqual(decided.plan);
    expect(after.issues).toEqual([]);
  });
});
