// An agreement that comes back from an export: nothing goes out twice, nothing ahead is forgotten, and its record goes on.
import { describe, expect, it } from 'vitest';
import { evolve } from '../../../agreements/lifecycle/evolve.ts';
import type { Agreement } from '../../../agreements/model/agreement.ts';
import { versionOf } from '../../../agreements/model/ids.ts';
import type { NoticeObligation } from '../../../agreements/model/obligations.ts';
import type { Receipt } from '../../../agreements/model/receipts.ts';
import {
  dueAtOnce,
  type Evidence,
  restored,
  restoredAsItWas,
} from '../../../agreements/restoring/restore.ts';
import type { Instant } from '../../../agreements/time/instants.ts';
import { day, hour, later } from '../../../agreements/time/instants.ts';
import { chainOf } from '../../../clients/record/record.ts';
import { act, begun, evening, morning, olive, renew, retry, suspend } from '../support/given.ts';
import { type Act, type Course, type Sent, simulate } from '../support/simulator.ts';

const start = morning('2026-09-01');
const by = 'Otto Operator';

function life(until: Instant, acts: Act[] = []): Course {
  return simulate(begun(), start, { until, acts });
}

function goOn(agreement: Agreement, from: Instant, until: Instant, acts: Act[] = []): Course {
  return simulate(agreement, from, { until, acts });
}

const nothingKnown: Evidence = {
  answered: (receipt) => receipt,
  receiptOf: (_, { id }, { email }) => receipt(id, email, 'uncertain'),
};

/** As the copies of sent messages prove it. */
function proving(sent: Sent[]): Evidence {
  const isSent = (id: string, to: string) => sent.some((one) => one.obligation.id === id && one.to === to);
  return {
    answered: (receipt) => receipt,
    receiptOf: (_, { id }, { email }) => (isSent(id, email) ? receipt(id, email, 'accepted') : undefined),
  };
}

function receipt(id: string, to: string, result: Receipt['result']): Receipt {
  return { to, messageId: `<${id}>`, result, reply: '', at: start };
}

const since = ({ sent }: Course, at: Instant) => sent.filter((one) => Date.parse(one.at) > Date.parse(at));
const noticesIn = (sent: Sent[]) =>
  sent
    .filter(({ obligation }) => obligation.kind === 'notice')
    .map(({ to, obligation }) => `${obligation.id} to ${to}`);

