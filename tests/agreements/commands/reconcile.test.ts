// What an agreement does about drift in the directory: the changes of access of its own plan, once more.
import { describe, expect, it } from 'vitest';
import type { Drift, DriftCode } from '../../../agreements/model/drift.ts';
import { act, begun, course, evening, given, lived, morning, suspend } from '../support/given.ts';

const drift = (code: DriftCode, more: Partial<Drift> = {}): Drift => ({
  ...{ code, agency: 'access-board.gov', agreement: 'agreement:chatgpt:access-board.gov', ...more },
});
const reconcile = (...found: Drift[]) =>
  ({ type: 'reconcile', by: 'the reconciliation', drift: found }) as const;
const promotional = lived(begun(), '2026-10-01');
const standard = lived(begun(), '2026-12-01');
const suspended = lived(begun(), '2026-10-02', { acts: [act('2026-10-01', suspend)] });
/** The changes of access that follow at once. */
function steps(agreement: typeof promotional, at: string, ...found: Drift[]) {
  const { plan } = given(agreement).when(morning(at), reconcile(...found)).after;
  return plan.filter(({ id }) => id.includes(morning(at).slice(0, 16)));
}

describe('drift', () => {
  it('of what is missing gives access again', () => {
    expect(steps(promotional, '2026-10-02', drift('user-missing'), drift('member-missing'))).toMatchObject([
      { kind: 'grant-access', dueAt: morning('2026-10-02') },
    ]);
  });

  it('of a feature that has ended ends it again', () => {
    const [feature = '', ...others] = standard.features.filter(({ on }) => !on).map(({ id }) => id);
    expect(others).toHaveLength(1);
    expect(steps(standard, '2026-12-02', drift('feature-not-ended', { feature, group: '7' }))).toMatchObject([
      { kind: 'end-features', features: [feature] },
    ]);
  });

  it('of a suspended agreement ends access again', () => {
    expect(steps(suspended, '2026-10-03', drift('user-not-ended', { user: '7' }))).toMatchObject([
      { kind: 'end-access' },
    ]);
  });

  it('is mended and ends well, and neither the phase nor a notice follows from it', () => {
    const feature = standard.features.find(({ on }) => !on)?.id ?? '';
    const found = [drift('group-missing'), drift('feature-not-ended', { feature })];
    const acts = [act('2026-12-02', reconcile(...found))];
    const { agreement: after, sent } = course(standard, evening('2026-12-03'), { acts });
    const plain = course(standard, evening('2026-12-03'));
    expect([after.status, after.features, after.plan, sent]).toEqual([
      plain.agreement.status,
      plain.agreement.features,
      plain.agreement.plan,
      plain.sent,
    ]);
    const ends = after.record.flatMap((entry) => (entry.type === 'settled' ? [entry] : []));
    expect(ends.slice(-2).map(({ outcome }) => outcome)).toEqual(['carried-out', 'carried-out']);
  });
});

describe('is refused', () => {
  it.each([
    ['it is of access that the agreement does not give', suspended, drift('user-missing')],
    ['it is of access that has not ended', promotional, drift('user-not-ended')],
    ['only a person can tell what to do', promotional, drift('user-unknown')],
  ])('if %s', (_, agreement, found) => {
    given(agreement)
      .when(morning('2026-10-04'), reconcile(found))
      .then(`${agreement.id} has changed since, so there is nothing to mend; compare again.`);
  });

  it('while access is being changed', () => {
    const { after } = given(promotional).when(morning('2026-10-02'), suspend);
    given(after)
      .when(morning('2026-10-02'), reconcile(drift('user-not-ended')))
      .then(`Access of ${after.id} is being changed now, or a change has failed; see it with "onegov show".`);
  });
});
