// A small SCIM service in memory that can have one or more oddities: what real directories do and the embedded one can't.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export type Oddity =
  /** 400 invalidFilter to every filter on externalId. */
  | 'no filter on externalId'
  /** Takes an externalId and forgets it. */
  | 'no externalId'
  | 'no externalId of groups'
  /** 400 invalidFilter to every operator but eq. */
  | 'eq only'
  /** 200 and nothing to every filter except on userName. */
  | 'unknown filters find nothing'
  /** 200 and everything to every filter. */
  | 'filters find everything'
  /** Searches don't find what is younger than 600 ms. */
  | 'searches lag'
  /** Each page is the first one, of at most two. */
  | 'no startIndex'
  /** `totalResults` is the number on the page, of at most two. */
  | 'counts the page'
  /** 422 to members that have no display. */
  | 'needs display'
  | 'no version fits'
  /** 400 to `remove` with a value. */
  | 'no remove with a value'
  /** 200 to `remove` without a value, and nobody is removed. */
  | 'remove removes nobody'
  /** 200 to every change of `members` except one that adds, and nobody is removed. */
  | 'members stay'
  /** 200 to a change of active, and it stays. */
  | 'active stays'
  /** 400 to a path; active has to be in a value. */
  | 'active without path'
  /** 204 to DELETE, and it stays. */
  | 'deletes nothing'
  | 'group can not be deleted'
  /** What has no value is null (RFC 7643, 2.5). */
  | 'nulls'
  /** Users are shown without their groups. */
  | 'users without groups'
  | 'hides active'
  /** Groups are shown without their members. */
  | 'hides members'
  | 'group post 500';

type Member = { value: string; display?: string };
export type Thing = {
  id: string;
  externalId?: string;
  userName?: string;
  displayName?: string;
  active?: boolean;
  members?: Member[];
};
type Answer = [status: number, body?: object];
type Kind = 'Users' | 'Groups';

