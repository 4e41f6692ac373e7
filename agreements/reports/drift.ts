// Finds drift: what of one agency's users and groups in the directory differs from what its agreements say.
import type { Drift } from '../model/drift.ts';
import type { AccessNow } from '../obligations/access-now.ts';

/** A user of the agency: one that this software created, or a contact's user whom somebody else created. */
type SeenUser = {
  id: string;
  /** Did this software create the user? */
  isOurs: boolean;
  externalId?: string;
  userName?: string;
  /** Left out: the directory does not say. */
  active?: boolean;
  /** The user is in a group of an agreement of another agency. */
  isNeededElsewhere?: true;
};

export type SeenGroup = {
  id: string;
  agreement: string;
  feature: string;
  /** The ids of its members. */
  members: string[];
  /** It is on record, and has another external id now. */
  isRelabeled?: true;
};

/** What the directory has of one agency. */
export type Seen = { users: SeenUser[]; groups: SeenGroup[] };

/** What an agreement says, with the external ids that its contacts' users have if this software created them. */
export type Said = Omit<AccessNow, 'people'> & {
  people: { externalId: string; email: string }[];
  /** Its access is being changed now, or a change has failed. A difference is no drift then. */
  isSettling: boolean;
  /** The directory does not say who is in a group. */
  hidesMembers?: true;
};

/** What is found with one agency. `said` holds all of its agreements that may know a user or a group. */
export function driftOf(agency: string, said: Said[], seen: Seen): Drift[] {
  const settled = said.filter(({ isSettling }) => !isSettling);
  const given = settled.filter(({ access }) => access === 'given');
  const ended = settled.filter(({ access }) => access === 'ended');
  return [
    ...given.flatMap((one) => [...lacking(one, seen), ...featuresNotEnded(one, seen)]),
    ...ended.flatMap((one) => groupsNotEnded(one, seen)),
    ...usersNotEnded(said, ended, seen),
    ...unknownGroups(said, seen),
    ...settled.flatMap((one) => relabeled(one, seen)),
  ].map((one) => ({ ...one, agency }));
}

type Found = Omit<Drift, 'agency'>;

/** What contacts of an agreement should have and do not. What the agency added besides is its own matter. */
function lacking({ agreement, features, people, hidesMembers }: Said, seen: Seen): Found[] {
  const groups = groupsOf(agreement, seen);
  const wanted = features.filter(({ on }) => on).map(({ id }) => id);
  const missing = wanted.filter((id) => !groups.some(({ feature }) => feature === id));
  return [
    ...missing.map((feature): Found => ({ code: 'group-missing', agreement, feature })),
    ...people.flatMap((person): Found[] => {
      const user = userOf(person, seen);
      if (!user) return [{ code: 'user-missing', agreement, user: person.externalId }];
      const code = user.isOurs ? 'user-inactive' : 'other-user-inactive';
      const inactive: Found[] = user.active === false ? [{ code, agreement, user: user.id }] : [];
      const outside = groups.filter(
        ({ feature, members }) => wanted.includes(feature) && !members.includes(user.id),
      );
      return [
        ...inactive,
        ...(hidesMembers ? [] : outside).map(
          ({ feature }): Found => ({ code: 'member-missing', agreement, feature, user: user.id }),
        ),
      ];
    }),
  ];
}

function featuresNotEnded({ agreement, features }: Said, seen: Seen): Found[] {
  const isEnded = (feature: string) => features.some(({ id, on }) => id === feature && !on);
  return groupsOf(agreement, seen)
    .filter(({ feature }) => isEnded(feature))
    .map(({ id: group, feature }) => ({ code: 'feature-not-ended', agreement, feature, group }));
}

function groupsNotEnded({ agreement }: Said, seen: Seen): Found[] {
  return groupsOf(agreement, seen).map(({ id: group, feature }) => ({
    code: 'group-not-ended',
    agreement,
    feature,
    group,
  }));
}

/** Users whom no agreement keeps active. While one of the agency's changes access, nobody can tell. */
function usersNotEnded(said: Said[], ended: Said[], seen: Seen): Found[] {
  if (said.some(({ isSettling }) => isSettling)) return [];
  const givers = said.filter(({ access }) => access === 'given');
  const isLeft = (user: SeenUser) =>
    user.isOurs &&
    user.active === true &&
    !user.isNeededElsewhere &&
    !givers.some((one) => knows(one, user, seen));
  return seen.users.filter(isLeft).map((user): Found => {
    const holder = ended.find((one) => knows(one, user, seen));
    return holder
      ? { code: 'user-not-ended', agreement: holder.agreement, user: user.id }
      : { code: 'user-unknown', user: user.id };
  });
}

/** Contacts who left keep their access, so those on record count, too; and so do those whom the agency added. */
function knows({ agreement, people, known }: Said, user: SeenUser, seen: Seen): boolean {
  return (
    known.users.includes(user.id) ||
    people.some((person) => userOf(person, seen)?.id === user.id) ||
    groupsOf(agreement, seen).some(({ members }) => members.includes(user.id))
  );
}

function unknownGroups(said: Said[], { groups }: Seen): Found[] {
  const isKnown = (id: string) =>
    said.some(({ agreement, access }) => agreement === id && access !== 'not-yet');
  return groups
    .filter(({ agreement, isRelabeled }) => !isRelabeled && !isKnown(agreement))
    .map(({ id: group, feature }) => ({ code: 'group-unknown', feature, group }));
}

function relabeled({ agreement }: Said, { groups }: Seen): Found[] {
  return groups
    .filter((group) => group.agreement === agreement && group.isRelabeled)
    .map(({ id: group, feature }) => ({ code: 'group-relabeled', agreement, feature, group }));
}

function groupsOf(agreement: string, { groups }: Seen): SeenGroup[] {
  return groups.filter((group) => group.agreement === agreement && !group.isRelabeled);
}

/** By the external id that we gave it, or else by its name. */
function userOf({ externalId, email }: Said['people'][number], { users }: Seen): SeenUser | undefined {
  const name = email.toLowerCase();
  return (
    users.find((user) => user.externalId === externalId) ??
    users.find((user) => user.userName?.toLowerCase() === name)
  );
}
