// Whether a user is in a group of another agreement, and so needs to stay active.
import { ApplicationFailure } from '@temporalio/common';
import { type Directory, lacks } from './directory.ts';
import { isOfAgreement } from './groups.ts';
import type { ScimGroup, ScimUser } from './scim-resources.ts';

export type Memberships = {
  /** Is the user in a group of another agreement? */
  isElsewhere(user: ScimUser): Promise<boolean>;
  /** Forgets what it has read: groups may have changed. */
  lookAgain(): void;
};

/**
 * A user's own `groups` are believed once the directory has shown some. Otherwise all groups are read, because many
 * directories do not know how to search groups by members, and answer with nothing. Groups of other people do not count:
 * some directories put every user into one.
 * @param own the ids of the agreement's groups
 */
export function membershipsBeside(directory: Directory, own: ReadonlySet<string>): Memberships {
  const { scim } = directory;
  let showsGroups = false;
  let all: ScimGroup[] | undefined;
  const known = new Map<string, boolean>();

  async function isAnothers(id: string): Promise<boolean> {
    if (own.has(id)) return false;
    const group = known.has(id) ? undefined : await scim.read('Groups', id);
    if (group) known.set(id, isOfAgreement(group));
    return known.get(id) ?? false;
  }

  return {
    async isElsewhere({ id, groups = [] }) {
      showsGroups ||= groups.length > 0;
      if (showsGroups) {
        for (const { value } of groups) if (await isAnothers(value)) return true;
        return false;
      }
      all ??= (await allGroups(directory)).filter((group) => !own.has(group.id) && isOfAgreement(group));
      return all.some(({ members }) => members?.some(({ value }) => value === id));
    },
    lookAgain() {
      all = undefined;
    },
  };
}

/** A directory that refuses to list its groups for good leaves nobody active. */
async function allGroups({ scim, lacks: lacking }: Directory): Promise<ScimGroup[]> {
  try {
    return await scim.list('Groups');
  } catch (error) {
    if (!(error instanceof ApplicationFailure && error.nonRetryable)) throw error;
    lacking.add(lacks.memberSearch);
    return [];
  }
}
