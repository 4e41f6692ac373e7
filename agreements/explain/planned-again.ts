// What this code would plan for an agreement that runs: a release that changes dates or rules shows here, before it runs.

import type { Agreement } from '../model/agreement.ts';
import type { Dates } from '../model/dates.ts';
import type { RecordEntry } from '../model/events.ts';
import { isOver } from '../model/status.ts';
import { termsOffered } from '../planning/offered-terms.ts';
import { replan } from '../planning/replan.ts';
import { firstTermDates, keptDates } from '../planning/term-dates.ts';
import { type Instant, isReached } from '../time/instants.ts';
import { type Change, changesOfPlan } from './what-if.ts';

/** How what lies ahead would change if this code planned it again now; nothing if it would be the same. */
export function plannedAgain(agreement: Agreement, now: Instant): Change[] {
  if (isOver(agreement)) return [];
  const fresh = termsOffered(agreement, now) ?? replan(agreement, datesAgain(agreement), now);
  const changes = changesOfPlan(agreement, { ...agreement, ...fresh.dates, plan: fresh.plan });
  return changes.filter(({ from }) => from === undefined || !isReached(from, now));
}

/** The dates as the offer gives them. Dates that a command has set or moved since, and those of later terms, stay. */
function datesAgain(agreement: Agreement): Dates {
  const { offer, agency, term, features, record, orderedLastDay } = agreement;
  if (term.number > 1 || record.some(movesDates)) return keptDates(agreement);
  const dates = firstTermDates(offer, term.startsOn, agency.timeZone, orderedLastDay);
  const isOn = (id: string) => features.some((one) => one.id === id && one.on);
  return {
    ...keptDates(agreement),
    ...dates,
    features: dates.features.map((feature) => ({ ...feature, on: isOn(feature.id) })),
  };
}

function movesDates(entry: RecordEntry): boolean {
  return ['amended', 'extended', 'reinstated'].includes(entry.type);
}