describe('notices that fell due between the export and the loss', () => {
  const exportedAt = evening('2026-09-28');
  const lostAt = evening('2026-10-05');
  const exported = life(exportedAt).agreement;
  const lost = since(life(lostAt), exportedAt);
  const now = evening('2026-10-06');

  it('is a week with a notice in it', () => {
    expect(lost.map(({ obligation }) => obligation.id)).toContain('features-ending-P30D:2026-10-31');
  });

  it('do not go out again: each is an open issue, and an alert tells the operators', () => {
    const { agreement, doubts } = restored(exported, { exportedAt, lostAt, now }, nothingKnown, { by });
    expect(doubts.map(({ notice }) => notice.id)).toEqual(['features-ending-P30D:2026-10-31']);
    const after = goOn(agreement, now, later(now, hour));
    expect(noticesIn(after.sent)).toEqual([]);
    expect(after.sent.map(({ obligation }) => obligation.kind)).toEqual(['alert']);
    expect(after.agreement.issues).toMatchObject([
      { kind: 'failed', obligation: { id: 'features-ending-P30D:2026-10-31' } },
    ]);
  });

  it('go out if a person decides so', () => {
    const { agreement } = restored(exported, { exportedAt, lostAt, now }, nothingKnown, { by });
    const retried = goOn(agreement, now, later(now, 2 * day), [{ at: later(now, hour), command: retry }]);
    expect(noticesIn(retried.sent)).toEqual(noticesIn(lost));
    expect(retried.agreement.issues).toEqual([]);
  });

  it('go out at once if that was asked for', () => {
    const { agreement, doubts } = restored(exported, { exportedAt, lostAt, now }, nothingKnown, {
      by,
      again: true,
    });
    expect(doubts).toEqual([]);
    expect(dueAtOnce(agreement, now).map(({ id }) => id)).toEqual(['features-ending-P30D:2026-10-31']);
    expect(noticesIn(goOn(agreement, now, later(now, hour)).sent)).toEqual(noticesIn(lost));
  });

  it('are carried out if their messages prove it', () => {
    const { agreement } = restored(exported, { exportedAt, lostAt, now }, proving(lost), { by });
    const after = goOn(agreement, now, later(now, hour));
    expect(after.sent).toEqual([]);
    expect(after.agreement.issues).toEqual([]);
    expect(after.agreement.record.at(-1)).toMatchObject({
      ...{ type: 'settled', id: 'features-ending-P30D:2026-10-31', outcome: 'carried-out' },
      receipts: expect.arrayContaining([expect.objectContaining({ to: olive.email, result: 'accepted' })]),
    });
  });

  it('go to those whom they did not reach', () => {
    const [first, ...others] = lost.filter(({ obligation }) => obligation.kind === 'notice');
    expect(others.length).toBeGreaterThan(0);
    const { agreement } = restored(exported, { exportedAt, lostAt, now }, proving(first ? [first] : []), {
      by,
    });
    expect(noticesIn(goOn(agreement, now, later(now, hour)).sent)).toEqual(noticesIn(others));
  });

  it('go out if they fell due only after the loss', () => {
    const moments = { exportedAt, lostAt: evening('2026-09-29'), now };
    const { agreement, doubts } = restored(exported, moments, nothingKnown, { by });
    expect(doubts).toEqual([]);
    expect(noticesIn(goOn(agreement, now, later(now, hour)).sent)).toEqual(noticesIn(lost));
  });

  it('wait if all is to be on hold, and stay in doubt', () => {
    const { agreement } = restored(exported, { exportedAt, lostAt, now }, nothingKnown, {
      by,
      hold: 'a restore',
    });
    expect(agreement.hold).toEqual({ at: now, by, reason: 'a restore' });
    const held = goOn(agreement, now, later(now, day));
    expect(held.sent).toEqual([]);
    const released = goOn(held.agreement, later(now, day), later(now, 2 * day), [
      { at: later(now, day), command: { type: 'release', by } },
    ]);
    expect(noticesIn(released.sent)).toEqual([]);
    expect(released.agreement.issues).toHaveLength(1);
  });
});

it('leaves what a person holds back as it is', () => {
  const exportedAt = evening('2026-09-28');
  const acts: Act[] = [act('2026-09-20', { type: 'hold', by, reason: 'an audit' })];
  const exported = life(exportedAt, acts).agreement;
  const now = evening('2026-10-06');
  const { agreement, doubts } = restored(exported, { exportedAt, lostAt: now, now }, nothingKnown, { by });
  expect(doubts).toEqual([]);
  expect(agreement.plan).toEqual(exported.plan);
});

it('gives a message without an answer no third chance', () => {
  const exportedAt = evening('2026-09-28');
  const exported = life(exportedAt).agreement;
  const notice = exported.plan.find(({ id }) => id === 'features-ending-P30D:2026-10-31') as NoticeObligation;
  const unanswered = [{ order: { now: start, brief: {}, notices: [], alerts: [] }, messages: ['<x>'] }];
  const receipts = [receipt(notice.id, olive.email, 'uncertain')];
  const owing = exported.plan.map((one) =>
    one === notice
      ? { ...notice, dueAt: exportedAt, notBefore: later(exportedAt, hour), receipts, unanswered }
      : one,
  );
  const moments = { exportedAt, lostAt: later(exportedAt, day), now: later(exportedAt, day) };
  const { agreement, doubts } = restored({ ...exported, plan: owing }, moments, nothingKnown, { by });
  expect(doubts).toHaveLength(1);
  const planned = agreement.plan.find(({ id }) => id === notice.id);
  expect(planned?.unanswered).toBeUndefined();
  expect(planned?.receipts?.every(({ result }) => result === 'uncertain')).toBe(true);
});

