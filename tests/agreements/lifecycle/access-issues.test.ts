// Changes of access: when the directory fails, and when several changes meet.
import { describe, expect, it } from 'vitest';
import { evolve } from '../../../agreements/lifecycle/evolve.ts';
import { isClosed } from '../../../agreements/lifecycle/phases.ts';
import type { Agreement } from '../../../agreements/model/agreement.ts';
import type { Obligation } from '../../../agreements/model/obligations.ts';
import { review } from '../../../agreements/obligations/due.ts';
import { nextWakeTime } from '../../../agreements/obligations/wake-time.ts';
import { hour } from '../../../agreements/time/instants.ts';
import {
  act,
  begun,
  course,
  directoryIs,
  evening,
  given,
  issueLines,
  lived,
  morning,
  notices,
  olive,
  outcomes,
  reinstate,
  renew,
  retry,
  suspend,
  terminate,
  tess,
} from '../support/given.ts';

const promotional = lived(begun(), '2026-09-02');
const standard = lived(promotional, '2027-01-01');
const windowEve = lived(standard, '2027-05-04');

describe('a directory', () => {
  it('that does not answer is asked again until it answers, however long that takes', () => {
    const { agreement } = course(begun(), evening('2026-10-10'), {
      world: directoryIs('later', '2026-10-10'),
    });
    expect(agreement.status).toBe('promotional');
    expect(agreement.activatedAt).toMatch(/^2026-10-10/);
    expect(agreement.issues).toEqual([]);
  });

  it('that is asked again grants no feature that has ended in the meantime', () => {
    const { directory: granted } = course(begun(), evening('2026-12-10'), {
      world: directoryIs('later', '2026-12-01'),
    });
    expect([...granted]).toEqual(['chatgpt-enterprise']);
  });

  it('that refuses is asked again only if operators retry', () => {
    const { agreement: failed, sent } = course(begun(), evening('2026-09-05'), {
      world: directoryIs('never'),
    });
    expect(failed.status).toBe('onboarding');
    expect(issueLines(failed)).toEqual(['failed: grant-access: the directory does not answer']);
    expect(sent.map(({ obligation }) => obligation.id.replace(/:2026.*/, ''))).toEqual([
      'alert:grant-access',
    ]);
    const { agreement, sent: welcomed } = course(failed, evening('2026-09-06'), {
      acts: [act('2026-09-06', retry)],
    });
    expect(agreement).toMatchObject({ status: 'promotional', issues: [] });
    expect(welcomed).toHaveLength(4);
  });

  it('that refuses again brings another alert', () => {
    const { sent } = course(begun(), evening('2026-09-06'), {
      acts: [act('2026-09-06', retry)],
      world: directoryIs('never'),
    });
    const ids = sent.map(({ obligation }) => obligation.id);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(2);
  });

  it('that refuses to end access keeps the agreement open until access has ended', () => {
    const inWindow = lived(windowEve, '2027-08-31');
    const stuck = lived(inWindow, '2027-10-01', { world: directoryIs('never') });
    expect(stuck).toMatchObject({ status: 'expired', plan: [], issues: [{ kind: 'failed' }] });
    expect(isClosed(stuck)).toBe(false);
    const fixed = lived(stuck, '2027-10-02', { acts: [act('2027-10-01', retry)] });
    expect(isClosed(fixed)).toBe(true);
  });

  it('that refused a grant leaves no issue after that access has ended', () => {
    const { agreement } = course(begun(), morning('2028-01-01'), {
      world: directoryIs('never', '2026-09-03'),
    });
    expect(agreement.status).toBe('expired');
    expect(isClosed(agreement)).toBe(true);
  });

  it('that refused a grant leaves no issue after the next grant succeeds', () => {
    const acts = [
      act('2026-09-02', suspend),
      act('2026-09-04', reinstate('keep')),
      act('2026-09-06', { type: 'change-contacts', by: 'Olive', contacts: [olive] }),
    ];
    const { agreement, sent } = course(promotional, evening('2026-09-06'), {
      acts,
      world: { directory: (now) => (now > '2026-09-04' && now < '2026-09-05' ? 'never' : 'done') },
    });
    expect(issueLines(agreement)).toEqual([]);
    expect(sent.at(-1)?.obligation.id).toBe('reinstated:2026-09-04T12:00:00Z');
  });

  it('that refuses for the whole term leaves nothing behind: the waiting welcome is not sent', () => {
    const { agreement, sent } = course(begun(), morning('2028-01-01'), { world: directoryIs('never') });
    expect(agreement).toMatchObject({ status: 'expired', plan: [] });
    expect(outcomes(agreement).welcome).toBe('suppressed: the term has ended');
    expect(sent.map(({ obligation }) => obligation.id)).not.toContain('welcome');
  });
});

