// Failures on the way to the directory: some are tried again, and another try does no harm.
import type { ApplicationFailure } from '@temporalio/common';
import { describe, expect, it } from 'vitest';
import {
  sortFetchFailure,
  sortHttpFailure,
  sortSmtpFailure,
  toFailure,
} from '../../../activities/failures.ts';
import { createProvisioning } from '../../../activities/provisioning/provisioning.ts';
import { freePorts } from '../../../workers/engine/ports.ts';
import type { Provisioning } from '../../../workflows/ports.ts';
import { call, gist, openDirectory, openProxy, type Trouble } from './support.ts';

const order = {
  agreement: 'agreement:openai-chatgpt-enterprise:gsa.gov',
  agency: { id: 'gsa.gov', name: 'General Services Administration', timeZone: 'America/New_York' },
  product: 'ChatGPT Enterprise',
};
const features = ['deep-research', 'chat'];
const grant = (provisioning: Provisioning) =>
  provisioning.grantAccess({
    ...order,
    features,
    people: [
      { name: 'Ann Lee', email: 'ann@gsa.gov', roles: ['owner'] },
      { name: 'Bob Roe', email: 'bob@gsa.gov', roles: ['technical'] },
    ],
  });
const endFeatures = (provisioning: Provisioning) => provisioning.endFeatures({ ...order, features });
const endAccess = (provisioning: Provisioning) => provisioning.endAccess({ ...order, features });

/** The failure of work that must fail. */
const failureOf = (work: Promise<unknown>): Promise<ApplicationFailure> =>
  work.then(
    () => Promise.reject(new Error('It should have failed.')),
    (failure) => failure,
  );

/** The failure of granting access while the proxy has this fault. */
async function failureAt(trouble: Trouble, token = 'open-sesame') {
  const directory = await openDirectory({ token: 'open-sesame' });
  const proxy = await openProxy(directory.url('agencies'), { trouble: () => trouble });
  return failureOf(grant(createProvisioning({ baseUrl: proxy.url, token })));
}

describe('a lost answer', () => {
  it.each([
    ['granting access', [], grant],
    ['granting access again', [grant, endAccess], grant],
    ['ending features', [grant], endFeatures],
    ['ending access', [grant], endAccess],
  ])(
    'at any request of %s does no harm: after another call, the directory is as if nothing was lost',
    async (_what, before, work) => {
      const directory = await openDirectory();
      const prepare = async (tenant: string, trouble: (number: number) => Trouble) => {
        const base = directory.url(tenant);
        for (const step of before) await step(createProvisioning({ baseUrl: base }));
        const proxy = await openProxy(base, { trouble: ({ number }) => trouble(number) });
        return { proxy, provisioning: createProvisioning({ baseUrl: proxy.url }) };
      };
      const { proxy, provisioning } = await prepare('undisturbed', () => 'none');
      await work(provisioning);
      const requests = proxy.seen.length;
      const expected = gist(directory.kept('undisturbed'));
      expect(requests).toBeGreaterThan(5);

      for (const trouble of ['drop-before', 'drop-after'] as const) {
        for (let at = 1; at <= requests; at++) {
          const tenant = `${trouble}-${at}`;
          const disturbed = await prepare(tenant, (number) => (number === at ? trouble : 'none'));
          const failure = await failureOf(work(disturbed.provisioning));
          expect(failure).toMatchObject({ type: 'TemporaryFailure', nonRetryable: false });
          await work(disturbed.provisioning);
          expect(gist(directory.kept(tenant)), tenant).toEqual(expected);
        }
      }
    },
    // Hundreds of requests, one after another: this takes minutes on a busy machine.
    600_000,
  );

  it('to a create does no harm: the user is found when the directory refuses a second one', async () => {
    const directory = await openDirectory();
    const base = directory.url('agencies');
    const proxy = await openProxy(base, {
      async trouble({ method, path }): Promise<Trouble> {
        // Someone else, or an earlier attempt, creates the user a moment earlier.
        if (method === 'POST' && path === '/Users')
          await call(base, 'POST', path, { userName: 'ann@gsa.gov' });
        return 'none';
      },
    });
    const { changes } = await grant(createProvisioning({ baseUrl: proxy.url }));
    expect(directory.kept('agencies').users).toHaveLength(2);
    expect(changes).toContain('added 2 members to group g-3');
  });
});

