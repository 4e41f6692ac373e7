// What a directory's JSON says of users and groups, as far as it can be used. Directories write all kinds of things.
type Reference = { value: string };
type Common = { id: string; externalId?: string; meta?: { version?: string } };
export type ScimUser = Common & { userName: string; active?: boolean; groups?: Reference[] };
export type ScimGroup = Common & { displayName: string; members?: Reference[] };
export type Resources = { Users: ScimUser; Groups: ScimGroup };
export type Kind = keyof Resources;

/**
 * A user or a group in JSON. What is null, empty or of another type is left out, as if the directory had not said it
 * (RFC 7643, 2.5). Undefined if it has no id, so it is no resource.
 */
export function resourceIn<K extends Kind>(kind: K, value: unknown): Resources[K] | undefined {
  const { id, externalId, meta, ...rest } = fieldsOf(value);
  const own = textOf(id);
  if (own === undefined) return undefined;
  const common = { id: own, ...given({ externalId: textOf(externalId), meta: metaOf(meta) }) };
  return (kind === 'Users' ? userOf(common, rest) : groupOf(common, rest)) as Resources[K];
}

type Fields = Record<string, unknown>;

function userOf(common: Common, { userName, active, groups }: Fields): ScimUser {
  return {
    ...common,
    userName: textOf(userName) ?? '',
    ...given({ active: typeof active === 'boolean' ? active : undefined, groups: referencesIn(groups) }),
  };
}

function groupOf(common: Common, { displayName, members }: Fields): ScimGroup {
  return { ...common, displayName: textOf(displayName) ?? '', ...given({ members: referencesIn(members) }) };
}

function referencesIn(list: unknown): Reference[] | undefined {
  if (!Array.isArray(list)) return undefined;
  return list.flatMap((one) => {
    const value = textOf(fieldsOf(one).value);
    return value === undefined ? [] : [{ value }];
  });
}

/** A version goes into a header, which takes visible ASCII only. */
function metaOf(meta: unknown): { version: string } | undefined {
  const version = textOf(fieldsOf(meta).version);
  return version !== undefined && /^[\x20-\x7e]+$/.test(version) ? { version } : undefined;
}

/** Some directories have numbers as ids. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

/** The fields that have a value. */
function given<T extends object>(fields: T): { [Key in keyof T]?: NonNullable<T[Key]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as never;
}
