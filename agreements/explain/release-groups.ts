// The changes of a release for many agreements: those that are alike stand together.
import { dayAt, daysBetween } from '../time/calendar.ts';
import { between, type Instant } from '../time/instants.ts';
import type { ReleaseChange } from './release.ts';

/** One agreement's change, and where its days are. */
export type Example = { timeZone: string; from?: Instant; to?: Instant };

/** The same change of several agreements: the first and the last day on which it falls. */
export type ReleaseGroup = Pick<ReleaseChange, 'when' | 'what' | 'slot'> & {
  agreements: string[];
  first: Example;
  last: Example;
};

/** Groups changes by what moves and by how much. Memory grows with the number of groups, and of ids in them. */
export function createReleaseGroups() {
  const groups = new Map<string, ReleaseGroup>();
  return {
    add(id: string, timeZone: string, changes: ReleaseChange[]): void {
      for (const { when, what, slot, ...days } of changes) {
        const example = { timeZone, ...days };
        const key = [when, what, slot, distance(example)].join(' ');
        const group = groups.get(key);
        if (!group) {
          groups.set(key, { when, what, slot, agreements: [id], first: example, last: example });
          continue;
        }
        if (group.agreements.at(-1) !== id) group.agreements.push(id);
        if (between(startOf(example), startOf(group.first)) > 0) group.first = example;
        if (between(startOf(group.last), startOf(example)) > 0) group.last = example;
      }
    },
    /** In the order in which they come about, the soonest first. */
    all(): ReleaseGroup[] {
      const order = Object.keys(whenOrder);
      return [...groups.values()].toSorted(
        (one, other) =>
          order.indexOf(one.when) - order.indexOf(other.when) ||
          between(startOf(other.first), startOf(one.first)),
      );
    },
  };
}

const whenOrder: Record<ReleaseChange['when'], true> = {
  'at-once': true,
  'planned-again': true,
  'closures-observed': true,
  'counted-anew': true,
};

/** How far it moves: in days of the place, or within a day in minutes. */
function distance({ timeZone, from, to }: Example): string {
  if (from === undefined || to === undefined) return '';
  const days = daysBetween(dayAt(from, timeZone), dayAt(to, timeZone));
  return days === 0 ? `${between(from, to) / 60_000} minutes` : `${days} days`;
}

function startOf({ from, to }: Example): Instant {
  return from ?? to ?? '';
}
