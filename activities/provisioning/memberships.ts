// Whether a user is in a group of another agreement, and so needs to stay active.
import { ApplicationFailure } from '@temporalio/common';
import { type Directory, lacks } from './directory.ts';
import type { ScimGroup, ScimUser } from './scim-client.ts';

export type Memberships = {
  /** Is the user in a group other than these? */
  isElsewhere(user: ScimUser): Promise<boolean>;
  /** Forgets what it has read: groups may have changed. */
  lookAgain(): void;
};

/**
 * A user's own `groups` are believed once the directory has shown some. Otherwise all groups are read, because many
 * directories do not know how to search groups by members, and answer with nothing.
 * @param own the ids of the agreement's groups
 */
export function membershipsBeside(directory: Directory, own: ReadonlySet<string>): Memberships {
  let showsGroups = false;
  let all: ScimGroup[] | undefined;
  return {
    async isElsewhere({ id, groups = [] }) {
      showsGroups ||= groups.length > 0;
      if (showsGroups) return groups.some(({ value }) => !own.has(value));
      all ??= await allGroups(directory);
      return all.some((group) => !own.has(group.id) && group.members?.some(({ value }) => value === id));
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
