// What a directory can do, tried before the first agreement on scratch users and a scratch group.
import { describe, expect, it } from 'vitest';
import { type Check, checkDirectory } from '../../../activities/provisioning/check-directory.ts';
import { type Oddity, openOddDirectory } from './odd-directory.ts';
import { openDirectory } from './support.ts';

function check(baseUrl: string): Promise<Check[]> {
  return checkDirectory({ baseUrl, pauses: [50, 100] }, 'onegov.invalid', () => {});
}

const those = (checks: Check[], result: Check['result']) =>
  checks.flatMap((one) => (one.result === result ? [one.what] : []));

it('the embedded directory can do all of it, and keeps nothing of the check', async () => {
  const directory = await openDirectory();
  const checks = await check(directory.url('agencies'));
  expect(those(checks, 'ok')).toEqual([
    'answers requests',
    'creates users',
    'keeps the externalId of users',
    'finds users by externalId',
    'finds users by userName',
    'finds users by the start of their externalId',
    'lists users page by page',
    'says whether a user is active',
    'creates groups with members',
    'says who is in a group',
    'finds groups by externalId or displayName',
    'says in which groups a user is',
    'deactivates users',
    'activates users again',
    'removes members from groups',
    'deletes groups',
  ]);
  expect(checks).toHaveLength(16);
  expect(directory.kept('agencies')).toMatchObject({ users: [], groups: [] });
});

describe('a directory with an oddity', () => {
  it.each<[Oddity, string[]]>([
    [
      'no filter on externalId',
      ['finds users by externalId', 'finds users by the start of their externalId'],
    ],
    [
      'no externalId',
      [
        'keeps the externalId of users',
        'finds users by externalId',
        'finds users by the start of their externalId',
      ],
    ],
    ['eq only', ['finds users by the start of their externalId']],
    [
      'unknown filters find nothing',
      [
        'finds users by externalId',
        'finds users by the start of their externalId',
        'finds groups by externalId or displayName',
      ],
    ],
    ['no startIndex', ['lists users page by page']],
    ['members stay', ['removes members from groups']],
    ['needs display', []],
    ['no version fits', []],
  ])('can be used: %s', async (oddity, odd) => {
    const { url, users, groups } = await openOddDirectory(oddity);
    const checks = await check(url);
    expect(those(checks, 'odd')).toEqual(odd);
    expect(those(checks, 'fails')).toEqual([]);
    expect([users(), groups()]).toEqual([[], []]);
  });

  it.each<[Oddity, string, RegExp]>([
    ['active stays', 'deactivates users', /is no longer active, but does not show it/],
    ['group post 500', 'creates groups with members', /answered 500 to POST \/Groups/],
    ['group can not be deleted', 'deletes groups', /answered 405 to DELETE \/Groups/],
  ])('can’t be used, and says why: %s', async (oddity, what, means) => {
    const { url, users } = await openOddDirectory(oddity);
    const failed = (await check(url)).filter(({ result }) => result === 'fails');
    expect(failed).toEqual([{ result: 'fails', what, means: expect.stringMatching(means) }]);
    expect(users()).toEqual([]);
  });

  it('names what it could not clean up, and leaves nobody active', async () => {
    const { url, users } = await openOddDirectory('deletes nothing');
    const checks = await check(url);
    expect(those(checks, 'fails')).toEqual(['deletes groups']);
    expect(checks.at(-1)).toMatchObject({
      what: 'deletes users and groups',
      means: expect.stringContaining('These stay: group g3, user u1, user u2.'),
    });
    expect(users().map(({ active }) => active)).toEqual([false, false]);
  });

  it('that is not there is said at once', async () => {
    expect(await check('http://127.0.0.1:1')).toEqual([
      { result: 'fails', what: 'answers requests', means: expect.stringContaining('gave no answer') },
    ]);
  });
});
