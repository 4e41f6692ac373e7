// Terms that are offered: what they come to if they are accepted today, however long ago they were offered first.
import type { Instant } from '../../agreements/agreement.ts';
import { dayAt, daysBetween, laterDay, shiftDate, startOfDay } from '../../agreements/calendar.ts';
import type { Brief } from '../../workflows/ports.ts';

/** The brief with a first day that is not past, and the days that follow from it. */
export function startingAhead(brief: Brief, now: Instant): Brief {
  const { offered, term, features, agency } = brief;
  const startsOn = laterDay(dayAt(now, agency.timeZone), term.startsOn);
  const days = daysBetween(term.startsOn, startsOn);
  if (!offered || days === 0) return brief;
  const endsOn = offered.length ? shiftDate(startsOn, offered.length) : term.endsOn;
  return {
    ...brief,
    term: { ...term, startsOn, endsOn, endsAt: startOfDay(endsOn, agency.timeZone) },
    features: features.map((feature) => {
      if (!feature.ends) return feature;
      const on = shiftDate(feature.ends.on, `P${days}D`);
      return { ...feature, ends: { on, at: startOfDay(on, agency.timeZone) } };
    }),
  };
}
