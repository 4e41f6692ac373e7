// What the embedded directory keeps: across crashes, full disks and versions; and that size costs a request nothing.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { startDirectory } from '../../../workers/embedded/directory.ts';
import { openTenants } from '../../../workers/embedded/directory-store.ts';
import { sql } from '../../../workers/embedded/directory-tables.ts';
import { call, filter, openDirectory, temporaryFolder } from '../../activities/provisioning/support.ts';

const deactivate = [{ op: 'replace', path: 'active', value: false }];
const addMember = (value: string) => [{ op: 'add', path: 'members', value: [{ value }] }];

/** Starts a directory in a process of its own. @param limit the most kilobytes of a file there; left out: none */
async function startProcess(folder: string, limit = 'unlimited') {
  const program = join(import.meta.dirname, 'directory-program.ts');
  const command = `ulimit -f ${limit} && exec "$0" --import tsx "${program}" "${folder}"`;
  const child = spawn('bash', ['-c', command, process.execPath], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [line] = await once(child.stdout, 'data');
  return { child, base: String(line).trim() };
}

describe('what was answered', () => {
  it('is kept when the process is killed in the middle of many requests', async () => {
    const folder = temporaryFolder();
    const { child, base } = await startProcess(folder);
    const everybody = await call(base, 'POST', '/Groups', { displayName: 'everybody' });
    const members: string[] = [];
    const work = async (name: string) => {
      for (let index = 0; ; index++) {
        const { body } = await call(base, 'POST', '/Users', { userName: `${name}-${index}@gsa.gov` });
        const { status } = await call(base, 'PATCH', `/Groups/${everybody.body.id}`, addMember(body.id));
        expect(status).toBe(200);
        members.push(body.id);
      }
    };
    const workers = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => work(name));
    const cut = Promise.allSettled(workers);
    await vi.waitUntil(() => members.length > 40, { timeout: 150_000 });
    child.kill('SIGKILL');
    await cut;

    const directory = await openDirectory({ folder });
    const { body } = await call(directory.url('agencies'), 'GET', `/Groups/${everybody.body.id}`);
    const kept = new Set(body.members.map(({ value }: { value: string }) => value));
    expect(members.filter((member) => !kept.has(member))).toEqual([]);
  });

  it('is no change if the disk is full: nothing of it is made, and the next one is tried again', async () => {
    const folder = temporaryFolder();
    const { base } = await startProcess(folder, '300');
    await call(base, 'POST', '/Users', { userName: 'ann@gsa.gov' });
    const big = { userName: 'big@gsa.gov', title: 'x'.repeat(400_000) };
    const refused = await call(base, 'POST', '/Users', big);
    expect([refused.status, refused.body.detail]).toEqual([500, expect.stringContaining('to disk')]);
    expect((await call(base, 'GET', '/Users')).body.totalResults).toBe(1);
    expect((await call(base, 'PATCH', '/Users/u-1', deactivate)).status).toBe(200);
    expect((await call(base, 'POST', '/Users', { userName: 'eve@gsa.gov' })).body.id).toBe('u-2');
  });
});

it('one process at a time has the folder, and the next one may have it after', async () => {
  const folder = temporaryFolder();
  const first = await openDirectory({ folder });
  const message = `Another process uses ${join(folder, 'directory.db')}; stop it first.`;
  await expect(startDirectory({ port: 0, folder })).rejects.toThrow(message);
  await first.stop();
  await openDirectory({ folder });
});

it('a file that is not a database is refused by name', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'directory.db'), 'users and groups, '.repeat(1000));
  await expect(startDirectory({ port: 0, folder })).rejects.toThrow(
    /directory\.db can't be opened \(.+\); restore it, or move it away to start without it\.$/,
  );
});

describe('the files of earlier versions', () => {
  it('are taken over once, with the same ETags', async () => {
    const folder = temporaryFolder();
    cpSync(join(import.meta.dirname, 'directory-of-before.json'), join(folder, 'agencies.json'));
    const first = await openDirectory({ folder });
    const read = async (base: string, path: string) => (await call(base, 'GET', path)).headers.get('etag');
    const base = first.url('agencies');
    expect(await read(base, '/Users/u-1')).toBe('W/"26fdd7d9dadca998"');
    expect(await read(base, '/Users/u-2')).toBe('W/"4f48a3abc419f8f1"');
    expect(await read(base, '/Groups/g-3')).toBe('W/"9e724d6d317dd8a0"');
    expect((await call(base, 'POST', '/Users', { userName: 'eve@gsa.gov' })).body.id).toBe('u-5');
    expect(readdirSync(folder)).toContain('agencies.json.taken-over');
    await call(base, 'DELETE', '/Users/u-1');
    await first.stop();

    const second = await openDirectory({ folder });
    expect((await call(second.url('agencies'), 'GET', '/Users/u-1')).status).toBe(404);
    expect((await call(second.url('agencies'), 'GET', '/Users')).body.totalResults).toBe(2);
  });

  it('are not taken over again if the process ended before it could put them aside', async () => {
    const folder = temporaryFolder();
    const old = join(import.meta.dirname, 'directory-of-before.json');
    cpSync(old, join(folder, 'agencies.json'));
    const first = await openDirectory({ folder });
    await call(first.url('agencies'), 'PATCH', '/Users/u-1', deactivate);
    await first.stop();
    cpSync(old, join(folder, 'agencies.json'));
    const second = await openDirectory({ folder });
    expect((await call(second.url('agencies'), 'GET', '/Users/u-1')).body.active).toBe(false);
  });

  it.each([
    ['is cut off', '{"users": ['],
    ['has other contents', '{"next": 1, "users": 2}'],
    [
      'has a member that is nobody',
      '{"next":2,"users":[],"groups":[{"id":"g-1","members":["u-9"],"meta":{}}]}',
    ],
  ])('are left as they are if one %s', async (_how, content) => {
    const folder = temporaryFolder();
    cpSync(join(import.meta.dirname, 'directory-of-before.json'), join(folder, 'agencies.json'));
    writeFileSync(join(folder, 'sandbox.json'), content);
    await expect(startDirectory({ port: 0, folder })).rejects.toThrow(
      /sandbox\.json does not hold a tenant of the directory \(.+\); restore it, or move it away to start without it\.$/,
    );
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(['agencies.json', 'sandbox.json']));
    writeFileSync(join(folder, 'sandbox.json'), '{"next": 1, "users": [], "groups": []}');
    const { url } = await openDirectory({ folder });
    expect((await call(url('agencies'), 'GET', '/Users')).body.totalResults).toBe(2);
  });
});

