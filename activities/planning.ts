// The clerk: parses requests and decisions, and works out dates with time-zone tables that workflows must not read.
import { ApplicationFailure } from '@temporalio/common';
import { examine } from '../agreements/commands/examine.ts';
import { agreementId, isRehearsalOf } from '../agreements/model/ids.ts';
import type { Agency } from '../agreements/model/parties.ts';
import type { Offer } from '../agreements/offer/schema.ts';
import { begin } from '../agreements/planning/begin.ts';
import { planNextTerm } from '../agreements/planning/next-term.ts';
import { hadPriceBefore, type ParsedRequest, parseRequest } from '../agreements/planning/request.ts';
import { dayAt } from '../agreements/time/calendar.ts';
import type { Instant } from '../agreements/time/instants.ts';
import { RefusedError } from '../agreements/validation/errors.ts';
import type { Clerk } from '../workflows/ports.ts';

type Desk = {
  /** @throws {RefusedError} if there is no such offer. */
  offer(id: string): Offer;
  /** What the .gov registry says of a domain. */
  agency(domain: string): Agency | undefined;
  /** Has an earlier run of this agreement had the promotional price? */
  hadPrice(id: string): Promise<boolean>;
  /** Rehearsals may be repeated: their ids carry the instant they began. */
  isRehearsal: boolean;
};

/** The clerk's activities. What they refuse fails for good as `Refused`, with one sentence. */
export function createClerk(desk: Desk): Clerk {
  return {
    admit: ({ request, id, now }) => refusing(() => admit(desk, parseRequest(request), id, now)),
    examine: ({ agreement, command, now }) => refusing(() => examine(agreement, command, now)),
    nextTerm: ({ agreement, now }) => refusing(() => planNextTerm(agreement, now)),
  };
}

async function admit(desk: Desk, request: ParsedRequest, id: string, now: Instant) {
  const offer = typeof request.offer === 'string' ? desk.offer(request.offer) : (request.offer as Offer);
  const agency = agencyOf(desk, request.agency);
  const ownId = agreementId(offer.id, agency.id);
  if (id !== ownId && !(desk.isRehearsal && isRehearsalOf(ownId, id))) {
    throw new RefusedError(
      `This agreement's workflow id must be ${ownId}, not ${id}: start it with that one.`,
    );
  }
  if (!desk.isRehearsal && (await desk.hadPrice(id))) {
    throw new RefusedError(hadPriceBefore(agency.id, offer.id));
  }
  const { contacts, startsOn = dayAt(now, agency.timeZone), by = 'unknown', acceptance, hold } = request;
  const awaitsAcceptance = acceptance === 'awaited';
  const beginning = { id, offer, agency, contacts, startsOn, by, awaitsAcceptance };
  return begin({ ...beginning, ...(hold !== undefined && { hold }) }, now);
}

function agencyOf(desk: Desk, asked: ParsedRequest['agency']): Agency {
  const given = typeof asked === 'string' ? { id: asked } : asked;
  const registered = desk.agency(given.id);
  const name = given.name ?? registered?.name;
  const timeZone = given.timeZone ?? registered?.timeZone;
  if (name && timeZone) return { id: given.id, name, timeZone };
  throw new RefusedError(
    `${given.id} is not in the .gov registry's federal file; give the agency's name and timeZone.`,
  );
}

async function refusing<T>(answer: () => T | Promise<T>): Promise<T> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof RefusedError) throw ApplicationFailure.nonRetryable(error.message, 'Refused');
    throw error;
  }
}
