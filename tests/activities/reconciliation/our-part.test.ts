// What this software made is read page by page, as the directory wants to be asked.
import { expect, it } from 'vitest';
import { toFailure } from '../../../activities/failures.ts';
import { createScimClient } from '../../../activities/provisioning/scim-client.ts';
import { insist, paced } from '../../../activities/reconciliation/insist.ts';
import { readOurPart } from '../../../activities/reconciliation/our-part.ts';
import { call, openDirectory, openProxy, type Trouble } from '../provisioning/support.ts';

const count = 150;

async function directoryWith(trouble: (number: number) => Trouble) {
  const directory = await openDirectory();
  const base = directory.url('agencies');
  const schemas = ['urn:ietf:params:scim:schemas:core:2.0:User'];
  for (let index = 0; index < count; index++)
    await call(base, 'POST', '/Users', {
      ...{ schemas, userName: `user-${index}@gsa.gov`, externalId: `onegov:gsa.gov:${index}`, active: true },
    });
  await call(base, 'POST', '/Users', {
    schemas,
    userName: 'other@gsa.gov',
    externalId: 'theirs',
    active: true,
  });
  const proxy = await openProxy(base, { trouble: ({ number }) => trouble(number) });
  return { ...proxy, client: createScimClient({ baseUrl: proxy.url }) };
}

it('by pages; a page that the directory puts off is asked for again, and those before it are not', async () => {
  const { client, seen } = await directoryWith((number) =>
    number === 2 ? { status: 429, headers: { 'retry-after': '1' } } : 'none',
  );
  const part = await readOurPart(client, () => {});
  expect([...part.keys()]).toEqual(['gsa.gov']);
  expect(part.get('gsa.gov')?.users).toHaveLength(count);
  const starts = seen.map(({ path }) => new URLSearchParams(path.split('?')[1]).get('startIndex'));
  expect(starts.slice(0, 3)).toEqual(['1', '101', '101']);
});

it('once each, if a search ends part-way and everything is read in its place', async () => {
  const { client, seen } = await directoryWith((number) => (number === 2 ? { status: 400 } : 'none'));
  const part = await readOurPart(client, () => {});
  const ids = part.get('gsa.gov')?.users.map(({ id }) => id) ?? [];
  expect(seen[2]?.path).not.toContain('filter');
  expect(ids).toHaveLength(count);
  expect(new Set(ids).size).toBe(count);
});

it('a failure for good, or a wait that is too long, is left to a later attempt', async () => {
  let asked = 0;
  const fail = (failure: Error) => async () => {
    asked += 1;
    throw failure;
  };
  await expect(insist(fail(toFailure({ retry: false }, 'wrong token')))).rejects.toThrow('wrong token');
  const long = toFailure({ retry: true, afterMs: 3_600_000 }, 'in an hour');
  await expect(insist(fail(long))).rejects.toThrow('in an hour');
  expect(asked).toBe(2);
  await expect(insist(fail(toFailure({ retry: true }, 'busy')), 1)).rejects.toThrow('busy');
  expect(asked).toBe(8);
});

it('no faster than the rate', async () => {
  const at: number[] = [];
  const slow = paced(20, async () => {
    at.push(performance.now());
    return new Response();
  });
  await Promise.all([1, 2, 3, 4].map(() => slow('http://directory.example')));
  expect((at.at(-1) ?? 0) - (at[0] ?? 0)).toBeGreaterThan(140);
});
