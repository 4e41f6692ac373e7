// What the planner makes of a request.
import { describe, expect, it } from 'vitest';
import { createPlanner } from '../../activities/planner.ts';
import { evolve } from '../../agreements/lifecycle/evolve.ts';
import type { Closure } from '../../agreements/time/closures.ts';
import { RefusedError } from '../../agreements/validation/errors.ts';
import { act, begun, chatgpt, lived, morning, olive, renew } from '../agreements/support/given.ts';

const sources = {
  closures: () => [],
  offer: () => chatgpt,
  agency: () => ({ name: 'Access Board', timeZone: 'America/New_York' }),
  hadPrice: async () => false,
  isRehearsal: false,
};
const planner = createPlanner(sources);

it('starts a term that ends with the last day that the order names', async () => {
  const request = {
    offer: chatgpt.id,
    agency: 'access-board.gov',
    contacts: [olive],
    startsOn: '2027-03-31',
    lastDay: '2028-09-30',
  };
  const id = `agreement:${chatgpt.id}:access-board.gov`;
  const { term } = await planner.admit({ request, id, now: morning('2027-03-20') });
  expect(term).toMatchObject({ startsOn: '2027-03-31', endsOn: '2028-10-01' });
});

it('reads the clauses that an order names, and refuses those that nobody knows', async () => {
  const request = (clauses: string[]) => ({
    ...{ offer: chatgpt.id, agency: 'access-board.gov', contacts: [olive] },
    ...{ startsOn: '2027-03-31', clauses },
  });
  const id = `agreement:${chatgpt.id}:access-board.gov`;
  const now = morning('2027-03-20');
  const { offer } = await planner.admit({
    request: request(['FAR 17.204-1', 'FAR 52.217-9, total=P5Y']),
    ...{ id, now },
  });
  expect(offer.renewal.gates?.[0]?.clause).toBe('FAR 17.204-1');
  expect(offer.renewal.duration).toEqual({ limit: 'P5Y', clause: 'FAR 52.217-9' });
  await expect(planner.admit({ request: request(['GSAR 552.239-7001']), id, now })).rejects.toThrow(
    'No clause found for "GSAR 552.239-7001"',
  );
});

describe('a next term', () => {
  const christmas: Closure = {
    from: '2027-12-24',
    to: '2027-12-24',
    name: 'Christmas Eve',
    source: 'an order',
  };
  const renewed = lived(begun(), '2027-08-31', { acts: [act('2027-08-02', renew)] });
  const now = '2027-09-01T04:00:00Z';
  const observing = (closures: () => Closure[]) => createPlanner({ ...sources, closures });

  it('observes the closures that are known as it begins', async () => {
    const replan = await observing(() => [christmas]).nextTerm({ agreement: renewed, now });
    const next = evolve(renewed, { type: 'term-began', at: now, number: 2, replan });
    expect(next.agency.closures).toEqual([christmas]);
    expect(replan.closures).toEqual([christmas]);
  });

  it('keeps those that it has beside them, because another worker may know them', async () => {
    const own = { ...christmas, from: '2027-12-23', to: '2027-12-23', name: 'an order' };
    const agreement = { ...renewed, agency: { ...renewed.agency, closures: [own] } };
    const replan = await observing(() => [christmas]).nextTerm({ agreement, now });
    expect(replan.closures).toEqual([own, christmas]);
    expect((await observing(() => []).nextTerm({ agreement, now })).closures).toBeUndefined();
  });

  it('keeps those that it has if they are the same, or if the file of the operators can not be read', async () => {
    const same = await observing(() => []).nextTerm({ agreement: renewed, now });
    const broken = await observing(() => {
      throw new RefusedError('own.json is not valid JSON.');
    }).nextTerm({ agreement: renewed, now });
    expect([same.closures, broken.closures]).toEqual([undefined, undefined]);
    expect(broken.plan).toEqual(same.plan);
  });
});
