// Shared by the provisioning tests: a directory, and a proxy in front of it that causes failures.
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { onTestFinished } from 'vitest';
import { startDirectory } from '../../../workers/embedded/directory.ts';

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'onegov-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export async function openDirectory(order: { folder?: string; token?: string } = {}) {
  const folder = order.folder ?? temporaryFolder();
  const directory = await startDirectory({ port: 0, ...order, folder });
  onTestFinished(directory.stop);
  return {
    ...directory,
    page: (path: string) => fetch(`http://127.0.0.1:${directory.port}${path}`),
    /** The contents on disk. */
    kept: (tenant: string) => readKept(folder, tenant),
  };
}

export type Contents = {
  users: { id: string; userName: string; active: boolean; externalId?: string }[];
  groups: { id: string; displayName: string; externalId?: string; members: string[] }[];
};

/** What a tenant's part of the database holds. Reads a copy, because the directory keeps others out of its own. */
function readKept(folder: string, tenant: string): Contents {
  const copy = mkdtempSync(join(tmpdir(), 'onegov-copy-'));
  cpSync(folder, copy, { recursive: true });
  const database = new Database(join(copy, 'directory.db'));
  const bodies = (kind: string) =>
    (database.prepare(kept).all(tenant, kind) as { body: string; members: string }[]).map(
      ({ body, members }) => ({
        ...JSON.parse(body),
        ...(kind === 'Groups' && { members: JSON.parse(members) }),
      }),
    );
  const contents = { users: bodies('Users'), groups: bodies('Groups') };
  database.close();
  rmSync(copy, { recursive: true });
  return contents;
}

const kept = `
  select r.body, (
    select json_group_array(u.id order by m.place)
    from members m join resources u on u.place = m.user where m.in_group = r.place) members
  from resources r where r.tenant = ? and r.kind = ? order by r.place`;

/** A tenant's users and groups, without the values that differ from run to run. */
export function gist({ users, groups }: Contents) {
  const names = new Map(users.map((user) => [user.id, user.userName]));
  return {
    users: users.map(({ userName, active, externalId }) => ({ userName, active, externalId })).sort(byText),
    groups: groups
      .map(({ displayName, externalId, members }) => ({
        displayName,
        externalId,
        members: members.map((member) => names.get(member)).sort(),
      }))
      .sort(byText),
  };
}

const byText = (one: object, other: object) => JSON.stringify(one).localeCompare(JSON.stringify(other));

/** Sends one SCIM request; `body` is a resource, or for PATCH the operations. */
export async function call(
  base: string,
  method: string,
  path: string,
  body?: object,
  headers: Record<string, string> = {},
) {
  const message = Array.isArray(body)
    ? { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: body }
    : body;
  const response = await fetch(base + path, {
    method,
    headers: { 'content-type': 'application/scim+json', ...headers },
    ...(message && { body: JSON.stringify(message) }),
  });
  const text = await response.text();
  // biome-ignore lint/suspicious/noExplicitAny: each test expects other fields
  return { status: response.status, headers: response.headers, body: (text ? JSON.parse(text) : {}) as any };
}

export const filter = (expression: string) => `?${new URLSearchParams({ filter: expression })}`;

export type Trouble =
  | 'none'
  /** The request never reaches the directory. */
  | 'drop-before'
  /** The directory carries out the request, and its answer is lost. */
  | 'drop-after'
  | { status: number; headers?: Record<string, string>; body?: string };

type Seen = { number: number; method: string; path: string; ifMatch: string | undefined };

/** A proxy in front of a SCIM service. It can cause trouble, change the JSON of answers, and leave out headers. */
export async function openProxy(
  target: string,
  order: {
    trouble?: (request: Seen) => Trouble | Promise<Trouble>;
    // biome-ignore lint/suspicious/noExplicitAny: any JSON
    reviver?: (key: string, value: any) => unknown;
  } = {},
) {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { method = '', url = '', headers } = request;
    const entry = { number: seen.length + 1, method, path: url, ifMatch: headers['if-match'] };
    seen.push(entry);
    const trouble = (await order.trouble?.(entry)) ?? 'none';
    if (trouble === 'drop-before') return request.socket.destroy();
    if (typeof trouble === 'object')
      return response.writeHead(trouble.status, trouble.headers).end(trouble.body);
    const { host, connection, 'content-length': length, 'transfer-encoding': coding, ...rest } = headers;
    const answer = await fetch(target + url, {
      method,
      headers: rest as Record<string, string>,
      ...(chunks.length > 0 && { body: Buffer.concat(chunks) }),
    });
    const text = await answer.text();
    if (trouble === 'drop-after') return request.socket.destroy();
    const etag = answer.headers.get('etag');
    response.writeHead(answer.status, etag && !order.reviver ? { etag } : {});
    response.end(order.reviver && text ? JSON.stringify(JSON.parse(text, order.reviver)) : text);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}
