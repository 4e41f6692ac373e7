// The data that a plan is made from, and the days that its notices are about.

import { type Dates, endOf, type Feature } from '../model/dates.ts';
import { termInIds } from '../model/ids.ts';
import type { About } from '../model/obligations.ts';
import type { Agency } from '../model/parties.ts';
import type { Offer } from '../offer/schema.ts';
import type { LocalDate } from '../time/calendar.ts';
import type { Instant } from '../time/instants.ts';

/** `revision` counts how often the dates have moved. */
export type PlanInput = Dates & { id: string; offer: Offer; agency: Agency; revision: number };

type DatedEvent = 'features-end' | 'term-end';

/** The days for the notices of an event: the term's end if it has one, or each day on which features end. */
export function daysAbout(
  event: DatedEvent,
  { term, features, revision: sequence }: Pick<PlanInput, 'term' | 'features' | 'revision'>,
): About[] {
  if (event === 'term-end') {
    if (term.endsOn === undefined) return [];
    const { on, at } = endOf(term);
    return [{ event, date: on, ...inTerm(term), endsAt: at, features: [], sequence }];
  }
  return featureEnds(features).map(({ on, at, names }) => ({
    event,
    date: on,
    endsAt: at,
    features: names,
    sequence,
  }));
}

/** The term of a day, as a notice about it has it. */
export function inTerm(term: Dates['term']): Pick<About, 'term'> {
  const number = termInIds(term);
  return number === undefined ? {} : { term: number };
}

type FeatureEnd = { on: LocalDate; at: Instant; ids: string[]; names: string[] };

/** The days on which features end, each with the features that end on it. */
export function featureEnds(features: Feature[]): FeatureEnd[] {
  const ends = new Map<LocalDate, FeatureEnd>();
  for (const { id, name, ends: end } of features) {
    if (!end) continue;
    const day = ends.get(end.on) ?? { ...end, ids: [], names: [] };
    ends.set(end.on, { ...day, ids: [...day.ids, id], names: [...day.names, name] });
  }
  return [...ends.values()];
}
