// The embedded directory, for SCIM clients and in a browser.
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { startDirectory } from '../../../workers/embedded/directory.ts';
import { call, filter, openDirectory, temporaryFolder } from '../../activities/provisioning/support.ts';
import { fetchAs } from '../../support/http.ts';
import { openToOthers } from '../../support/private-files.ts';

/** Each file of a folder, with when it was written. */
function filesOf(folder: string) {
  return readdirSync(folder).map((name) => [name, statSync(join(folder, name)).mtimeMs]);
}

async function openTenant(tenant = 'agencies') {
  const directory = await openDirectory();
  const base = directory.url(tenant);
  return {
    directory,
    base,
    user: (userName: string, more = {}) => call(base, 'POST', '/Users', { userName, ...more }),
    group: (displayName: string, members: string[] = [], more = {}) =>
      call(base, 'POST', '/Groups', { displayName, members: members.map((value) => ({ value })), ...more }),
    names: async (query: string) =>
      (await call(base, 'GET', `/Users${query}`)).body.Resources.map(
        (user: { userName: string }) => user.userName,
      ),
  };
}

describe('users', () => {
  it('are created active, with an id, a place and a version', async () => {
    const { base, user } = await openTenant();
    const { status, body, headers } = await user('ann@gsa.gov', { externalId: 'onegov:gsa.gov:1' });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      id: 'u-1',
      userName: 'ann@gsa.gov',
      externalId: 'onegov:gsa.gov:1',
      active: true,
    });
    expect(body.meta.location).toBe(`${base}/Users/u-1`);
    expect(body.meta.version).toBe(headers.get('etag'));
  });

  it('have a unique userName, whatever its case', async () => {
    const { user } = await openTenant();
    await user('ann@gsa.gov');
    const { status, body } = await user('Ann@GSA.gov');
    expect(status).toBe(409);
    expect(body.scimType).toBe('uniqueness');
  });

  it('keep no password', async () => {
    const { directory, user } = await openTenant();
    await user('ann@gsa.gov', { password: 'hush' });
    expect(JSON.stringify(directory.kept('agencies'))).not.toContain('hush');
  });

  it('leave their groups when they are deleted', async () => {
    const { base, user, group } = await openTenant();
    await user('ann@gsa.gov');
    await group('all', ['u-1']);
    await call(base, 'DELETE', '/Users/u-1');
    expect((await call(base, 'GET', '/Groups/g-2')).body.members).toEqual([]);
    expect((await call(base, 'GET', '/Users/u-1')).status).toBe(404);
  });
});

describe('groups', () => {
  it('list their members, and members list their groups', async () => {
    const { base, user, group } = await openTenant();
    await user('ann@gsa.gov', { displayName: 'Ann' });
    await group('gsa.gov:voice', ['u-1']);
    expect((await call(base, 'GET', '/Users/u-1')).body.groups).toEqual([
      { value: 'g-2', display: 'gsa.gov:voice', type: 'direct' },
    ]);
    expect((await call(base, 'GET', '/Groups/g-2')).body.members).toEqual([
      { value: 'u-1', display: 'Ann', type: 'User' },
    ]);
  });

  it('have each member once, and only existing users', async () => {
    const { base, user, group } = await openTenant();
    await user('ann@gsa.gov');
    await group('all', ['u-1']);
    const again = [{ op: 'add', path: 'members', value: [{ value: 'u-1' }] }];
    expect((await call(base, 'PATCH', '/Groups/g-2', again)).status).toBe(204);
    const stranger = [{ op: 'add', path: 'members', value: [{ value: 'u-9' }] }];
    expect((await call(base, 'PATCH', '/Groups/g-2', stranger)).status).toBe(400);
  });

  it.each([
    ['by a filter', [{ op: 'remove', path: 'members[value eq "u-1"]' }], ['u-2']],
    ['by value', [{ op: 'remove', path: 'members', value: [{ value: 'u-1' }] }], ['u-2']],
    ['all at once', [{ op: 'remove', path: 'members' }], []],
    [
      'by replacing them with others',
      [{ op: 'replace', path: 'members', value: [{ value: 'u-2' }] }],
      ['u-2'],
    ],
  ])('lose members %s', async (_how, operations, left) => {
    const { base, user, group } = await openTenant();
    await user('ann@gsa.gov');
    await user('bob@gsa.gov');
    await group('all', ['u-1', 'u-2']);
    const { status, body } = await call(base, 'PATCH', '/Groups/g-3', operations);
    expect(status).toBe(200);
    expect(body.members.map((member: { value: string }) => member.value)).toEqual(left);
  });

  it('keep every member when many are added at once', async () => {
    const { base, user, group } = await openTenant();
    const people = Array.from({ length: 25 }, (_, index) => `p${index}@gsa.gov`);
    const ids = (await Promise.all(people.map((name) => user(name)))).map(({ body }) => body.id);
    const { body } = await group('all');
    await Promise.all(
      ids.map((value) =>
        call(base, 'PATCH', `/Groups/${body.id}`, [{ op: 'add', path: 'members', value: [{ value }] }]),
      ),
    );
    expect((await call(base, 'GET', `/Groups/${body.id}`)).body.members).toHaveLength(25);
  });
});