describe('a term that ended between the export and the loss', () => {
  const exportedAt = evening('2027-08-30');
  const now = evening('2027-09-06');
  const moments = { exportedAt, lostAt: now, now };

  it('is over, and access ends', () => {
    const { agreement } = restored(life(exportedAt).agreement, moments, nothingKnown, { by });
    expect(agreement.status).toBe('expired');
    expect(dueAtOnce(agreement, now).map(({ kind }) => kind)).toEqual(['end-access']);
  });

  it('is followed by the next one if it was renewed, from the same day and with the same plan', () => {
    const acts = [act('2027-07-01', renew)];
    const { agreement } = restored(life(exportedAt, acts).agreement, moments, nothingKnown, { by });
    const uninterrupted = life(now, acts).agreement;
    expect(agreement.term).toEqual(uninterrupted.term);
    const ahead = (one: Agreement) => one.plan.filter(({ dueAt }) => Date.parse(dueAt) > Date.parse(now));
    expect(ahead(agreement)).toEqual(ahead(uninterrupted));
  });
});

it('says on its record that it was restored, and the chain of its hashes goes on', () => {
  const exportedAt = evening('2026-11-05');
  const exported = life(exportedAt, [act('2026-10-10', suspend)]).agreement;
  const now = evening('2026-11-06');
  const { agreement } = restored(exported, { exportedAt, lostAt: now, now }, nothingKnown, { by });
  expect(agreement.status).toBe('suspended');
  // Links that were sent before still work.
  expect(versionOf(agreement)).toBe(versionOf(exported));
  expect(agreement.record.slice(0, exported.record.length)).toEqual(exported.record);
  expect(agreement.record[exported.record.length]).toEqual({ type: 'restored', at: now, by, exportedAt });
  const { entries } = chainOf(exported);
  expect(chainOf(agreement).entries).toBeGreaterThan(entries);
  expect(chainOf({ ...agreement, record: agreement.record.slice(0, exported.record.length) })).toEqual(
    chainOf(exported),
  );
});

it('is as it ended if it is over', () => {
  const over = life(evening('2027-09-20')).agreement;
  const now = evening('2027-10-01');
  const again = restoredAsItWas(over, { exportedAt: now, lostAt: now, now }, by);
  expect(again).toEqual(evolve(over, { type: 'restored', at: now, by, exportedAt: now }));
  expect({ ...again, record: over.record }).toEqual(over);
});

describe('over a whole year, whenever it is exported and lost', () => {
  const acts = [act('2027-06-01', renew)];
  const end = evening('2027-11-20');
  const whole = noticesIn(life(end, acts).sent).toSorted();
  /** No command is given between an export and the loss: commands are lost. */
  const cases = Array.from({ length: 21 }, (_, index) => {
    const exportedAt = later(start, index * (22 * day + hour));
    return { exportedAt, lostAt: later(exportedAt, ((index % 5) + 1) * 2 * day), index };
  }).filter(
    ({ exportedAt, lostAt }) => !(exportedAt < '2027-06-01T12:00:00Z' && lostAt >= '2027-06-01T12:00:00Z'),
  );

  it.each(cases)('each notice goes to each contact once ($index)', ({ exportedAt, lostAt }) => {
    const first = life(lostAt, acts);
    const exported = life(exportedAt, acts).agreement;
    const now = later(lostAt, 6 * hour);
    const moments = { exportedAt, lostAt, now };
    const restart = (evidence: Evidence) =>
      goOn(
        restored(exported, moments, evidence, { by }).agreement,
        now,
        end,
        acts.filter(({ at }) => at > now),
      );
    const proven = noticesIn([...first.sent, ...restart(proving(since(first, exportedAt))).sent]);
    expect(proven.toSorted()).toEqual(whole);
    const unproven = noticesIn([...first.sent, ...restart(nothingKnown).sent]);
    expect(new Set(unproven).size).toBe(unproven.length);
  });
});
