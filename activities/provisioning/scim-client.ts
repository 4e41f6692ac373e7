// A SCIM 2.0 client (RFC 7644). Its failures say whether another try can help.
import { sortFetchFailure, sortHttpFailure, toFailure } from '../failures.ts';

type Reference = { value: string };
type Common = { id: string; externalId?: string; meta?: { version?: string } };
export type ScimUser = Common & { userName: string; active?: boolean; groups?: Reference[] };
type ScimGroup = Common & { displayName: string; members?: Reference[] };
type Resources = { Users: ScimUser; Groups: ScimGroup };
type Kind = keyof Resources;

type Operation = { op: 'add' | 'remove' | 'replace'; path: string; value?: unknown };

/** Every method can throw a `TemporaryFailure` or a `PermanentFailure` (failures.ts). */
export type ScimClient = {
  /** All resources that match the filter, from all pages. */
  search<K extends Kind>(kind: K, filter: string): Promise<Resources[K][]>;
  /** Returns the new resource, or undefined if it exists already. */
  create<K extends Kind>(
    kind: K,
    attributes: Omit<Resources[K], 'id'> & Record<string, unknown>,
  ): Promise<Resources[K] | undefined>;
  /**
   * Reads a resource and carries out the operations that `plan` returns, if any. If someone else changes the resource at
   * the same time and the server has ETags, this starts over.
   */
  change<K extends Kind>(
    kind: K,
    id: string,
    plan: (current: Resources[K]) => Operation[] | Promise<Operation[]>,
  ): Promise<'changed' | 'unchanged' | 'gone'>;
  /** Returns false if the resource was gone already. */
  remove(kind: Kind, id: string): Promise<boolean>;
};

export type ScimSettings = {
  baseUrl: string;
  token?: string | undefined;
  fetch?: typeof fetch;
  /** How long a request may take. Left out: 30 seconds. */
  timeoutMs?: number;
};

type Page<T> = { Resources: T[]; totalResults: number };
type Answer = { status: number; etag: string | null; body: object | undefined };

const media = 'application/scim+json';
const pageSize = 100;
const rereads = 3;

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
      const message = `The directory at ${host} answered ${answer} to ${what}${adviceOn(status)}.`;
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

  return {
    async search<K extends Kind>(kind: K, filter: string) {
      const found: Resources[K][] = [];
      while (true) {
        const query = new URLSearchParams({
          filter,
          startIndex: String(found.length + 1),
          count: String(pageSize),
        });
        const { body } = await send('GET', `/${kind}`, { query: `?${query}` });
        const { Resources = [], totalResults } = body as Partial<Page<Resources[K]>>;
        if (typeof totalResults !== 'number') return notScim(`GET /${kind}`);
        found.push(...Resources);
        if (Resources.length === 0 || found.length >= totalResults) return found;
      }
    },

    async create<K extends Kind>(kind: K, attributes: object) {
      const schema = `urn:ietf:params:scim:schemas:core:2.0:${kind === 'Users' ? 'User' : 'Group'}`;
      const body = { schemas: [schema], ...attributes };
      const answer = await send('POST', `/${kind}`, { body, expected: [409] });
      return answer.body as Resources[K] | undefined;
    },

    async change(kind, id, plan) {
      const path = `/${kind}/${encodeURIComponent(id)}`;
      for (let attempt = 1; ; attempt++) {
        const current = await send('GET', path, { expected: [404] });
        if (current.status === 404) return 'gone';
        const resource = current.body as Resources[typeof kind];
        const operations = await plan(resource);
        if (operations.length === 0) return 'unchanged';
        const ifMatch = resource.meta?.version ?? current.etag;
        const answer = await send('PATCH', path, {
          body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: operations },
          ...(ifMatch && { ifMatch }),
          expected: attempt <= rereads ? [404, 412] : [404],
        });
        if (answer.status === 404) return 'gone';
        if (answer.status !== 412) return 'changed';
      }
    },

    async remove(kind, id) {
      const answer = await send('DELETE', `/${kind}/${encodeURIComponent(id)}`, { expected: [404] });
      return answer.status !== 404;
    },
  };
}

const checkAddress = 'check its address (SCIM_BASE_URL; for rehearsals, REHEARSAL_SCIM_BASE_URL)';
const checkToken = 'check its token (SCIM_TOKEN; for rehearsals, REHEARSAL_SCIM_TOKEN)';

function adviceOn(status: number): string {
  if (status === 401 || status === 403) return `; ${checkToken}`;
  return status === 404 || (status >= 300 && status < 400) ? `; ${checkAddress}` : '';
}
