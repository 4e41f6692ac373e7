// The directory as an attempt sees it: how to ask it, what it has of the agreement, and what it lacks.
import { type InDirectory, nothingInDirectory } from '../../agreements/model/receipts.ts';
import { toFailure } from '../failures.ts';
import type { Filter, ScimClient } from './scim-client.ts';
import type { Kind, Resources } from './scim-resources.ts';

/** The start of the external id of each user that we created. Other users are never changed. */
export const ours = 'onegov:';

export type Directory = {
  scim: ScimClient;
  /** The ids of users that we created. */
  users: Set<string>;
  /** The agreement's groups: the feature by the group's id. */
  groups: Map<string, string>;
  /** What the directory lacks, a sentence each. */
  lacks: Set<string>;
  /** The external ids of users whose creation was begun: its answer may have been lost. */
  begun: Set<string>;
  /** Users who were seen in the agreement's groups, which may be gone by now. */
  members: Set<string>;
  /** Puts a change on the receipt. It is kept within a second, and before the next thing is created. */
  changed(line: string): void;
  /** Keeps at once what is known by now for the next attempt. */
  keep(): void;
};

/** A directory outside of an attempt, of which this much is known. */
export function directoryOf(scim: ScimClient, known: InDirectory = nothingInDirectory): Directory {
  return {
    scim,
    users: new Set(known.users),
    groups: new Map(known.groups.map(({ id, feature }) => [id, feature])),
    lacks: new Set(known.lacks),
    begun: new Set(),
    members: new Set(known.members),
    changed() {},
    keep() {},
  };
}

/** What a directory may lack, and what that means. */
export const lacks = {
  userSearch:
    'The directory does not find by externalId or userName a user that it has just created. Access can still be taken away, because the id of each user is on record.',
  groupSearch:
    'The directory does not find by externalId or displayName a group that it has just created. Access can still be taken away, because the id of each group is on record.',
  userExternalId:
    'The directory keeps no externalId of users, so only the record of each agreement tells which users this software created. If a user is in two agreements, the end of the second one is reported as failed, because only a person can tell whether to deactivate the user.',
  userActive:
    'The directory does not say whether a user is active, so nobody can tell whether access has ended. The end of access will be reported as failed.',
  groupMembers:
    'The directory does not say who is in a group, so nobody can tell whether people were added to it.',
  memberSearch:
    'The directory does not say in which groups a user is. When access ends, users are deactivated even if another agreement of the agency needs them.',
} as const;

/** What is looked for: by the external id that we gave it, or else by its name. */
export type Sought<K extends Kind> = {
  kind: K;
  externalId: string;
  name: string;
  /** What has that name, and may still be something else. */
  isIt: (resource: Resources[K]) => boolean;
};

/** What the directory finds. Undefined if it can be searched by neither. */
export async function lookUp<K extends Kind>(
  scim: ScimClient,
  sought: Sought<K>,
): Promise<Resources[K][] | undefined> {
  const { kind, externalId, name, isIt } = sought;
  const byName = kind === 'Users' ? 'userName' : 'displayName';
  const filters: Filter[] = [
    { by: 'externalId', is: 'eq', text: externalId },
    { by: byName, is: 'eq', text: name },
  ];
  let isSearched = false;
  for (const filter of filters) {
    const found = await scim.search(kind, filter);
    const those = found?.filter(isIt) ?? [];
    if (those.length > 0) return those;
    isSearched ||= found !== undefined;
  }
  return isSearched ? [] : undefined;
}

/** What the directory finds, or else what a look at all of its resources finds. */
export async function lookUpInAll<K extends Kind>(
  scim: ScimClient,
  sought: Sought<K>,
): Promise<Resources[K][]> {
  return (await lookUp(scim, sought)) ?? (await pickFromAll(scim, sought));
}

/** What the directory says exists already, though no search found it. */
export async function lookUpExisting<K extends Kind>(
  scim: ScimClient,
  sought: Sought<K>,
  what: string,
): Promise<Resources[K]> {
  const found = await scim.eventually(async () => (await lookUp(scim, sought))?.[0]);
  return found ?? (await pickFromAll(scim, sought))[0] ?? unseen(what);
}

async function pickFromAll<K extends Kind>(scim: ScimClient, sought: Sought<K>): Promise<Resources[K][]> {
  const { kind, externalId, name, isIt } = sought;
  const all = (await scim.list(kind)).filter(isIt);
  const marked = all.filter((one) => one.externalId === externalId);
  return marked.length > 0 ? marked : all.filter((one) => nameOf(one).toLowerCase() === name.toLowerCase());
}

function nameOf(resource: { userName?: string; displayName?: string }): string {
  return resource.userName ?? resource.displayName ?? '';
}

/**
 * Looks for what was just created in the way in which later steps look for it.
 * @returns the resource as the directory shows it
 */
export async function lookBack<K extends Kind>(
  { scim, lacks: lacking }: Pick<Directory, 'scim' | 'lacks'>,
  sought: Sought<K>,
  id: string,
): Promise<Resources[K]> {
  const lack = sought.kind === 'Users' ? lacks.userSearch : lacks.groupSearch;
  const look = async () => (await lookUp(scim, sought))?.find((one) => one.id === id);
  const found = lacking.has(lack) ? undefined : await scim.eventually(look);
  if (found) return found;
  lacking.add(lack);
  return (await scim.read(sought.kind, id)) ?? unseen(`${id} in ${sought.kind}`);
}

/** @throws a `TemporaryFailure` */
export function unseen(what: string): never {
  throw toFailure({ retry: true }, `The directory says that ${what} exists, but does not return it.`);
}
