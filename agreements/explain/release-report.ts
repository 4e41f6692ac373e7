// What a new version would change for many agreements: what is alike stands together.
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

/** What the code would ask of Temporal otherwise than a history has it: what, where in it, and the event that shows it. */
export type Otherwise = { what: string; where: string; event: number };

/** The same of several agreements. The event is that of the first one. */
export type OtherwiseGroup = Otherwise & { agreements: string[] };

export type ReleaseReport = {
  /** How many histories were replayed or tried. */
  histories: number;
  failures: { id: string; failure: string }[];
  changes: ReleaseGroup[];
  otherwise: OtherwiseGroup[];
};

/** Memory grows with the number of groups, and of the ids in them. */
export function createReleaseReport() {
  const failures: ReleaseReport['failures'] = [];
  const changes = new Map<string, ReleaseGroup>();
  const otherwise = new Map<string, OtherwiseGroup>();
  let histories = 0;
  return {
    /** A history that does not replay. */
    failed(id: string, failure: string): void {
      histories++;
      failures.push({ id, failure });
    },

    /** A history that replays. */
    replayed(id: string, asked: Otherwise[], timeZone: string, changed: ReleaseChange[]): void {
      histories++;
      for (const one of asked) {
        const key = `${one.what} ${one.where}`;
        const group = otherwise.get(key) ?? { ...one, agreements: [] };
        otherwise.set(key, { ...group, agreements: including(id, group.agreements) });
      }
      for (const { when, what, slot, ...days } of changed) {
        const example = { timeZone, ...days };
        const key = [when, what, slot, distance(example)].join(' ');
        const group = changes.get(key) ?? {
          ...{ when, what, slot, agreements: [] },
          ...{ first: example, last: example },
        };
        const agreements = including(id, group.agreements);
        const { first, last } = group;
        changes.set(key, {
          ...group,
          agreements,
          first: between(startOf(example), startOf(first)) > 0 ? example : first,
          last: between(startOf(last), startOf(example)) > 0 ? example : last,
        });
      }
    },

    /** Changes in the order in which they come about, the soonest first. */
    result(): ReleaseReport {
      const sorted = [...changes.values()].toSorted(
        (one, other) =>
          order.indexOf(one.when) - order.indexOf(other.when) ||
          between(startOf(other.first), startOf(one.first)),
      );
      return { histories, failures, changes: sorted, otherwise: [...otherwise.values()] };
    },
  };
}

const order: ReleaseChange['when'][] = ['at-once', 'planned-again', 'closures-observed', 'counted-anew'];

/** An agreement may have the same change several times. Ids come in order, so only the last one counts. */
function including(id: string, ids: string[]): string[] {
  if (ids.at(-1) !== id) ids.push(id);
  return ids;
}

/** How far it moves: in days of the place, or within a day in minutes. */
function distance({ timeZone, from, to }: Example): string {
  if (from === undefined || to === undefined) return '';
  const days = daysBetween(dayAt(from, timeZone), dayAt(to, timeZone));
  return days === 0 ? `${between(from, to) / 60_000} minutes` : `${days} days`;
}

function startOf({ from, to }: Example): Instant {
  return from ?? to ?? '';
}
