// A SCIM 2.0 client (RFC 7644). Its failures say whether another try can help.
import { setTimeout as sleep } from 'node:timers/promises';
import { sortFetchFailure, sortHttpFailure, toFailure } from '../failures.ts';
import { collectPages, type Page, walkPages } from './scim-pages.ts';
import { type Kind, type Resources, resourceIn } from './scim-resources.ts';
import { adviceOn, checkAddress, wordsOf } from './scim-words.ts';

export type Operation = { op: 'add' | 'remove' | 'replace'; path?: string; value?: unknown };

/** What a search compares with a text: the whole value, or its start. */
export type Filter = {
  by: 'externalId' | 'userName' | 'displayName';
  is: 'eq' | 'sw';
  text: string;
};

type Changed = 'changed' | 'unchanged' | 'gone';

/** Every method can throw a `TemporaryFailure` or a `PermanentFailure` (failures.ts). */
export type ScimClient = {
  /** All resources that match the filter. Undefined if the directory refuses the filter or can't answer it in full. */
  search<K extends Kind>(kind: K, filter: Filter): Promise<Resources[K][] | undefined>;
  /** All resources that there are. */
  list<K extends Kind>(kind: K): Promise<Resources[K][]>;
  /**
   * Hands over page by page what matches the filter, each resource once. A directory that refuses the filter, or
   * answers it in part, is read in full.
   * @param insist asks for one page, again if need be
   */
  walk<K extends Kind>(
    kind: K,
    filter: Filter,
    take: (some: Resources[K][]) => void,
    insist: <T>(ask: () => Promise<T>) => Promise<T>,
  ): Promise<void>;
  /** Does a page begin where it is asked to? There must be two resources at least. */
  pages(kind: Kind): Promise<boolean>;
  /** Undefined if it does not exist. */
  read<K extends Kind>(kind: K, id: string): Promise<Resources[K] | undefined>;
  /** Returns the new resource, or undefined if it has to be looked up: it exists already, or the answer lacks its id. */
  create<K extends Kind>(
    kind: K,
    attributes: Omit<Resources[K], 'id'> & Record<string, unknown>,
  ): Promise<Resources[K] | undefined>;
  /**
   * Reads a resource and carries out the operations that `plan` returns, if any. If someone else changes the resource at
   * the same time and the server has ETags, this starts over. A server that takes no ETag gets the change without one.
   */
  change<K extends Kind>(kind: K, id: string, plan: Plan<K>): Promise<Changed>;
  /** The same; but if the directory refuses the operations as such, there is another way, so this is no failure. */
  tryToChange<K extends Kind>(kind: K, id: string, plan: Plan<K>): Promise<Changed | 'refused'>;
  /** Returns false if the resource was gone already. */
  remove(kind: Kind, id: string): Promise<boolean>;
  /** Looks again for some seconds until there is an answer: a directory may show a change late. */
  eventually<T>(look: () => Promise<T | undefined>): Promise<T | undefined>;
};

type Plan<K extends Kind> = (current: Resources[K]) => Operation[] | Promise<Operation[]>;

export type ScimSettings = {
  baseUrl: string;
  token?: string | undefined;
  fetch?: typeof fetch;
  /** How long a request may take. Left out: 30 seconds. */
  timeoutMs?: number;
  /** The pauses between looks at what the directory shows late, in milliseconds. Left out: 8 seconds in all. */
  pauses?: number[];
};

type Answer = { status: number; etag: string | null; body: object | undefined };

const media = 'application/scim+json';
const pageSize = 100;
const rereads = 3;
const usualPauses = [250, 500, 1000, 2000, 4000];
/** How a server refuses a filter or an operation that it doesn't know. */
const unknownToServer = [400, 422, 501];

