// Everything that will happen, across all agreements.

import type { Due, Ledger } from '../../agreements/model/ledger.ts';
import { kindName } from '../../agreements/model/obligation-names.ts';
import type { Role } from '../../agreements/offer/roles.ts';
import type { LocalDate } from '../../agreements/time/calendar.ts';
import { dayAt, shiftDate, startOfDay } from '../../agreements/time/calendar.ts';
import { daysAway, localIso } from '../../agreements/time/date-words.ts';
import type { Instant } from '../../agreements/time/instants.ts';
import { remembered } from '../../agreements/time/remembered.ts';
import { running } from '../../visibility/queries.ts';
import type { Agreements } from '../api/agreements.ts';
import type { Listed } from '../api/listed.ts';
import { isNotice, ruleOf } from '../output/due-words.ts';
import { type Filter, queryOf } from './filter.ts';
import { firstInOrder, type Ranked } from './ranked.ts';

/** Something that will happen: when (where the agency is), what, to whom, and from which rule. */
export type Upcoming = {
  at: Instant;
  /** The same with the agency's offset from UTC: `2026-10-01T09:03:00-04:00`. */
  local: string;
  relative: string;
  agreement: string;
  agency: string;
  agencyName: string;
  timeZone: string;
  offer: string;
  product: string;
  obligation: string;
  kind: Due['what'];
  what: string;
  to: Role[];
  rule: string;
  clause?: string;
  /** Why a notice will not be sent at its time, as things stand. */
  withheld?: 'suspended' | 'on hold';
};

/** Days are those of the agency. The first and the last day are included. */
export type Asked = Filter & {
  from?: LocalDate | undefined;
  /** 30 days from today, if left out. */
  to?: LocalDate | undefined;
  kinds?: Due['what'][] | undefined;
  limit: number;
};

/** Without the rest of the ledger, so that little is held in memory. `at`: milliseconds since 1970. */
type Found = { due: Due; at: number; row: Listed; whose: Pick<Ledger, 'agency' | 'product' | 'timeZone'> };

/** What will happen after `now`, soonest first. */
export async function upcoming(
  agreements: Agreements,
  now: Instant,
  asked: Asked,
): Promise<Ranked<Upcoming>> {
  const ranked = await firstInOrder(found(), asked.limit, soonest);
  return { ...ranked, items: ranked.items.map(wordedAt(now)) };

  async function* found(): AsyncIterable<Found> {
    const isAsked = windowOf(asked, now);
    for await (const { ledger, ...row } of agreements.ledgers(queryFor(asked, now))) {
      if (!ledger) continue;
      const { agency, product, timeZone } = ledger;
      const whose = { agency, product, timeZone };
      for (const due of ledger.due) {
        const at = Date.parse(due.dueAt);
        if (isAsked(due.what, at, timeZone)) yield { due, at, row, whose };
      }
    }
  }
}

function soonest({ at: one, row: its }: Found, { at: other, row: others }: Found): number {
  return one - other || its.id.localeCompare(others.id);
}

function lastDay({ to }: Asked, now: Instant, timeZone: string): LocalDate {
  return to ?? shiftDate(dayAt(now, timeZone), 'P30D');
}

/** Is something of the kinds that were asked for ahead, and on the days? */
function windowOf(asked: Asked, now: Instant): (kind: Due['what'], at: number, timeZone: string) => boolean {
  const bounds = remembered((timeZone): [from: number, before: number] => {
    const from = asked.from ? Date.parse(startOfDay(asked.from, timeZone)) : 0;
    const end = startOfDay(shiftDate(lastDay(asked, now, timeZone), 'P1D'), timeZone);
    return [from, Date.parse(end)];
  });
  const begin = Date.parse(now);
  return (kind, at, timeZone) => {
    if (asked.kinds && !asked.kinds.includes(kind)) return false;
    const [from, before] = bounds(timeZone);
    return at > begin && at >= from && at < before;
  };
}

/** Where the day ends last. */
const westernmost = 'Etc/GMT+12';
const easternmost = 'Pacific/Kiritimati';

/**
 * Finds only agreements that may have something due in the window. NextDueAt leaves out what waits, so agreements that
 * are on hold or suspended are included.
 */
function queryFor(asked: Asked, now: Instant): string {
  const { kinds = [], from } = asked;
  const end = startOfDay(shiftDate(lastDay(asked, now, westernmost), 'P1D'), westernmost);
  const begin = from ? startOfDay(from, easternmost) : now;
  const isOnly = (kind: Due['what']) => kinds.length > 0 && kinds.every((one) => one === kind);
  const conditions = [
    running,
    `(NextDueAt < "${end}" OR Attention = "on-hold" OR Phase = "suspended")`,
    isOnly('end-term') && `TermEndsAt >= "${begin}" AND TermEndsAt < "${end}"`,
    isOnly('end-features') && `FeaturesEndAt < "${end}"`,
    queryOf(asked),
  ];
  return conditions.filter(Boolean).join(' AND ');
}

function wordedAt(now: Instant): (found: Found) => Upcoming {
  const todayIn = remembered((timeZone) => dayAt(now, timeZone));
  const [localOf, relativeOf] = [remembered(localIso), remembered(daysAway)];
  return (found) => {
    const local = localOf(found.due.dueAt, found.whose.timeZone);
    const day = local.slice(0, 'yyyy-mm-dd'.length);
    return worded(found, local, relativeOf(todayIn(found.whose.timeZone), day));
  };
}

function worded({ due, row, whose }: Found, local: string, relative: string): Upcoming {
  const { timeZone } = whose;
  const withheld = isNotice(due) ? withheldOf(row) : undefined;
  return {
    at: due.dueAt,
    local,
    relative,
    agreement: row.id,
    agency: row.agency,
    agencyName: whose.agency,
    timeZone,
    offer: row.offer,
    product: whose.product,
    obligation: due.id,
    kind: due.what,
    what: `${due.count === undefined ? '' : `${due.count} `}${kindName(due.what)}${due.what === 'end-term' ? decided(row) : ''}`,
    to: due.to ?? [],
    rule: ruleOf(due),
    ...(due.clause && { clause: due.clause }),
    ...(withheld && { withheld }),
  };
}

function withheldOf({ phase, issues }: Listed): Upcoming['withheld'] {
  if (issues.includes('on-hold')) return 'on hold';
  return phase === 'suspended' ? 'suspended' : undefined;
}

function decided({ decision }: Listed): string {
  if (!decision) return ', undecided so far';
  return decision === 'renew' ? ', and the next one begins' : ', and access with it';
}
