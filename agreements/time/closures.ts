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
export function closureOn(day: string, closures: Closure[]): Closure | undefined {
  return closures.find(({ from, to }) => from <= day && day <= to);
}

/** Those of an area that may matter to a term: from its first day to the end of the year in which it ends. */
export function closuresIn(
  area: string | undefined,
  closures: Closure[],
  { startsOn, endsOn = '9999' }: { startsOn: string; endsOn?: string },
): Closure[] {
  return closures.filter(
    (one) => (one.area ?? area) === area && startsOn <= one.to && one.from.slice(0, 4) <= endsOn.slice(0, 4),
  );
}

/** Are both lists the same closures, in any order? */
export function areSameClosures(one: Closure[], other: Closure[]): boolean {
  return JSON.stringify(one.map(inText).toSorted()) === JSON.stringify(other.map(inText).toSorted());
}

function inText({ from, to, name, source, area, warnsOnly }: Closure): string {
  return JSON.stringify([from, to, name, source, area, warnsOnly]);
}