export function createScimClient(settings: ScimSettings): ScimClient {
  const baseUrl = settings.baseUrl.replace(/\/+$/, '');
  const { host } = new URL(baseUrl);
  const request = settings.fetch ?? fetch;

  /** Sends one request. Throws if the status is neither a success nor expected. */
  async function send(
    method: string,
    path: string,
    options: { query?: string; body?: object; ifMatch?: string; expected?: number[] } = {},
  ): Promise<Answer> {
    const what = `${method} ${path}`;
    const { response, text } = await exchange(what, `${baseUrl}${path}${options.query ?? ''}`, {
      method,
      headers: {
        accept: `${media}, application/json`,
        ...(settings.token !== undefined && { authorization: `Bearer ${settings.token}` }),
        ...(options.body && { 'content-type': media }),
        ...(options.ifMatch && { 'if-match': options.ifMatch }),
      },
      ...(options.body && { body: JSON.stringify(options.body) }),
    });
    const { status, headers } = response;
    if (!response.ok && !options.expected?.includes(status)) {
      const scimType = /"scimType"\s*:\s*"(\w+)"/.exec(text)?.[1];
      const answer = scimType === undefined ? status : `${status} (${scimType})`;
      const words = wordsOf(status, text, options.body, settings.token);
      const message = `The directory at ${host} answered ${answer} to ${what}${adviceOn(status)}.${words}`;
      throw toFailure(sortHttpFailure(status, headers.get('retry-after')), message);
    }
    const readable = response.ok && (text !== '' || method === 'GET');
    return { status, etag: headers.get('etag'), body: readable ? parse(what, text) : undefined };
  }

  async function exchange(what: string, url: string, init: RequestInit) {
    try {
      const signal = AbortSignal.timeout(settings.timeoutMs ?? 30_000);
      const response = await request(url, { ...init, signal, redirect: 'manual' });
      return { response, text: await response.text() };
    } catch (error) {
      const { name, cause } = error as { name: string; cause?: { code?: string } };
      const message = `The directory at ${host} gave no answer to ${what} (${cause?.code ?? name}).`;
      throw toFailure(sortFetchFailure(error), message);
    }
  }

  function parse(what: string, text: string): object {
    try {
      const value: unknown = JSON.parse(text);
      if (typeof value === 'object' && value !== null) return value;
    } catch {
      // The error below is the same as for JSON that is not an object.
    }
    return notScim(what);
  }

  function notScim(what: string): never {
    const message = `The directory at ${host} answered ${what} with something that is not SCIM; ${checkAddress}.`;
    throw toFailure({ retry: false }, message);
  }

  function listsOnlySome(kind: Kind): never {
    const message = `The directory at ${host} lists only some of its ${kind}: it gives the same page again instead of the next one.`;
    throw toFailure({ retry: false }, message);
  }

  /** One page; undefined if the directory refuses the filter. */
  async function page<K extends Kind>(
    kind: K,
    start: number,
    filter?: string,
    count = pageSize,
  ): Promise<Page<Resources[K]> | undefined> {
    const query = new URLSearchParams({
      ...(filter !== undefined && { filter }),
      startIndex: String(start),
      count: String(count),
    });
    const expected = filter === undefined ? [] : unknownToServer;
    const { status, body } = await send('GET', `/${kind}`, { query: `?${query}`, expected });
    if (expected.includes(status)) return undefined;
    const { Resources, totalResults } = body as { [Key in keyof Page<never>]?: unknown };
    const listed = Resources ?? [];
    if (typeof totalResults !== 'number' || !Array.isArray(listed)) return notScim(`GET /${kind}`);
    return { Resources: listed.map((one) => sound(kind, one, `GET /${kind}`)), totalResults };
  }

  /** A user or a group as far as it can be used. */
  function sound<K extends Kind>(kind: K, value: unknown, what: string): Resources[K] {
    return resourceIn(kind, value) ?? notScim(what);
  }

  async function attemptChange<K extends Kind>(
    kind: K,
    id: string,
    plan: Plan<K>,
    refusals: number[],
  ): Promise<Changed | 'refused'> {
    const path = pathOf(kind, id);
    for (let attempt = 1; ; attempt++) {
      const isLast = attempt > rereads + 1;
      const current = await send('GET', path, { expected: [404] });
      if (current.status === 404) return 'gone';
      const resource = sound(kind, current.body, `GET ${path}`);
      const operations = await plan(resource);
      if (operations.length === 0) return 'unchanged';
      const ifMatch = isLast ? undefined : (resource.meta?.version ?? current.etag);
      const { status } = await send('PATCH', path, {
        body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: operations },
        ...(ifMatch && { ifMatch }),
        expected: [404, ...(isLast ? [] : [412]), ...refusals],
      });
      if (status === 404) return 'gone';
      if (refusals.includes(status)) return 'refused';
      if (status !== 412) return 'changed';
    }
  }

  return {
    async search<K extends Kind>(kind: K, filter: Filter) {
      const { by, is, text } = filter;
      const expression = `${by} ${is} ${quoted(text)}`;
      const pages = await collectPages((start) => page(kind, start, expression), { trustTotal: is === 'eq' });
      const found = pages?.resources.filter((one) => matches(one, filter)) ?? [];
      return pages?.isWhole || found.length > 0 ? found : undefined;
    },

    async list<K extends Kind>(kind: K) {
      const pages = await collectPages((start) => page(kind, start), { trustTotal: false });
      return pages?.isWhole ? pages.resources : listsOnlySome(kind);
    },

    async walk<K extends Kind>(
      kind: K,
      filter: Filter,
      take: (some: Resources[K][]) => void,
      insist: <T>(ask: () => Promise<T>) => Promise<T>,
    ) {
      // A search that ends part-way is followed by all that there is, which has the first of them again.
      const told = new Set<string>();
      const fits = (some: Resources[K][]) => {
        const fresh = some.filter((one) => matches(one, filter) && !told.has(one.id));
        for (const { id } of fresh) told.add(id);
        take(fresh);
      };
      const read = (expression?: string) => (start: number) => insist(() => page(kind, start, expression));
      const { by, is, text } = filter;
      const filtered = read(`${by} ${is} ${quoted(text)}`);
      const searched = await walkPages(filtered, { trustTotal: false }, fits);
      if (searched === 'whole') return;
      if ((await walkPages(read(), { trustTotal: false }, fits)) !== 'whole') listsOnlySome(kind);
    },

    async pages(kind) {
      const first = await page(kind, 1, undefined, 1);
      const second = await page(kind, 2, undefined, 1);
      const ids = [first, second].flatMap((one) => one?.Resources.map(({ id }) => id) ?? []);
      return ids.length === 2 && ids[0] !== ids[1];
    },

    async read<K extends Kind>(kind: K, id: string) {
      const path = pathOf(kind, id);
      const { status, body } = await send('GET', path, { expected: [404] });
      return status === 404 ? undefined : sound(kind, body, `GET ${path}`);
    },

    async create<K extends Kind>(kind: K, attributes: object) {
      const schema = `urn:ietf:params:scim:schemas:core:2.0:${kind === 'Users' ? 'User' : 'Group'}`;
      const body = { schemas: [schema], ...attributes };
      const answer = await send('POST', `/${kind}`, { body, expected: [409] });
      return resourceIn(kind, answer.body);
    },

    change: (kind, id, plan) => attemptChange(kind, id, plan, []) as Promise<Changed>,

    tryToChange: (kind, id, plan) => attemptChange(kind, id, plan, unknownToServer),

    async remove(kind, id) {
      const answer = await send('DELETE', pathOf(kind, id), { expected: [404] });
      return answer.status !== 404;
    },

    async eventually(look) {
      for (const pause of settings.pauses ?? usualPauses) {
        const found = await look();
        if (found !== undefined) return found;
        await sleep(pause);
      }
      return look();
    },
  };
}

function pathOf(kind: Kind, id: string): string {
  return `/${kind}/${encodeURIComponent(id)}`;
}

/** A filter's string is a JSON string (RFC 7644, 3.4.2.2). */
function quoted(value: string): string {
  return JSON.stringify(value);
}

/** Some directories ignore a filter and return everything. Only the case of an external id matters (RFC 7643, 3.1). */
function matches(resource: object, { by, is, text }: Filter): boolean {
  const value: unknown = (resource as Record<string, unknown>)[by];
  if (typeof value !== 'string') return false;
  const [held, wanted] = by === 'externalId' ? [value, text] : [value.toLowerCase(), text.toLowerCase()];
  return is === 'eq' ? held === wanted : held.startsWith(wanted);
}
