// Drift: which differences between agreements and the directory are found, and which are none.
import { describe, expect, it } from 'vitest';
import { nothingInDirectory } from '../../../agreements/model/receipts.ts';
import { driftOf, type Said, type Seen } from '../../../agreements/reports/drift.ts';
import { board } from '../support/given.ts';

const agreement = 'agreement:chatgpt:access-board.gov';
const other = 'agreement:gemini:access-board.gov';

const olive = { externalId: 'onegov:access-board.gov:olive', email: 'olive@access-board.gov' };
const known = { ...nothingInDirectory, users: ['u1'], groups: [{ id: 'g1', feature: 'chat' }] };

/** It gives Olive the chat; deep research has ended. */
const given: Said = {
  ...{ agreement, agency: board, product: 'ChatGPT', access: 'given', isSettling: false },
  features: [
    { id: 'chat', on: true },
    { id: 'research', on: false },
  ],
  ...{ people: [olive], known },
};
const ended: Said = { ...given, access: 'ended', features: [{ id: 'chat', on: false }] };

const user = { id: 'u1', isOurs: true, externalId: olive.externalId, userName: olive.email, active: true };
const chat = { id: 'g1', agreement, feature: 'chat', members: ['u1'] };
const seen: Seen = { users: [user], groups: [chat] };

const found = (said: Said[], has: Seen) => driftOf(board.id, said, has);
const codes = (said: Said[], has: Seen) => found(said, has).map(({ code }) => code);

describe('of access that is given', () => {
  it('there is none if contacts and groups are as agreed', () => {
    expect(found([given], seen)).toEqual([]);
  });

  it.each<[string, Seen, object]>([
    [
      'a user',
      { users: [], groups: [{ ...chat, members: [] }] },
      { code: 'user-missing', user: olive.externalId },
    ],
    ['a group', { users: [user], groups: [] }, { code: 'group-missing', feature: 'chat' }],
    [
      'a member',
      { users: [user], groups: [{ ...chat, members: [] }] },
      { code: 'member-missing', feature: 'chat', user: 'u1' },
    ],
    [
      'an active user',
      { ...seen, users: [{ ...user, active: false }] },
      { code: 'user-inactive', user: 'u1' },
    ],
  ])('%s that is missing is found', (_, has, drift) => {
    expect(found([given], has)).toEqual([{ agency: board.id, agreement, ...drift }]);
  });

  it('the group of a feature that has ended is found', () => {
    const again = { id: 'g2', agreement, feature: 'research', members: ['u1'] };
    expect(found([given], { ...seen, groups: [chat, again] })).toEqual([
      { agency: board.id, agreement, code: 'feature-not-ended', feature: 'research', group: 'g2' },
    ]);
  });

  it('people whom the agency added, and contacts who left, are none', () => {
    const added = { id: 'u7', isOurs: true, externalId: 'onegov:access-board.gov:added', active: true };
    const left = { ...added, id: 'u8', externalId: 'onegov:access-board.gov:left' };
    const withLeft = { ...given, known: { ...known, users: ['u1', 'u8'] } };
    const has = { users: [user, added, left], groups: [{ ...chat, members: ['u1', 'u7', 'u9'] }] };
    expect(found([withLeft], has)).toEqual([]);
  });

  it('a contact’s user whom somebody else created is found by name, and only reported if inactive', () => {
    const theirs = { id: 'u5', isOurs: false, userName: 'Olive@access-board.gov', active: false };
    const has = { users: [theirs], groups: [{ ...chat, members: ['u5'] }] };
    expect(codes([given], has)).toEqual(['other-user-inactive']);
  });

  it('a group that is on record and has another external id now is reported', () => {
    const has = { users: [user], groups: [{ ...chat, isRelabeled: true as const }] };
    expect(codes([given], has).toSorted()).toEqual(['group-missing', 'group-relabeled']);
  });

  it('what a directory does not say is none', () => {
    const { active: _, ...hidden } = user;
    const has = { users: [hidden], groups: [{ ...chat, members: [] }] };
    expect(found([{ ...given, hidesMembers: true }], has)).toEqual([]);
  });
});

describe('of access that has ended', () => {
  it('there is none if the users are inactive and the groups are gone', () => {
    expect(found([ended], { users: [{ ...user, active: false }], groups: [] })).toEqual([]);
  });

  it('active users and groups are found', () => {
    expect(codes([ended], seen)).toEqual(['group-not-ended', 'user-not-ended']);
  });

  it('a user whom another agreement needs is none', () => {
    const second: Said = { ...given, agreement: other, known: nothingInDirectory };
    const group = { ...chat, id: 'g3', agreement: other };
    expect(found([ended, second], { users: [user], groups: [group] })).toEqual([]);
    const elsewhere = { ...user, isNeededElsewhere: true as const };
    expect(found([ended], { users: [elsewhere], groups: [] })).toEqual([]);
  });
});

describe('of access that is being changed', () => {
  const settling = { ...given, isSettling: true };

  it('there is none', () => {
    expect(found([settling], { users: [], groups: [] })).toEqual([]);
    expect(found([{ ...ended, isSettling: true }], seen)).toEqual([]);
  });

  it('what another agreement of the agency lacks is found all the same', () => {
    const second: Said = { ...given, agreement: other, people: [] };
    expect(codes([settling, second], seen)).toEqual(['group-missing']);
  });
});

describe('what no agreement knows', () => {
  it('is found if it has our external id: active users, and groups', () => {
    expect(codes([], seen)).toEqual(['user-unknown', 'group-unknown']);
  });

  it('is none if somebody else created the user', () => {
    expect(found([], { users: [{ ...user, isOurs: false }], groups: [] })).toEqual([]);
  });

  it('is unknown to an agreement that has given no access yet', () => {
    expect(codes([{ ...given, access: 'not-yet' }], { users: [], groups: [chat] })).toEqual([
      'group-unknown',
    ]);
  });
});