describe('filters', () => {
  it.each([
    ['externalId eq "onegov:gsa.gov:1"', ['ann@gsa.gov']],
    ['externalId eq "ONEGOV:gsa.gov:1"', []],
    ['externalId sw "onegov:gsa.gov:"', ['ann@gsa.gov', 'bob@gsa.gov']],
    ['userName eq "ANN@gsa.gov"', ['ann@gsa.gov']],
    ['active eq false', ['bob@gsa.gov']],
    ['externalId sw "onegov:gsa.gov:" and active eq true', ['ann@gsa.gov']],
    ['emails.value eq "eve@home.example"', ['eve@epa.gov']],
    ['not (userName ew "@gsa.gov")', ['eve@epa.gov']],
    ['meta.created gt "2020-01-01T00:00:00Z"', ['ann@gsa.gov', 'bob@gsa.gov', 'eve@epa.gov']],
    ['groups.value eq "g-4"', ['eve@epa.gov']],
  ])('%s finds %j', async (expression, found) => {
    const { user, group, names } = await openTenant();
    await user('ann@gsa.gov', { externalId: 'onegov:gsa.gov:1' });
    await user('bob@gsa.gov', { externalId: 'onegov:gsa.gov:2', active: false });
    await user('eve@epa.gov', { externalId: 'onegov:epa.gov:3', emails: [{ value: 'eve@home.example' }] });
    await group('epa.gov:voice', ['u-3']);
    expect(await names(filter(expression))).toEqual(found);
  });

  it('find a group by its external id, and by a member', async () => {
    const { base, user, group } = await openTenant();
    await user('ann@gsa.gov');
    const externalId = 'agreement:openai-chatgpt-enterprise:gsa.gov@2026-01-01T00:00:00.000Z:deep-research';
    await group('gsa.gov:deep-research', ['u-1'], { externalId });
    for (const expression of [`externalId eq "${externalId}"`, 'members.value eq "u-1"']) {
      expect((await call(base, 'GET', `/Groups${filter(expression)}`)).body.totalResults).toBe(1);
    }
  });

  it('are refused if they can’t be parsed', async () => {
    const { base } = await openTenant();
    const { status, body } = await call(base, 'GET', `/Users${filter('userName is (')}`);
    expect([status, body.scimType]).toEqual([400, 'invalidFilter']);
  });
});

it('returns long lists in pages', async () => {
  const { base, user, names } = await openTenant();
  for (const name of ['a', 'b', 'c', 'd', 'e']) await user(`${name}@gsa.gov`);
  expect(await names('?startIndex=1&count=2')).toEqual(['a@gsa.gov', 'b@gsa.gov']);
  expect(await names('?startIndex=3&count=2')).toEqual(['c@gsa.gov', 'd@gsa.gov']);
  expect(await names('?startIndex=5&count=2')).toEqual(['e@gsa.gov']);
  const beyond = await call(base, 'GET', '/Users?startIndex=6&count=2');
  expect(beyond.body).toMatchObject({ Resources: [], totalResults: 5, startIndex: 6 });
  const found = `/Users${filter('userName ew "@gsa.gov"')}`;
  for (const startIndex of [1, 2, 3, 4, 5]) {
    const some = ['a', 'b', 'c', 'd', 'e']
      .slice(startIndex - 1, startIndex + 1)
      .map((name) => `${name}@gsa.gov`);
    for (const question of ['/Users?', `${found}&`, '/Users?sortBy=userName&']) {
      const { body } = await call(base, 'GET', `${question}startIndex=${startIndex}&count=2`);
      expect(body).toMatchObject({ startIndex, totalResults: 5 });
      expect(body.Resources.map((user: { userName: string }) => user.userName)).toEqual(some);
    }
  }
});

