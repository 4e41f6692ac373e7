// Closures: days on which federal offices are closed besides weekends and holidays.

/** A closure, from its first day to its last, each as `2026-12-24`. */
export type Closure = {
  from: string;
  to: string;
  /** What closes the offices: `Christmas Eve`. */
  name: string;
  /** Where that is written: `EO 14371`. */
  source: string;
  /** It holds only in this area, such as `washington`. Left out: everywhere. */
  area?: string | undefined;
  /** Dates stay where they are, and people are only told of it. Left out: dates move to a business day. */
  warnsOnly?: true | undefined;
};

/** The closure that a day falls in; nothing if offices are open. */
export function closureOn(day: string, closures: Closure[] = []): Closure | undefined {
  return closures.find((one) => covers(one, day));
}

/** Does a closure move dates off this day? */
export function movesOff(day: string, closures: Closure[]): boolean {
  return closures.some((one) => !one.warnsOnly && covers(one, day));
}

function covers({ from, to }: Closure, day: string): boolean {
  return from <= day && day <= to;
}

/** No known term is longer, in years. */
const longestTerm = 3;

/** Those of an area that may matter from a day on, for as long as a term may last. */
export function closuresIn(area: string | undefined, closures: Closure[], since: string): Closure[] {
  const lastYear = Number(since.slice(0, 4)) + longestTerm;
  return closures.filter(
    (one) => (one.area ?? area) === area && since <= one.to && Number(one.from.slice(0, 4)) <= lastYear,
  );
}

/** Are both lists the same closures, in any order? */
export function areSameClosures(one: Closure[], other: Closure[]): boolean {
  return JSON.stringify(one.map(inText).toSorted()) === JSON.stringify(other.map(inText).toSorted());
}

/** Are both the same closure? */
export function isSameClosure(one: Closure, other: Closure): boolean {
  return inText(one) === inText(other);
}

function inText({ from, to, name, source, area, warnsOnly }: Closure): string {
  return JSON.stringify([from, to, name, source, area, warnsOnly]);
}