describe('changes of access', () => {
  const at = morning('2026-09-02');
  const step = (agreement: Agreement, kind: string) =>
    agreement.plan.find((one) => one.kind === kind) as Obligation;
  const hold = (obligation: Obligation) => new Map([[obligation.id, obligation]]);

  it('do not stop the clock: a welcome due later wakes the agreement, one that is due waits for access', () => {
    const fresh = begun();
    const grant = step(fresh, 'grant-access');
    const welcome = fresh.plan.find(({ id }) => id === 'welcome')?.dueAt;
    expect(nextWakeTime(fresh, hold(grant), grant.dueAt)).toBe(welcome);
    expect(nextWakeTime(fresh, hold(grant), welcome ?? '')).not.toBe(welcome);
  });

  it('wait for the change in progress, and do not wake the agreement in the meantime', () => {
    const fresh = begun();
    const grant = step(fresh, 'grant-access');
    const suspended = given(fresh).when(morning('2026-09-01'), suspend).after;
    const dueNow = review(suspended, morning('2026-09-01'), hold(grant)).due.map(({ kind }) => kind);
    expect(dueNow).toEqual(['notice']);
    const waiting = { ...suspended, plan: [step(suspended, 'end-access')] };
    const wake = nextWakeTime(waiting, hold(grant), morning('2026-09-01'));
    expect(wake).toBeUndefined();
    expect(review(suspended, at, new Map()).due.map(({ kind }) => kind)).toContain('end-access');
  });

  it('are made one at a time if several are due', () => {
    const agreement = lived(promotional, '2026-10-30');
    const suspended = given(agreement).when(evening('2026-11-01'), suspend).after;
    const due = review(suspended, evening('2026-11-01'), new Map()).due.filter(
      ({ kind }) => kind !== 'notice',
    );
    expect(due.map(({ id }) => id)).toEqual([`end-access:${evening('2026-11-01')}`]);
  });

  it('end and then give access if the agreement is reinstated while access is being ended', () => {
    const suspended = given(promotional).when(at, suspend).after;
    const ending = step(suspended, 'end-access');
    const back = given(suspended).when(evening('2026-09-02'), reinstate('keep')).after;
    expect(outcomes(back)[ending.id]).toBe('suppressed: the agreement was reinstated');
    expect(review(back, evening('2026-09-02'), hold(ending)).due).toEqual([]);
    const ended = evolve(back, {
      type: 'settled',
      at: evening('2026-09-02'),
      id: ending.id,
      outcome: 'carried-out',
    });
    expect(review(ended, evening('2026-09-02'), new Map()).due.map(({ kind }) => kind)).toContain(
      'grant-access',
    );
  });

  it('keep access if the agreement is reinstated while the end of access is tried again', () => {
    const { agreement, directory: granted } = course(promotional, evening('2026-09-05'), {
      acts: [act('2026-09-02', suspend), act('2026-09-04', reinstate('keep'))],
      world: directoryIs('later', '2026-09-04'),
    });
    expect(agreement).toMatchObject({ status: 'promotional', issues: [] });
    expect(granted.size).toBe(3);
  });

  it('end access after it was granted if the agreement is terminated in the meantime', () => {
    const fresh = begun();
    const { agreement, directory: granted } = course(fresh, evening('2026-09-02'), {
      acts: [{ at: '2026-09-01T12:00:30Z', command: terminate }],
      world: { takes: hour },
    });
    expect(agreement).toMatchObject({ status: 'withdrawn', plan: [] });
    expect([...granted]).toEqual([]);
    expect(outcomes(agreement)).toMatchObject({
      'grant-access': 'carried-out',
      'end-access:2026-09-01T12:00:30Z': 'carried-out',
    });
  });

  it('give access in the next term if a renewed term ends before access was given', () => {
    const { agreement, directory: granted } = course(lived(windowEve, '2027-08-20'), evening('2027-09-10'), {
      acts: [act('2027-08-20', suspend), act('2027-08-30', reinstate('keep')), act('2027-08-31', renew)],
      world: { directory: (now) => (now > '2027-08-29' && now < '2027-09-05' ? 'later' : 'done') },
    });
    expect(agreement).toMatchObject({ status: 'standard', term: { number: 2 } });
    expect([...granted]).toEqual(['chatgpt-enterprise']);
  });

  it('go on to end access if the term ends while suspended access is being ended', () => {
    const inWindow = lived(windowEve, '2027-08-31');
    const { agreement, directory: left } = course(inWindow, morning('2027-09-20'), {
      acts: [act('2027-08-31', suspend)],
      world: directoryIs('later', '2027-09-10'),
    });
    expect(agreement).toMatchObject({ status: 'expired', plan: [], issues: [] });
    expect([...left]).toEqual([]);
    expect(outcomes(agreement)[`end-access:${morning('2027-08-31')}`]).toBe('carried-out');
  });
});

describe('new contacts', () => {
  const change = { type: 'change-contacts' as const, by: 'Olive', contacts: [tess] };
  const hasGrant = ({ plan }: Agreement) =>
    plan.some(({ id }) => id === `grant-access:${evening('2026-09-02')}`);

  it('get access if the agency has access', () => {
    given(promotional).when(evening('2026-09-02'), change).then(['contacts-changed', 'due grant-access']);
  });

  it('get access if it is just being granted to the contacts before them', () => {
    expect(hasGrant(given(begun()).when(evening('2026-09-02'), change).after)).toBe(true);
  });

  it('get no access before the agency has it, or while it is suspended', () => {
    expect(hasGrant(given(begun({ startsOn: '2026-10-01' })).when(evening('2026-09-02'), change).after)).toBe(
      false,
    );
    const suspended = lived(promotional, '2026-09-03', { acts: [act('2026-09-02', suspend)] });
    expect(hasGrant(given(suspended).when(evening('2026-09-02'), change).after)).toBe(false);
  });
});

describe('internal steps', () => {
  it('come alone, so that nothing is carried out that they make irrelevant', () => {
    const { due } = review(lived(windowEve, '2027-08-31'), evening('2027-09-02'), new Map());
    expect(due.map(({ id }) => id)).toEqual(['end-term:2027-09-01']);
    expect(notices(course(lived(windowEve, '2027-08-31'), evening('2027-09-02')))).toEqual([
      'renewal-P1D:2027-09-01',
      'access-ended:2027-09-01',
    ]);
  });
});

describe('a workflow that somebody asked Temporal to cancel', () => {
  it('goes on, and tells the operators how to end the agreement', () => {
    const at = evening('2027-01-01');
    const asked = evolve(standard, { type: 'cancellation-asked', at, by: 'somebody' });
    expect(asked.status).toBe('standard');
    given(asked).when(at).then(['due alert:cancellation']);
  });
});
