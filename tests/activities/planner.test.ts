// What the planner makes of a request.
import { expect, it } from 'vitest';
import { createPlanner } from '../../activities/planner.ts';
import { chatgpt, morning, olive } from '../agreements/support/given.ts';

const planner = createPlanner({
  closures: () => [],
  offer: () => chatgpt,
  agency: () => ({ name: 'Access Board', timeZone: 'America/New_York' }),
  hadPrice: async () => false,
  isRehearsal: false,
});

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
