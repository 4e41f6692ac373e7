// The embedded directory in a process of its own, behind a proxy that causes faults on demand:
// tsx chaos/outside/directory.ts FOLDER. It logs each request.
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { startDirectory } from '../../workers/embedded/directory.ts';
import type { DirectoryFault, Fault } from '../faults.ts';
import type { Directory } from '../judge/evidence.ts';
import { type Helper, serveOrders, startHelper } from './helper.ts';

type Drift = Extract<Fault, { kind: 'drift' }>;

export type DirectoryOrder =
  | { do: 'fault'; fault: DirectoryFault }
  | { do: 'drift'; drift: Pick<Drift, 'does' | 'at'> }
  | { do: 'calm' | 'content' };

/** @param folder gets its data, and the log, `directory.jsonl` */
export function startFaultyDirectory(folder: string): Promise<Helper<DirectoryOrder, Directory>> {
  return startHelper(import.meta.filename, folder);
}

async function serve(folder: string): Promise<void> {
  const directory = await startDirectory({ port: 0, folder: join(folder, 'directory') });
  const real = directory.url('agencies');
  let faults: DirectoryFault[] = [];

  const proxy = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = '', url = '', headers } = request;
    const fault = faults.find((one) => one.method === undefined || one.method === method);
    if (fault) fault.times -= 1;
    faults = faults.filter(({ times }) => times > 0);
    const log = (status: number | string) =>
      appendFileSync(
        join(folder, 'directory.jsonl'),
        `${JSON.stringify({ at: new Date().toISOString(), method, url, status, fault: fault?.does })}\n`,
      );
    if (fault?.does === 'dropped') {
      log('not asked');
      return void request.socket.destroy();
    }
    if (fault && fault.does !== 'lost') {
      const { status, retryAfter } = fault.does;
      log(status);
      return void response.writeHead(status, retryAfter ? { 'retry-after': `${retryAfter}` } : {}).end('{}');
    }
    const { host, connection, 'content-length': _, 'transfer-encoding': __, ...rest } = headers;
    const answer = await fetch(real + url, {
      ...{ method, headers: rest as Record<string, string> },
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
    });
    const text = await answer.text();
    log(answer.status);
    if (fault) return void request.socket.destroy();
    const etag = answer.headers.get('etag');
    response.writeHead(answer.status, { 'content-type': 'application/scim+json', ...(etag && { etag }) });
    response.end(text);
  }).listen(0, '127.0.0.1', () => {
    const { port } = proxy.address() as AddressInfo;
    serveOrders<DirectoryOrder, Directory>(`http://127.0.0.1:${port}`, async (order) => {
      if (order.do === 'fault') faults.push(order.fault);
      if (order.do === 'calm') faults = [];
      if (order.do === 'drift') await drift(real, order.drift);
      return order.do === 'content' ? contentOf(real) : undefined;
    });
  });
}

async function contentOf(real: string): Promise<Directory> {
  return {
    users: await allOf<Directory['users'][number]>(real, 'Users'),
    groups: await allOf<Directory['groups'][number]>(real, 'Groups'),
  };
}

/** All resources of a kind, page by page. */
async function allOf<Resource>(real: string, kind: 'Users' | 'Groups'): Promise<Resource[]> {
  const all: Resource[] = [];
  for (;;) {
    const answer = await fetch(`${real}/${kind}?startIndex=${all.length + 1}&count=200`);
    const { Resources = [] } = (await answer.json()) as { Resources?: Resource[] };
    if (Resources.length === 0) return all;
    all.push(...Resources);
  }
}

/** Changes one user or group, as somebody might by hand. */
async function drift(real: string, { does, at }: Pick<Drift, 'does' | 'at'>): Promise<void> {
  const { users, groups } = await contentOf(real);
  const oneOf = <Value>(values: Value[]) => values[Math.floor(at * values.length)];
  const user = oneOf(users.filter(({ active }) => active !== false));
  const group = oneOf(groups.filter(({ members = [] }) => members.length > 0));
  if (does === 'deactivates a user' && user)
    await change(real, `Users/${user.id}`, [{ op: 'replace', path: 'active', value: false }]);
  if (does === 'removes a group' && group) await fetch(`${real}/Groups/${group.id}`, { method: 'DELETE' });
  if (does === 'removes a member' && group)
    await change(real, `Groups/${group.id}`, [
      { op: 'remove', path: `members[value eq "${group.members?.[0]?.value}"]` },
    ]);
}

async function change(real: string, path: string, Operations: object[]): Promise<void> {
  await fetch(`${real}/${path}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/scim+json' },
    body: JSON.stringify({ schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations }),
  });
}

if (process.argv[1] === import.meta.filename) await serve(process.argv[2] ?? '.');
