// What this code would change for an agreement that runs: a new version that moves dates or notices shows here, before it runs.
// Pure: an agreement as a replay on this code leaves it, what it has published, and the closures as they are known now.

import type { Agreement } from '../model/agreement.ts';
import type { Dates } from '../model/dates.ts';
import type { RecordEntry } from '../model/events.ts';
import { kindIn, slotOf } from '../model/ids.ts';
import type { Due, Ledger } from '../model/ledger.ts';
import { isOver } from '../model/status.ts';
import { termsOffered } from '../planning/offered-terms.ts';
import { replan } from '../planning/replan.ts';
import { firstTermDates, keptDates } from '../planning/term-dates.ts';
import { dueAfter, ledgerOf } from '../reports/ledger.ts';
import type { Closure } from '../time/closures.ts';
import { type Instant, isReached } from '../time/instants.ts';
import { RefusedError } from '../validation/errors.ts';
import { type Change, changesOfPlan, whatIf } from './what-if.ts';

/**
 * When a change comes about:
 * - `at-once`: as soon as a worker with this code takes the agreement up.
 * - `planned-again`: with the next command that plans it again. Until then it keeps its plan.
 * - `closures-observed`: with `observe-closures`, or with its next term.
 * - `counted-anew`: never in a term that has begun, because its dates stay. Terms that begin from now on get these dates.
 */
export type When = 'at-once' | 'planned-again' | 'closures-observed' | 'counted-anew';

/** One change of what lies ahead, and when it comes about. */
export type ReleaseChange = Pick<Change, 'slot' | 'from' | 'to'> & { when: When; what: Change['what'] };

/** What the agreement has published of its plan, if anything; and the closures that this code knows. */
export type Known = { published?: Ledger | undefined; closures: Closure[] };

/** How what lies ahead would change with this code; nothing if it would be the same, or if nothing lies ahead. */
export function releaseChanges(
  agreement: Agreement,
  { published, closures }: Known,
  now: Instant,
): ReleaseChange[] {
  if (isOver(agreement)) return [];
  const again = ahead(plannedAgain(agreement, keptDates(agreement), now), now);
  const anew = ahead(plannedAgain(agreement, datesAgain(agreement, now), now), now);
  const observed = ahead(withClosures(agreement, closures, now), now);
  return [
    ...marked('at-once', publishedOtherwise(agreement, published, now)),
    ...marked('planned-again', again),
    ...marked('closures-observed', without(observed, again)),
    ...marked(
      'counted-anew',
      without(anew, again).filter(({ slot }) => !slot.startsWith('correction')),
    ),
  ];
}

function plannedAgain(agreement: Agreement, dates: Dates, now: Instant): Change[] {
  const fresh = termsOffered(agreement, now) ?? replan(agreement, dates, now);
  return changesOfPlan(agreement, { ...agreement, ...fresh.dates, plan: fresh.plan });
}

/** The dates as the offer gives them. What a command has set or moved since, what has passed, and later terms stay. */
function datesAgain(agreement: Agreement, now: Instant): Dates {
  const { offer, agency, term, features, record, orderedLastDay } = agreement;
  if (term.number > 1 || record.some(movesDates)) return keptDates(agreement);
  const dates = firstTermDates(offer, term.startsOn, agency.timeZone, orderedLastDay);
  return {
    ...keptDates(agreement),
    ...dates,
    features: dates.features.map((fresh) => {
      const known = features.find(({ id }) => id === fresh.id);
      if (known?.ends && isReached(known.ends.at, now)) return known;
      return { ...fresh, on: known?.on ?? false };
    }),
  };
}

function movesDates(entry: RecordEntry): boolean {
  return ['amended', 'extended', 'reinstated'].includes(entry.type);
}

function withClosures(agreement: Agreement, closures: Closure[], now: Instant): Change[] {
  try {
    return whatIf(agreement, { type: 'observe-closures', by: 'check-release', closures }, now).changes;
  } catch (error) {
    if (error instanceof RefusedError) return [];
    throw error;
  }
}

/** What the agreement has published was worked out by the code that runs. Of a list that is cut, what it shows counts. */
function publishedOtherwise(agreement: Agreement, published: Ledger | undefined, now: Instant) {
  if (published === undefined) return [];
  const cut = published.due.find(({ what }) => what === 'more')?.dueAt;
  const isShown = ({ dueAt }: Due) => cut === undefined || !isReached(cut, dueAt);
  const before = instantsBySlot(dueAfter(published, now).filter(isShown));
  const after = instantsBySlot(dueAfter(ledgerOf(agreement), now).filter(isShown));
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((slot) => {
    const [old = [], fresh = []] = [before.get(slot), after.get(slot)];
    return Array.from({ length: Math.max(old.length, fresh.length) }, (_, index) =>
      moved(slot, old[index], fresh[index]),
    ).flat();
  });
}

function instantsBySlot(due: Due[]): Map<string, Instant[]> {
  const slots = new Map<string, Instant[]>();
  for (const { id, dueAt, what } of due) {
    if (what === 'more' || what === 'alert') continue;
    slots.set(slotOf(id), [...(slots.get(slotOf(id)) ?? []), dueAt]);
  }
  return slots;
}

function moved(slot: string, from: Instant | undefined, to: Instant | undefined): Change[] {
  if (from === to) return [];
  if (from === undefined) return to === undefined ? [] : [{ what: 'is added', slot, to }];
  return [to === undefined ? { what: 'is removed', slot, from } : { what: 'moves', slot, from, to }];
}

/**
 * Without what was due before now: that is on its way, or waits for something. And without corrections: they follow from
 * what contacts were told.
 */
function ahead(changes: Change[], now: Instant): Change[] {
  return changes.filter(
    ({ slot, from }) => kindIn(slot) !== 'correction' && (from === undefined || !isReached(from, now)),
  );
}

/** Those changes that the others don't have. */
function without(changes: Change[], others: Change[]): Change[] {
  const known = new Set(others.map(keyOf));
  return changes.filter((change) => !known.has(keyOf(change)));
}

function keyOf({ what, slot, from, to }: Change): string {
  return [what, slot, from, to].join(' ');
}

/** Without addresses: what many agreements have in common names no contacts. */
function marked(when: When, changes: Change[]): ReleaseChange[] {
  return changes.map(({ what, slot, from, to }) => ({
    ...{ when, what, slot },
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  }));
}
