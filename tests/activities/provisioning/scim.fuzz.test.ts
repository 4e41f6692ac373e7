// A directory that answers anything at all: access is changed, or a sentence says why not. Nothing else comes of it.
import { ApplicationFailure } from '@temporalio/common';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createProvisioning } from '../../../activities/provisioning/provisioning.ts';
import { createScimClient } from '../../../activities/provisioning/scim-client.ts';
import { wordsOf } from '../../../activities/provisioning/scim-words.ts';
import { lookClosely } from '../../../activities/reconciliation/look-closely.ts';
import { readOurPart } from '../../../activities/reconciliation/our-part.ts';
import { saidBy } from '../../../activities/reconciliation/said.ts';
import type { AccessNow } from '../../../agreements/obligations/access-now.ts';
import { driftOf } from '../../../agreements/reports/drift.ts';
import { board, carl, olive } from '../../agreements/support/given.ts';
import { expectLinear, expectSentence, fuzz, hostileText, spoiled } from '../../support/fuzz.ts';

const agreement = `agreement:chatgpt:${board.id}`;
const order = { agreement, agency: board, product: 'ChatGPT' };
const user = {
  ...{ id: 'u1', userName: olive.email, externalId: `onegov:${board.id}:5f`, active: true },
  ...{ groups: [{ value: 'g1' }], meta: { version: 'W/"1"' } },
};
const group = {
  ...{ id: 'g1', displayName: `${board.id}:chatgpt:chat`, externalId: `${agreement}:chat` },
  ...{ members: [{ value: 'u1' }], meta: { version: 'W/"1"' } },
};
const page = { totalResults: 2, Resources: [user, group], startIndex: 1 };
const failure = { status: '400', scimType: 'invalidFilter', detail: `no filter for ${olive.email}` };

type Answer = { status: number; text: string; headers: [string, string][] };

const body = fc.oneof(
  fc
    .oneof(...[user, group, page, failure].map((sound) => spoiled(sound)))
    .map((json) => JSON.stringify(json) ?? ''),
  fc.constantFrom(
    ...[user, group, page, failure].map((sound) => JSON.stringify(sound)),
    '',
    '[]',
    'null',
    '<html>',
  ),
  hostileText,
);
const header = fc.tuple(
  fc.constantFrom('retry-after', 'etag', 'content-type', 'location'),
  fc.constantFrom('0', '1e400', '-5', '9'.repeat(400), 'Mon, 99 Foo 2026', 'W/"1"', '"', 'text/html', '/x'),
);
const answers: fc.Arbitrary<Answer[]> = fc.array(
  fc.record({
    status: fc.constantFrom(200, 200, 200, 200, 201, 204, 301, 400, 401, 404, 409, 412, 429, 500, 501),
    text: body,
    headers: fc.array(header, { maxLength: 2 }),
  }),
  { minLength: 1, maxLength: 12 },
);

const endless = 'AskedWithoutEnd';

/** A directory that gives these answers one after the other, and the last one from then on. */
function settings(all: Answer[]) {
  let asked = 0;
  const answer = async (): Promise<Response> => {
    const { status, text, headers } = all[Math.min(asked++, all.length - 1)] as Answer;
    if (asked > 2000) throw Object.assign(new Error(), { name: endless });
    const isEmpty = status === 204;
    return new Response(isEmpty ? null : text, { status, headers });
  };
  return {
    baseUrl: 'https://directory.example/scim',
    token: 'a-secret',
    fetch: answer as typeof fetch,
    pauses: [],
  };
}

async function endsWell(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    expect(error).toBeInstanceOf(ApplicationFailure);
    const { message } = error as ApplicationFailure;
    expectSentence(message);
    for (const text of [olive.email, 'a-secret', endless]) expect(message).not.toContain(text);
  }
}

it('access is given and ended, or a sentence says why not', async () => {
  await fc.assert(
    fc.asyncProperty(answers, answers, async (first, second) => {
      const change = { ...order, features: ['chat'], people: [olive, carl] };
      await endsWell(createProvisioning(settings(first)).grantAccess(change));
      const known = { users: ['u1'], groups: [{ id: 'g1', feature: 'chat' }], lacks: [] };
      await endsWell(createProvisioning(settings(second)).endAccess({ ...order, features: ['chat'], known }));
    }),
    fuzz,
  );
});

it('what is in it is compared with agreements, or a sentence says why not', async () => {
  const access: AccessNow = {
    ...{ ...order, access: 'given', people: [olive, carl], features: [{ id: 'chat', on: true }] },
    known: { users: ['u1'], groups: [{ id: 'g1', feature: 'chat' }], lacks: [] },
  };
  await fc.assert(
    fc.asyncProperty(answers, async (all) => {
      // What may pass is waited for.
      const scim = createScimClient(
        settings(all.map((one) => ({ ...one, status: one.status > 404 ? 400 : one.status }))),
      );
      await endsWell(
        (async () => {
          const part = await readOurPart(scim, () => {});
          const seen = await lookClosely(scim, [access], part.get(board.id) ?? { users: [], groups: [] });
          for (const { code } of driftOf(board.id, [saidBy(access)], seen)) expect(code).toMatch(/^[a-z-]+$/);
        })(),
      );
    }),
    fuzz,
  );
});

it('its words are one short sentence, without names', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(hostileText, fc.constant(olive.email)), { maxLength: 5 }), (parts) => {
      const text = JSON.stringify({ detail: parts.join(' ') });
      const words = wordsOf(400, text, { userName: olive.email }, 'a-secret');
      expect(words).toMatch(/^( Its words: "[^\p{Cc}]{1,320}"\.)?$/u);
      expect(words).not.toContain(olive.email);
    }),
    fuzz,
  );
});

it('long words take no longer than their length explains', async () => {
  for (const unit of ['a', 'a@', '\u200b', ' ', '"', 'a.'])
    await expectLinear((length) =>
      wordsOf(400, JSON.stringify({ detail: unit.repeat(length / unit.length) }), { userName: 'aaa' }, 'a'),
    );
});

it('long lists take no longer than their length explains', async () => {
  await expectLinear(async (length) => {
    const Resources = Array.from({ length: length / 10 }, (_, index) => ({ ...user, id: `u${index}` }));
    const text = JSON.stringify({ totalResults: Resources.length, Resources });
    const scim = createScimClient(settings([{ status: 200, text, headers: [] }]));
    await scim.list('Users');
  });
});
