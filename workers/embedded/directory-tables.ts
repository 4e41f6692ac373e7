// The embedded directory's tables and indexes, and every statement that reads or changes them.

export type Kind = 'Users' | 'Groups';

/** What has an index, by SCIM's names in lower case. */
const columns = { externalid: 'r.external_id', username: 'r.user_name', displayname: 'r.display_name' };
const conditions = {
  id: 'r.id = ?3',
  externalid: `${columns.externalid} = ?3`,
  username: `${columns.username} = ?3`,
  displayname: `${columns.displayname} = ?3`,
  'members.value': `r.place in (
    select m.in_group from resources u join members m on m.user = u.place where u.tenant = ?1 and u.id = ?3)`,
  'groups.value': `r.place in (
    select m.user from resources g join members m on m.in_group = g.place where g.tenant = ?1 and g.id = ?3)`,
};

/** Attributes by which a resource is found without a look at all others. */
export type Indexed = keyof typeof conditions;
/** Those of them that are also found by how they start. */
export type Ordered = keyof typeof columns;

/**
 * `place` is the order in which resources were made, and members joined. `user_name` and `display_name` are in lower
 * case, because they are searched in any case; the body has them as they came.
 */
export const tables = `
  create table if not exists tenants (
    name text primary key,
    next integer not null
  ) strict, without rowid;

  create table if not exists resources (
    place integer primary key,
    tenant text not null,
    kind text not null,
    id text not null,
    external_id text,
    user_name text,
    display_name text,
    active integer not null,
    body text not null,
    unique (tenant, id)
  ) strict;
  create index if not exists in_order on resources (tenant, kind);
  create index if not exists inactive on resources (tenant, kind) where not active;
  create index if not exists by_external_id on resources (tenant, kind, external_id);
  create unique index if not exists by_user_name on resources (tenant, user_name);
  create index if not exists by_display_name on resources (tenant, kind, display_name);

  create table if not exists members (
    place integer primary key,
    in_group integer not null references resources on delete cascade,
    user integer not null references resources on delete cascade,
    unique (in_group, user)
  ) strict;
  create index if not exists by_user on members (user);
`;

/** What a client sees beside the body: a user's groups, a group's members. */
const related = {
  Users: `(
    select json_group_array(
      json_object('value', g.id, 'display', g.body ->> 'displayName', 'type', 'direct') order by g.place)
    from members m join resources g on g.place = m.in_group where m.user = r.place)`,
  Groups: `(
    select json_group_array(
      json_object('value', u.id, 'display', coalesce(u.body ->> 'displayName', u.body ->> 'userName'), 'type', 'User')
      order by m.place)
    from members m join resources u on u.place = m.user where m.in_group = r.place)`,
};

/** Is there an index for an attribute of that name, in lower case? */
export const isIndexed = (name: string): name is Indexed => Object.hasOwn(conditions, name);
export const isOrdered = (name: string): name is Ordered => Object.hasOwn(columns, name);

const selected = (kind: Kind) =>
  `select r.place, r.body, ${related[kind]} from resources r where r.tenant = ?1 and r.kind = ?2`;

/** The questions and changes. Each one's values are a tenant, a kind, and those that are named with it. */
export const sql = {
  /** A text. */
  equalTo: (kind: Kind, by: Indexed) => `${selected(kind)} and ${conditions[by]}`,
  /** A text, and the end of all texts that start with it. */
  startingWith: (kind: Kind, by: Ordered) =>
    `${selected(kind)} and ${columns[by]} >= ?3 and ${columns[by]} < ?4`,
  /** The most resources, and how many to pass over. */
  page: (kind: Kind) => `${selected(kind)} order by r.place limit ?3 offset ?4`,
  /** The place to go on from, and the most resources. */
  after: (kind: Kind) => `${selected(kind)} and r.place > ?3 order by r.place limit ?4`,
  count: 'select count(*) from resources where tenant = ?1 and kind = ?2',
  countInactive: 'select count(*) from resources where tenant = ?1 and kind = ?2 and not active',
  /** An id. */
  placeOf: 'select place from resources where tenant = ?1 and kind = ?2 and id = ?3',
  /** An id; what is searched; the body. Gives the place. */
  put: `
    insert into resources (tenant, kind, id, external_id, user_name, display_name, active, body)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
    on conflict (tenant, id) do update set
      external_id = ?4, user_name = ?5, display_name = ?6, active = ?7, body = ?8
    returning place`,
  /** An id. */
  remove: 'delete from resources where tenant = ?1 and kind = ?2 and id = ?3',

  // These have values of their own.
  tenantNames: 'select name from tenants order by name',
  newTenant: 'insert into tenants (name, next) values (?1, ?2)',
  nextNumber: `
    insert into tenants (name, next) values (?1, 2) on conflict do update set next = next + 1 returning next - 1`,
  memberPlaces: 'select user from members where in_group = ?1',
  addMember: 'insert into members (in_group, user) values (?1, ?2)',
  removeMember: 'delete from members where in_group = ?1 and user = ?2',
};