describe('ETags', () => {
  it('are announced', async () => {
    const { base } = await openTenant();
    const { body } = await call(base, 'GET', '/ServiceProviderConfig');
    expect(body.etag).toEqual({ supported: true });
  });

  it('change only when the resource changes', async () => {
    const { base, user } = await openTenant();
    const before = (await user('ann@gsa.gov')).headers.get('etag');
    await call(base, 'PATCH', '/Users/u-1', [{ op: 'replace', path: 'active', value: true }]);
    expect((await call(base, 'GET', '/Users/u-1')).headers.get('etag')).toBe(before);
    await call(base, 'PATCH', '/Users/u-1', [{ op: 'replace', path: 'active', value: false }]);
    expect((await call(base, 'GET', '/Users/u-1')).headers.get('etag')).not.toBe(before);
  });

  it('of a user change with the user’s groups', async () => {
    const { base, user, group } = await openTenant();
    const before = (await user('ann@gsa.gov')).headers.get('etag');
    await group('all', ['u-1']);
    expect((await call(base, 'GET', '/Users/u-1')).headers.get('etag')).not.toBe(before);
  });

  it('keep a client from overwriting another client’s change', async () => {
    const { base, user } = await openTenant();
    const stale = { 'if-match': (await user('ann@gsa.gov')).headers.get('etag') ?? '' };
    const deactivate = [{ op: 'replace', path: 'active', value: false }];
    expect((await call(base, 'PATCH', '/Users/u-1', deactivate, stale)).status).toBe(200);
    expect((await call(base, 'PATCH', '/Users/u-1', deactivate, stale)).status).toBe(412);
    expect((await call(base, 'PUT', '/Users/u-1', { userName: 'eve@gsa.gov' }, stale)).status).toBe(412);
    expect((await call(base, 'DELETE', '/Users/u-1', undefined, stale)).status).toBe(412);
    expect((await call(base, 'DELETE', '/Users/u-1', undefined, { 'if-match': '*' })).status).toBe(204);
  });

  it('let a client skip a read when nothing changed', async () => {
    const { base, user } = await openTenant();
    const etag = (await user('ann@gsa.gov')).headers.get('etag') ?? '';
    // By default, fetch asks for no-cache.
    const known = { 'if-none-match': etag, 'cache-control': 'max-age=0' };
    expect((await call(base, 'GET', '/Users/u-1', undefined, known)).status).toBe(304);
  });
});

describe('tenants', () => {
  it('are separate from each other', async () => {
    const { directory, user } = await openTenant();
    await user('ann@gsa.gov');
    const sandbox = directory.url('sandbox');
    expect((await call(sandbox, 'GET', '/Users')).body.totalResults).toBe(0);
    const { body } = await call(sandbox, 'POST', '/Users', { userName: 'ann@gsa.gov' });
    expect(body.meta.location).toBe(`${sandbox}/Users/u-1`);
  });

  it('have plain names only', async () => {
    const { directory } = await openTenant();
    for (const name of ['..', '%2e%2e%2fetc', 'Agencies', 'a.b']) {
      expect((await directory.page(`/scim/${name}/v2/Users`)).status).toBe(404);
    }
  });
});

it('refuses requests without the token, if it has one', async () => {
  const directory = await openDirectory({ token: 'open-sesame' });
  const ask = (headers = {}) => call(directory.url('agencies'), 'GET', '/Users', undefined, headers);
  expect((await ask()).status).toBe(401);
  expect((await ask({ authorization: 'Bearer guess' })).status).toBe(401);
  expect((await ask({ authorization: 'Bearer open-sesame' })).status).toBe(200);
});

