// The planner: checks requests and commands, and works out plans. It needs time-zone tables, which workflows don't have.
import { ApplicationFailure } from '@temporalio/common';
import { examine } from '../agreements/commands/examine.ts';
import type { Agreement } from '../agreements/model/agreement.ts';
import { endOf } from '../agreements/model/dates.ts';
import { agreementId, isRehearsalOf } from '../agreements/model/ids.ts';
import type { Agency } from '../agreements/model/parties.ts';
import type { Offer } from '../agreements/offer/schema.ts';
import { begin } from '../agreements/planning/begin.ts';
import { planNextTerm } from '../agreements/planning/next-term.ts';
import { hadPriceBefore, type ParsedRequest, parseRequest } from '../agreements/planning/request.ts';
import type { LocalDate } from '../agreements/time/calendar.ts';
import { dayAt, earlierDay } from '../agreements/time/calendar.ts';
import { type Closure, closuresIn, isSameClosure } from '../agreements/time/closures.ts';
import type { Instant } from '../agreements/time/instants.ts';
import { RefusedError } from '../agreements/validation/errors.ts';
import { withClauses } from '../offers/clauses.ts';
import type { Planner } from '../workflows/ports.ts';

/** Where the planner looks things up. */
type Sources = {
  /** @throws {RefusedError} if there is no such offer. */
  offer(id: string): Offer;
  /** The agency with this domain in the .gov registry; undefined if the registry does not have it. */
  agency(domain: string): { name: string; timeZone?: string; area?: string } | undefined;
  /** All closures as they are known now. @throws {RefusedError} if the operator's own can't be read. */
  closures(): Closure[];
  /** Did an earlier run of this agreement have the promotional price? */
  hadPrice(id: string): Promise<boolean>;
  /** Rehearsals may be repeated: each id contains the instant when its rehearsal began. */
  isRehearsal: boolean;
};

/** The planner's activities. They refuse with the non-retryable failure `Refused` and one sentence. */
export function createPlanner(sources: Sources): Planner {
  return {
    admit: ({ request, id, now, isFirst }) =>
      refusing(() => admit(sources, parseRequest(request), id, now, isFirst)),
    examine: ({ agreement, command, now }) => refusing(() => examine(agreement, command, now)),
    nextTerm: ({ agreement, now }) =>
      refusing(() => planNextTerm(agreement, now, newClosures(sources, agreement, now))),
  };
}

async function admit(sources: Sources, request: ParsedRequest, id: string, now: Instant, isFirst = false) {
  const named = typeof request.offer === 'string' ? sources.offer(request.offer) : (request.offer as Offer);
  const offer = request.clauses ? withClauses(named, request.clauses) : named;
  const known = agencyOf(sources, request.agency);
  const ownId = agreementId(offer.id, known.id);
  if (id !== ownId && !(sources.isRehearsal && isRehearsalOf(ownId, id))) {
    throw new RefusedError(
      `This agreement's workflow id must be ${ownId}, not ${id}: start it with that one.`,
    );
  }
  if (!sources.isRehearsal && !isFirst && (await sources.hadPrice(id))) {
    throw new RefusedError(hadPriceBefore(known.id, offer.id));
  }
  const {
    contacts,
    startsOn = dayAt(now, known.timeZone),
    by = 'unknown',
    acceptance,
    hold,
    lastDay,
  } = request;
  const awaitsAcceptance = acceptance === 'awaited';
  const agency = observing(known, sources.closures(), earlierDay(dayAt(now, known.timeZone), startsOn));
  const beginning = { id, offer, agency, contacts, startsOn, by, awaitsAcceptance };
  const ordered = lastDay !== undefined && { orderedLastDay: lastDay };
  return begin({ ...beginning, ...ordered, ...(hold !== undefined && { hold }) }, now);
}

/** The agency with the closures that may matter from a day on. */
function observing(agency: Agency, all: Closure[], since: LocalDate): Agency {
  const closures = closuresIn(agency.area, all, since);
  return closures.length > 0 ? { ...agency, closures } : agency;
}

/**
 * The closures that a next term is to observe: those that it has, and those that became known since. Nothing if none did,
 * or if an operator's own can't be read. A worker that knows fewer takes none away.
 */
function newClosures(sources: Sources, { agency, term }: Agreement, now: Instant): Closure[] | undefined {
  try {
    const since = earlierDay(dayAt(now, agency.timeZone), endOf(term).on);
    const observed = agency.closures ?? [];
    const added = closuresIn(agency.area, sources.closures(), since).filter(
      (one) => !observed.some((other) => isSameClosure(one, other)),
    );
    return added.length > 0 ? [...observed, ...added] : undefined;
  } catch (error) {
    if (error instanceof RefusedError) return undefined;
    throw error;
  }
}

function agencyOf(sources: Sources, asked: ParsedRequest['agency']): Agency {
  const given = typeof asked === 'string' ? { id: asked } : asked;
  const registered = sources.agency(given.id);
  const name = given.name ?? registered?.name;
  const timeZone = given.timeZone ?? registered?.timeZone;
  const area = registered?.area && { area: registered.area };
  if (name && timeZone) return { id: given.id, name, timeZone, ...area };
  throw new RefusedError(
    registered
      ? `${given.id} has no state in the .gov registry's federal file; give the agency's timeZone.`
      : `${given.id} is not in the .gov registry's federal file; give the agency's name and timeZone.`,
  );
}

async function refusing<T>(ask: () => T | Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof RefusedError) throw ApplicationFailure.nonRetryable(error.message, 'Refused');
    throw error;
  }
}
