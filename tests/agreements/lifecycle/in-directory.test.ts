// What the directory has of an agreement is known by id, from the receipts of access.
import { describe, expect, it } from 'vitest';
import { evolve, evolveAll } from '../../../agreements/lifecycle/evolve.ts';
import type { Agreement } from '../../../agreements/model/agreement.ts';
import type { AgreementEvent, RecordEntry } from '../../../agreements/model/events.ts';
import type { Obligation } from '../../../agreements/model/obligations.ts';
import type { AccessReceipt } from '../../../agreements/model/receipts.ts';
import { storedAgreement } from '../../../agreements/model/stored.ts';
import { begun, morning } from '../support/given.ts';

const at = morning('2026-09-01');
const groups = [
  { id: 'g-2', feature: 'deep-research' },
  { id: 'g-3', feature: 'chatgpt-enterprise' },
];
const lines = [
  'created user u-1 (onegov:access-board.gov:adf533d040324586)',
  'created group g-2 access-board.gov:deep-research',
  'added 1 member to group g-2',
  'created group g-3 access-board.gov:chatgpt-enterprise',
  'added 1 member to group g-3',
];

const removal: RecordEntry = {
  ...{ type: 'settled', at, id: 'end-features:2026-10-31', outcome: 'carried-out' },
  access: { at, changes: ['removed group g-2 access-board.gov:deep-research'] },
};

function granted(access: Omit<AccessReceipt, 'at'>): AgreementEvent {
  return { type: 'settled', at, id: 'grant-access', outcome: 'carried-out', access: { at, ...access } };
}

const alerts = ({ plan }: Agreement) => plan.flatMap((one) => (one.kind === 'alert' ? [one.text] : []));

describe('what the directory has', () => {
  it('is what the receipt of the grant says', () => {
    const { inDirectory } = evolve(begun(), granted({ changes: lines, users: ['u-1'], groups }));
    expect(inDirectory).toEqual({ users: ['u-1'], groups, lacks: [] });
  });

  it('is what the lines say if a receipt has no ids, also in state from before there were ids', () => {
    const agreement = evolve(begun(), granted({ changes: lines }));
    expect(agreement.inDirectory).toEqual({ users: ['u-1'], groups, lacks: [] });
    const { inDirectory: _, ...old } = agreement;
    expect(storedAgreement(old)).toEqual(agreement);
    const ended = { ...old, record: [...old.record, removal] };
    expect(storedAgreement(ended).inDirectory?.groups).toEqual(groups.slice(1));
  });

  it('includes what was created before a change of access failed', () => {
    const access = { at, changes: lines.slice(0, 2), users: ['u-1'], groups: groups.slice(0, 1) };
    const failed: AgreementEvent = {
      ...{ type: 'delayed', at, id: 'grant-access', until: morning('2026-09-02'), reason: 'busy', access },
    };
    const { inDirectory } = evolveAll(begun(), [failed, granted({ changes: [], users: [], groups })]);
    expect(inDirectory).toEqual({ users: ['u-1'], groups, lacks: [] });
  });

  it('includes that also if the change is irrelevant by then', () => {
    const grant = begun().plan.find(({ kind }) => kind === 'grant-access') as Obligation;
    const inProgress = new Map([[grant.id, grant]]);
    const terminated = evolve(begun(), { type: 'terminated', at, by: 'Olive' }, inProgress);
    const access = { at, changes: lines.slice(0, 1), users: ['u-1'], groups: [] };
    const failed: AgreementEvent = {
      ...{ type: 'settled', at, id: grant.id, outcome: 'failed', reason: 'no', access },
    };
    const { inDirectory } = evolve(terminated, failed);
    expect(inDirectory?.users).toEqual(['u-1']);
  });

  it('keeps the users when access has ended, because they may get it again', () => {
    const before = evolve(begun(), granted({ changes: lines, users: ['u-1'], groups }));
    const { inDirectory } = evolveAll(before, [
      { type: 'suspended', at, by: 'Olive' },
      { type: 'settled', at, id: `end-access:${at}`, outcome: 'carried-out', access: { at, changes: [] } },
    ]);
    expect(inDirectory).toEqual({ users: ['u-1'], groups: [], lacks: [] });
  });
});

describe('what the directory lacks', () => {
  const lacking = { changes: lines, users: ['u-1'], groups, lacks: ['It keeps no externalId.'] };

  it('is one alert to the operators, on the first day', () => {
    const agreement = evolve(begun(), granted(lacking));
    expect(alerts(agreement)).toEqual(['grant-access: It keeps no externalId.']);
  });

  it('is not told again', () => {
    const again: AgreementEvent = { ...granted(lacking), id: `grant-access:${at}` } as AgreementEvent;
    expect(alerts(evolveAll(begun(), [granted(lacking), again]))).toHaveLength(1);
  });
});
