// The rig of these specifications: given an agreement, when something is done or falls due, then this is what comes of it.
import { expect } from 'vitest';
import type {
  Agency,
  Agreement,
  Contact,
  Instant,
  LocalDate,
  Obligation,
  RecordEntry,
} from '../../agreements/agreement.ts';
import { type Command, decide } from '../../agreements/decide.ts';
import { evolve, evolveAll } from '../../agreements/evolve.ts';
import type { Offer } from '../../agreements/offer.ts';
import { parseCommand } from '../../agreements/parse.ts';
import { Refusal } from '../../agreements/refusal.ts';
import { type Beginning, begin, replanFor } from '../../agreements/replan.ts';
import { type InHand, review } from '../../agreements/review.ts';
import { findOffer, loadCatalogue } from '../../offers/catalogue.ts';
import { type Act, simulate, type World } from './simulator.ts';

const catalogue = loadCatalogue();

/** 1 dollar for a year, two features for 60 days. */
export const chatgpt: Offer = findOffer(catalogue, 'openai-chatgpt-enterprise');
/** Ends on a fixed day, 31 December 2026. */
export const gemini: Offer = findOffer(catalogue, 'google-gemini-for-government');
/** Like the first, but access stays for 30 days after a term that ends undecided. */
export const withGrace: Offer = { ...chatgpt, renewal: { ...chatgpt.renewal, grace: 'P30D' } };

export const board: Agency = { id: 'access-board.gov', name: 'Access Board', timeZone: 'America/New_York' };

export const olive: Contact = { name: 'Olive', email: 'olive@access-board.gov', roles: ['owner'] };
export const carl: Contact = { name: 'Carl', email: 'carl@access-board.gov', roles: ['contracting'] };
export const tess: Contact = { name: 'Tess', email: 'tess@access-board.gov', roles: ['technical'] };
export const edna: Contact = { name: 'Edna', email: 'edna@access-board.gov', roles: ['executive'] };

/** 12:00 UTC of a day: the morning in the agency's zone, before 9:00. */
export function morningOf(date: LocalDate): Instant {
  return `${date}T12:00:00Z`;
}

/**
 * An agreement from 1 September 2026, begun on that morning. With ChatGPT its features end on 31 October 2026
 * (a Saturday), its window opens on 4 May 2027 and its term ends on 1 September 2027.
 */
export function begun(
  asked: Partial<Omit<Beginning, 'offer'>> & { offer?: Offer; now?: Instant } = {},
): Agreement {
  const { now = morningOf('2026-09-01'), offer = chatgpt, ...rest } = asked;
  const startsOn = '2026-09-01';
  const id = `agreement:${offer.id}:${board.id}`;
  const contacts = [olive, carl, tess, edna];
  return begin({ id, offer, agency: board, contacts, startsOn, by: 'a test', ...rest }, now);
}

/** What became of an agreement by the morning of a day, as these people acted and this world was. */
export function lived(
  agreement: Agreement,
  until: LocalDate,
  { acts = [], world = {} }: { acts?: Act[]; world?: Partial<World> } = {},
): Agreement {
  const from = agreement.record.at(-1)?.at ?? '';
  return simulate(agreement, from, { acts, world, until: morningOf(until) }).agreement;
}
