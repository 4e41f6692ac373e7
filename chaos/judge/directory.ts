// Invariant 4: the directory equals what the agreements say, once every fault has passed.
import type { Agreement, Directory, Evidence, Finding } from './evidence.ts';

export function judgeDirectory({ agreements, directory }: Evidence): Finding[] {
  return agreements.flatMap((agreement) =>
    [...wrongGroups(agreement, directory), ...wrongUsers(agreement, agreements, directory)].map((text) => ({
      invariant: 4,
      agreement: agreement.id,
      text,
    })),
  );
}

/** One group for each feature that is on, with all people in it, and none for any other feature. */
function wrongGroups({ id, access }: Agreement, { users, groups }: Directory): string[] {
  return access.features.flatMap((feature) => {
    const found = groups.filter(({ externalId }) => externalId === `${id}:${feature.id}`);
    const wanted = access.access === 'given' && feature.on ? 1 : 0;
    if (found.length !== wanted)
      return [`The directory has ${found.length} groups for ${feature.id}, not ${wanted}.`];
    const members = new Set(found.flatMap((group) => group.members ?? []).map(({ value }) => value));
    return access.people.flatMap(({ email }) => {
      if (wanted === 0) return [];
      const isIn = users.some(({ id, userName }) => sameName(userName, email) && members.has(id));
      return isIn ? [] : [`${email} is not in the group for ${feature.id}.`];
    });
  });
}

/**
 * Each contact has one active user while an agreement of the agency gives access, and none after the last one has ended.
 * Who was a contact of another agreement keeps its access, and is still in its groups.
 */
function wrongUsers(agreement: Agreement, all: Agreement[], { users, groups }: Directory): string[] {
  const { agency, access, people } = agreement.access;
  const others = all.filter((one) => one !== agreement && one.access.agency.id === agency.id);
  const needed = new Set(
    [agreement, ...others]
      .filter((one) => one.access.access === 'given')
      .flatMap((one) => one.access.people.map(({ email }) => email.toLowerCase())),
  );
  const members = new Set(groups.flatMap((group) => group.members ?? []).map(({ value }) => value));
  return people.flatMap(({ email }) => {
    const found = users.filter(({ userName }) => sameName(userName, email));
    const active = found.filter((user) => user.active !== false);
    if (found.length > 1) return [`The directory has ${found.length} users for ${email}.`];
    if (needed.has(email.toLowerCase())) return active.length === 1 ? [] : [`${email} has no active user.`];
    const isLeft = access === 'ended' && active.some((user) => !members.has(user.id));
    return isLeft ? [`${email} has an active user after the end of access.`] : [];
  });
}

function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