describe('a request costs the same, whatever the size of the directory:', () => {
  /** A directory of agencies with ten users and one group each. */
  async function openFilled(agencies: number) {
    const folder = temporaryFolder();
    const tenants = openTenants(folder);
    const tenant = tenants.open('agencies');
    const meta = { created: '2026-01-01T00:00:00.000Z', lastModified: '2026-01-01T00:00:00.000Z' };
    for (let agency = 1; agency <= agencies; agency++) {
      tenant?.change(() => {
        const users = Array.from({ length: 10 }, (_, index) => `u-${agency}-${index}`);
        for (const id of users) {
          tenant.put('Users', { id, userName: `${id}@gsa.gov`, externalId: `ext:${id}`, active: true, meta });
        }
        tenant.put('Groups', { id: `g-${agency}`, displayName: `group ${agency}`, meta }, users.slice(0, 5));
      });
    }
    tenant?.change(() => tenant.beginAt(1_000_000));
    await tenants.written();
    await tenants.close();
    return (await openDirectory({ folder })).url('agencies');
  }

  /** How many records a request reads; that many texts are parsed. Both sides of a request parse a few as well. */
  async function readBy(request: () => Promise<unknown>): Promise<number> {
    const parse = vi.spyOn(JSON, 'parse');
    await request();
    const read = parse.mock.calls.length;
    parse.mockRestore();
    return read;
  }

  it.each<[string, (base: string) => Promise<{ status: number }>]>([
    ['create', (base) => call(base, 'POST', '/Users', { userName: 'new@gsa.gov', externalId: 'new' })],
    ['read', (base) => call(base, 'GET', '/Users/u-1-1')],
    ['deactivate', (base) => call(base, 'PATCH', '/Users/u-1-1', deactivate)],
    ['add a member', (base) => call(base, 'PATCH', '/Groups/g-1', addMember('u-1-9'))],
    ['remove a user from groups', (base) => call(base, 'DELETE', '/Users/u-1-1')],
    ['read a page', (base) => call(base, 'GET', '/Users?startIndex=3&count=5')],
    ...[
      'externalId eq "ext:u-1-1"',
      'externalId sw "ext:u-1-1"',
      'externalId eq "ext:u-1-1" and active eq true',
      'userName eq "U-1-1@gsa.gov" or externalId eq "ext:u-1-2"',
      'displayName eq "nobody"',
      'groups.value eq "g-1"',
    ].map((expression): [string, (base: string) => Promise<{ status: number }>] => [
      expression,
      (base) => call(base, 'GET', `/Users${filter(expression)}`),
    ]),
    ...['displayName eq "Group 1"', 'members.value eq "u-1-1"', 'members[value eq "u-1-1"]'].map(
      (expression): [string, (base: string) => Promise<{ status: number }>] => [
        `of groups, ${expression}`,
        (base) => call(base, 'GET', `/Groups${filter(expression)}`),
      ],
    ),
  ])('%s', async (_what, ask) => {
    const [small, large] = [await openFilled(1), await openFilled(200)];
    const status = async (base: string) => expect((await ask(base)).status).toBeLessThan(300);
    expect(await readBy(() => status(large))).toBe(await readBy(() => status(small)));
  });

  it('each statement finds its rows by an index, and sorts none', async () => {
    const folder = temporaryFolder();
    await openTenants(folder).close();
    const database = new Database(join(folder, 'directory.db'));
    const indexed = ['id', 'externalid', 'username', 'displayname', 'members.value', 'groups.value'] as const;
    const ordered = ['externalid', 'username', 'displayname'] as const;
    const {
      equalTo,
      startingWith,
      page,
      after,
      tenantNames,
      newTenant,
      nextNumber,
      put,
      addMember,
      ...fixed
    } = sql;
    const statements = (['Users', 'Groups'] as const).flatMap((kind) => [
      ...indexed.map((by) => equalTo(kind, by)),
      ...ordered.map((by) => startingWith(kind, by)),
      page(kind),
      after(kind),
    ]);
    for (const statement of [...statements, ...Object.values(fixed)]) {
      const plan = database
        .prepare(`explain query plan ${statement}`)
        .all()
        .map((row) => (row as { detail: string }).detail);
      expect(
        plan.filter((step) => /^SCAN|USE TEMP B-TREE FOR ORDER BY/.test(step)),
        statement,
      ).toEqual([]);
    }
  });
});
