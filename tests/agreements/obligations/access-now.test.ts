// What an agreement says about access, in each phase.
import { describe, expect, it } from 'vitest';
import { accessNow, isSettling } from '../../../agreements/obligations/access-now.ts';
import { act, begun, course, given, lived, morning, reinstate, renew, suspend } from '../support/given.ts';

const onDay = (date: string, acts = [] as ReturnType<typeof act>[]) => lived(begun(), date, { acts });
const paused = act('2026-10-01', suspend);

describe('access', () => {
  it.each([
    ['not-yet', 'before the first day', begun()],
    ['given', 'with all features', onDay('2026-10-01')],
    ['given', 'after features have ended', onDay('2026-12-01')],
    ['given', 'in the renewal window', onDay('2027-06-01')],
    ['given', 'in the next term', onDay('2027-10-01', [act('2027-06-01', renew)])],
    ['ended', 'while suspended', onDay('2026-10-03', [paused])],
    ['given', 'after a reinstatement', onDay('2026-10-05', [paused, act('2026-10-03', reinstate('keep'))])],
    ['ended', 'after the term', onDay('2027-10-01')],
  ])('is %s %s', (access, _, agreement) => {
    expect(accessNow(agreement)).toMatchObject({ access, product: agreement.offer.product });
  });

  it('names the features that are on now', () => {
    const on = (date: string) => accessNow(onDay(date)).features.filter((feature) => feature.on).length;
    expect([on('2026-10-01'), on('2026-12-01')]).toEqual([3, 1]);
  });
});

describe('access is settling', () => {
  it('while a change is carried out or tried again, and shortly before the next one', () => {
    const calm = accessNow(onDay('2026-10-01'));
    expect(isSettling(calm, morning('2026-10-01'))).toBe(false);
    expect(isSettling(calm, calm.changesAt ?? '')).toBe(true);
    const { after } = given(onDay('2026-10-01')).when(morning('2026-10-01'), suspend);
    expect(isSettling(accessNow(after), morning('2026-10-01'))).toBe(true);
  });

  it('while a failed change is an open issue', () => {
    const world = { directory: () => 'never' as const };
    const { agreement } = course(onDay('2026-10-01'), morning('2026-10-10'), {
      acts: [act('2026-10-02', suspend)],
      world,
    });
    expect(accessNow(agreement)).toMatchObject({ access: 'ended', hasFailed: true });
    expect(isSettling(accessNow(agreement), morning('2026-10-10'))).toBe(true);
  });
});