/** Starts the service. `users()` and `groups()` show what there is, `seen` each request. */
export async function openOddDirectory(...oddities: Oddity[]) {
  const has = (oddity: Oddity) => oddities.includes(oddity);
  const tenant: Record<Kind, Map<string, Thing & { born: number }>> = { Users: new Map(), Groups: new Map() };
  const seen: string[] = [];
  let serial = 0;

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = '', url = '', headers } = request;
    seen.push(`${method} ${decodeURIComponent(url).replaceAll('+', ' ')}`);
    const body = chunks.length > 0 ? JSON.parse(Buffer.concat(chunks).toString()) : {};
    const [status, answer] = respond(method, new URL(url, 'http://x'), body, headers['if-match']);
    response.writeHead(status, { 'content-type': 'application/scim+json' });
    response.end(answer && JSON.stringify(answer));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });

  // biome-ignore lint/suspicious/noExplicitAny: any JSON
  function respond(method: string, url: URL, body: any, ifMatch: string | undefined): Answer {
    const [, kind, id] = url.pathname.split('/') as [string, Kind, string?];
    const all = tenant[kind];
    if (method === 'POST') return create(kind, body);
    if (!id) return list(kind, url.searchParams);
    const one = all.get(id);
    if (!one) return [404];
    if (method === 'GET') return [200, shown(kind, one)];
    if (method === 'PATCH') return ifMatch && has('no version fits') ? [412] : change(one, body.Operations);
    if (kind === 'Groups' && has('group can not be deleted')) return [405];
    if (!has('deletes nothing')) all.delete(id);
    return [204];
  }

  function list(kind: Kind, query: URLSearchParams): Answer {
    const filter = query.get('filter');
    const [, attribute = '', operator, value = '""'] = /^([\w.]+) (\w+) (".*")$/.exec(filter ?? '') ?? [];
    if (filter && has('eq only') && operator !== 'eq') return [400, { scimType: 'invalidFilter' }];
    if (has('no filter on externalId') && attribute === 'externalId') {
      return [400, { scimType: 'invalidFilter', detail: 'externalId can not be searched' }];
    }
    const wanted = String(JSON.parse(value)).toLowerCase();
    const matches = (one: Thing) => {
      if (!filter || has('filters find everything')) return true;
      if (has('unknown filters find nothing') && attribute !== 'userName') return false;
      const held = String(one[attribute as 'externalId'] ?? '').toLowerCase();
      return operator === 'sw' ? held.startsWith(wanted) : held === wanted;
    };
    const found = [...tenant[kind].values()].filter(
      (one) => matches(one) && !(has('searches lag') && Date.now() - one.born < 600),
    );
    const start = has('no startIndex') ? 0 : Number(query.get('startIndex')) - 1;
    const most = has('no startIndex') || has('counts the page') ? 2 : Number(query.get('count'));
    const page = found.slice(start, start + most).map((one) => shown(kind, one));
    const Resources = has('nulls') && page.length === 0 ? null : page;
    return [200, { totalResults: has('counts the page') ? page.length : found.length, Resources }];
  }

  function create(kind: Kind, body: Omit<Thing, 'id'>): Answer {
    if (kind === 'Groups' && has('group post 500')) return [500];
    const name = kind === 'Users' ? 'userName' : 'displayName';
    const isTaken = [...tenant[kind].values()].some(
      (one) => one[name]?.toLowerCase() === body[name]?.toLowerCase(),
    );
    if (isTaken) return [409, { scimType: 'uniqueness' }];
    const one = { ...body, id: `${kind === 'Users' ? 'u' : 'g'}${++serial}`, born: Date.now() };
    if (has('no externalId') || (kind === 'Groups' && has('no externalId of groups'))) delete one.externalId;
    tenant[kind].set(one.id, kind === 'Groups' ? { ...one, members: [] } : one);
    return [201, shown(kind, one)];
  }

  // biome-ignore lint/suspicious/noExplicitAny: any operation
  function change(one: Thing, operations: any[]): Answer {
    for (const { op, path, value } of operations) {
      if (path === 'members' && op === 'add') {
        if (has('needs display') && value.some(({ display }: Member) => !display)) {
          return [422, { detail: `members need a display, ${one.displayName}` }];
        }
        one.members = [...(one.members ?? []), ...value];
      } else if (path?.startsWith('members')) {
        if (value && op === 'remove' && has('no remove with a value')) return [400];
        const isNamed = op === 'remove' && value;
        if (has('members stay') || (has('remove removes nobody') && !isNamed)) continue;
        const leaving = isNamed && value.map((member: Member) => member.value);
        one.members = (one.members ?? []).filter((member) => leaving && !leaving.includes(member.value));
      } else if (has('active without path') && path) return [400];
      else if (!has('active stays')) one.active = path ? value : value.active;
    }
    return [200];
  }

  function shown(kind: Kind, { born, ...held }: Thing & { born: number }): object {
    const one = { ...held };
    if (has('hides active')) delete one.active;
    if (has('hides members')) delete one.members;
    const meta = { meta: { version: 'W/"1"' } };
    if (has('nulls')) {
      const groups = kind === 'Users' ? { groups: null } : {};
      return {
        externalId: null,
        ...one,
        ...groups,
        members: one.members?.length ? one.members : null,
        meta: null,
      };
    }
    if (kind === 'Groups' || has('users without groups')) return { ...one, ...meta };
    const groups = [...tenant.Groups.values()]
      .filter(({ members }) => members?.some(({ value }) => value === one.id))
      .map(({ id }) => ({ value: id }));
    return { ...one, groups, ...meta };
  }

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    users: (): Thing[] => [...tenant.Users.values()],
    groups: (): Thing[] => [...tenant.Groups.values()],
    add: (kind: Kind, body: Omit<Thing, 'id'>) => create(kind, body),
  };
}