it('answers programs on this machine and its own pages only', async () => {
  const directory = await openDirectory();
  const origin = `http://127.0.0.1:${directory.port}`;
  for (const path of ['/', '/scim/agencies/v2/Users', '/tenants/agencies']) {
    for (const host of ['evil.example', `evil.example:${directory.port}`])
      expect([path, (await fetchAs(host, origin + path)).status]).toEqual([path, 403]);
    for (const other of ['http://evil.example', 'null']) {
      const { status, headers } = await fetch(origin + path, { headers: { origin: other } });
      expect([path, status]).toEqual([path, 403]);
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
  }
  const users = '/scim/agencies/v2/Users';
  expect((await fetchAs(`localhost:${directory.port}`, origin + users)).status).toBe(200);
  expect((await fetch(origin + users, { headers: { origin } })).status).toBe(200);
});

describe('on disk', () => {
  it('is for this account only', async () => {
    const folder = join(temporaryFolder(), 'directory');
    const directory = await openDirectory({ folder });
    await call(directory.url('agencies'), 'POST', '/Users', { userName: 'ann@gsa.gov' });
    expect(openToOthers(dirname(folder))).toEqual([]);
  });

  it('everything is kept across a restart, and no id is used twice', async () => {
    const folder = temporaryFolder();
    const first = await openDirectory({ folder });
    await call(first.url('agencies'), 'POST', '/Users', { userName: 'ann@gsa.gov' });
    await call(first.url('agencies'), 'POST', '/Users', { userName: 'bob@gsa.gov' });
    await call(first.url('agencies'), 'POST', '/Groups', { displayName: 'all', members: [{ value: 'u-1' }] });
    await call(first.url('agencies'), 'DELETE', '/Users/u-2');
    const before = (await call(first.url('agencies'), 'GET', '/Users/u-1')).headers.get('etag');
    await first.stop();

    const second = await openDirectory({ folder });
    const base = second.url('agencies');
    expect((await call(base, 'GET', '/Users/u-1')).headers.get('etag')).toBe(before);
    expect((await call(base, 'GET', '/Groups/g-3')).body.members).toHaveLength(1);
    expect((await call(base, 'POST', '/Users', { userName: 'eve@gsa.gov' })).body.id).toBe('u-4');
  });

  it('reading writes nothing', async () => {
    const folder = temporaryFolder();
    const directory = await openDirectory({ folder });
    const before = filesOf(folder);
    await call(directory.url('agencies'), 'GET', '/Users');
    expect(filesOf(folder)).toEqual(before);
    expect(await (await directory.page('/')).text()).toContain('No tenants yet.');
  });

  it('a file that holds no tenant is refused by name', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'agencies.json'), '{"users": [');
    await expect(startDirectory({ port: 0, folder })).rejects.toThrow(
      /agencies\.json does not hold a tenant of the directory/,
    );
  });
});

it('names the setting to change when its port is in use', async () => {
  const { port } = await openDirectory();
  await expect(startDirectory({ port, folder: temporaryFolder() })).rejects.toThrow(
    `Another program uses port ${port}; stop it, or set DIRECTORY_PORT to a free port.`,
  );
});

it('shows who is active and in which groups, and escapes names', async () => {
  const { directory, user, group } = await openTenant();
  await user('ann@gsa.gov', { displayName: '<script>Ann</script>' });
  await user('bob@gsa.gov', { active: false });
  await group('gsa.gov:voice', ['u-1']);
  const all = await (await directory.page('/')).text();
  expect(all).toContain('<a href="/tenants/agencies">agencies</a>');
  const one = await (await directory.page('/tenants/agencies')).text();
  expect(one).toContain('gsa.gov:voice');
  expect(one).toContain('&lt;script&gt;Ann&lt;/script&gt;');
  expect(one).not.toContain('<script>');
  expect(one.match(/inactive/g)).toHaveLength(1);
  expect((await directory.page('/tenants/nowhere')).status).toBe(404);
});

it('shows a long list in parts', async () => {
  const { directory, user, group } = await openTenant();
  const people = Array.from({ length: 230 }, (_, index) => `p${index}@gsa.gov`);
  const ids = (await Promise.all(people.map((name) => user(name)))).map(({ body }) => body.id);
  await group('everybody', ids);
  const shown = async (query: string) => {
    const html = await (await directory.page(`/tenants/agencies${query}`)).text();
    return { users: html.match(/<td>u-\d+<\/td>/g)?.length, html };
  };
  const first = await shown('');
  expect(first.users).toBe(100);
  expect(first.html).toContain('Users, part 1 of 3. <a href="?users=2&amp;groups=1#Users">Next</a>');
  expect(first.html).toContain(', and 130 more');
  expect((await shown('?users=3&groups=1')).users).toBe(30);
  expect((await shown('?users=-1')).users).toBe(100);
});