describe('the directory’s refusals', () => {
  it.each([
    [429, { 'retry-after': '7' }, 'TemporaryFailure', 7000],
    [500, {}, 'TemporaryFailure', undefined],
    [400, {}, 'PermanentFailure', undefined],
    [403, {}, 'PermanentFailure', undefined],
    [404, {}, 'PermanentFailure', undefined],
    [302, { location: 'https://login.example/' }, 'PermanentFailure', undefined],
  ])('%i with %j is a %s', async (status, headers, type, delay) => {
    const failure = await failureAt({ status, headers });
    expect(failure.type).toBe(type);
    expect(failure.nonRetryable).toBe(type === 'PermanentFailure');
    expect(failure.message).toMatch(/^The directory at 127\.0\.0\.1:\d+ answered \d{3} to GET \/Users[;.]/);
    expect(failure.nextRetryDelay).toBe(delay);
  });

  it('503 with an HTTP date in an hour is a TemporaryFailure until then, for which the workflow waits and not the activity', async () => {
    const before = Date.now();
    const date = new Date(before + 3_600_000).toUTCString();
    const failure = await failureAt({ status: 503, headers: { 'retry-after': date } });
    const after = Date.now();
    expect(failure.type).toBe('TemporaryFailure');
    expect(failure.nonRetryable).toBe(true);
    expect(failure.message).toMatch(/^The directory at 127\.0\.0\.1:\d+ answered 503 to GET \/Users[;.]/);
    expect(failure.nextRetryDelay).toBeLessThanOrEqual(Date.parse(date) - before);
    expect(failure.nextRetryDelay).toBeGreaterThanOrEqual(Date.parse(date) - after);
  });

  it('name the settings to check if the token or the address is wrong', async () => {
    expect((await failureAt('none', 'guess')).message).toMatch(
      /answered 401 to GET \/Users; check its token \(SCIM_TOKEN; for rehearsals, REHEARSAL_SCIM_TOKEN\)\.$/,
    );
    const refusal = '{"scimType": "invalidFilter", "detail": "ann@gsa.gov"}';
    expect((await failureAt({ status: 400, body: refusal })).message).toMatch(
      /answered 400 \(invalidFilter\) to GET \/Users\.$/,
    );
    expect((await failureAt({ status: 404 })).message).toContain('check its address (SCIM_BASE_URL;');
  });

  it.each(['<html>Sign in</html>', '', 'null', '{}'])(
    'say that the service is not SCIM: %j',
    async (body) => {
      expect(await failureAt({ status: 200, body })).toMatchObject({
        type: 'PermanentFailure',
        message: expect.stringMatching(/something that is not SCIM; check its address \(SCIM_BASE_URL;/),
      });
    },
  );

  it('that always report another change in between are tried again later', async () => {
    const directory = await openDirectory();
    const proxy = await openProxy(directory.url('agencies'), {
      trouble: ({ method }) => (method === 'PATCH' ? { status: 412 } : 'none'),
    });
    const failure = await failureOf(grant(createProvisioning({ baseUrl: proxy.url })));
    expect(failure.type).toBe('TemporaryFailure');
    expect(proxy.seen.filter(({ method }) => method === 'PATCH')).toHaveLength(5);
    expect(proxy.seen.at(-1)).toMatchObject({ method: 'PATCH', ifMatch: undefined });
  });
});

const [unused] = await freePorts(1);

describe('no answer at all', () => {
  it.each([
    ['a port where nothing listens', `http://127.0.0.1:${unused}`, undefined, 'ECONNREFUSED'],
    ['a name that does not exist', 'http://directory.invalid/scim/v2', undefined, /ENOTFOUND|EAI_AGAIN/],
    ['a silent directory', undefined, 100, 'TimeoutError'],
  ])('from %s is tried again', async (_what, url, timeoutMs, code) => {
    const silence = await openProxy('', { trouble: () => new Promise(() => {}) });
    const provisioning = createProvisioning({
      baseUrl: url ?? silence.url,
      ...(timeoutMs !== undefined && { timeoutMs }),
    });
    const failure = await failureOf(grant(provisioning));
    expect(failure.type).toBe('TemporaryFailure');
    expect(failure.message).toMatch(/^The directory at \S+ gave no answer to GET \/Users \(\w+\)\.$/);
    expect(failure.message).toMatch(code);
  });
});

it('never puts a token or an email address into a failure', async () => {
  const failures = [
    await failureAt({ status: 500, body: '{"detail":"ann@gsa.gov"}' }, 'open-sesame'),
    await failureAt('drop-before', 'open-sesame'),
    await failureAt('none', 'not-open-sesame'),
    await failureAt('none', 'open-sesame\nand-more'),
  ];
  for (const failure of failures) {
    expect(`${failure.message}${failure.stack}${JSON.stringify(failure)}`).not.toMatch(/sesame|ann@|ann%40/);
    expect(failure.cause).toBeUndefined();
  }
  expect(failures.at(-1)?.type).toBe('PermanentFailure');
});

describe('sorting', () => {
  const now = new Date('2026-11-23T14:03:00Z');

  it.each([
    [408, null, { retry: true }],
    [409, null, { retry: true }],
    [412, null, { retry: true }],
    [425, null, { retry: true }],
    [429, '30', { retry: true, afterMs: 30_000 }],
    [429, 'Mon, 23 Nov 2026 14:05:00 GMT', { retry: true, afterMs: 120_000 }],
    [429, 'Mon, 23 Nov 2026 14:00:00 GMT', { retry: true }],
    [429, 'soon', { retry: true }],
    [429, '0', { retry: true }],
    [503, '9999999', { retry: true, afterMs: 86_400_000 }],
    [500, null, { retry: true }],
    [502, null, { retry: true }],
    [504, null, { retry: true }],
    [400, '30', { retry: false }],
    [401, null, { retry: false }],
    [403, null, { retry: false }],
    [404, null, { retry: false }],
    [413, null, { retry: false }],
    [501, null, { retry: false }],
    [505, null, { retry: false }],
  ])('an HTTP %i, Retry-After %j: %j', (status, retryAfter, verdict) => {
    expect(sortHttpFailure(status, retryAfter, now)).toEqual(verdict);
  });

  it.each([
    [{ responseCode: 421, code: 'ECONNECTION' }, true],
    [{ responseCode: 450, code: 'EENVELOPE' }, true],
    [{ responseCode: 454, code: 'EAUTH' }, true],
    [{ responseCode: 550, code: 'EENVELOPE' }, false],
    [{ responseCode: 535, code: 'EAUTH' }, false],
    [{ responseCode: 552, code: 'EMESSAGE' }, false],
    [{ code: 'ECONNECTION' }, true],
    [{ code: 'ETIMEDOUT' }, true],
    [{ code: 'ESOCKET' }, true],
    [{ code: 'EDNS' }, true],
    [{ code: 'ECONNRESET' }, true],
    [{ code: 'EENVELOPE' }, false],
    [{ code: 'EMESSAGE' }, false],
    [{ code: 'ENOAUTH' }, false],
    [{}, false],
  ])('an SMTP failure %j: retry %s', (error, retry) => {
    expect(sortSmtpFailure(error)).toEqual({ retry });
  });

  it('retries a fetch without an answer, unless the request can’t be made', () => {
    expect(sortFetchFailure(new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } }))).toEqual({
      retry: true,
    });
    expect(sortFetchFailure(new DOMException('', 'TimeoutError'))).toEqual({ retry: true });
    expect(sortFetchFailure(new TypeError('invalid header value'))).toEqual({ retry: false });
  });

  it('turns a verdict into a Temporal failure', () => {
    expect(toFailure({ retry: true, afterMs: 30_000 }, 'Busy.')).toMatchObject({
      ...{ message: 'Busy.', type: 'TemporaryFailure', nonRetryable: false, nextRetryDelay: 30_000 },
    });
    expect(toFailure({ retry: true }, 'Away.').nextRetryDelay).toBeUndefined();
    expect(toFailure({ retry: false }, 'Wrong.')).toMatchObject({
      type: 'PermanentFailure',
      nonRetryable: true,
    });
  });
});
