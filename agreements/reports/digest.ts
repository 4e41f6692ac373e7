// The weekly digest: what happened, what is due, what needs attention, in words and in bounded memory.

import type { LocalDate } from '../time/calendar.ts';
import { dayAt } from '../time/calendar.ts';
import type { Instant } from '../time/instants.ts';
import { between, isReached } from '../time/instants.ts';
import { type Due, dueAfter, type Need } from './ledger.ts';
import { age, counted, createShortlist, dayThere, named, type Report, type Row } from './report.ts';
import { commandsFor } from './suggested-commands.ts';

/** How many there were of each. */
export type Counts = {
  started: number;
  renewed: number;
  /** By the phase that they ended in. */
  ended: Record<string, number>;
  stopped: number;
  refused: number;
  /** Open ones, by phase. */
  open: Record<string, number>;
  undecided: number;
  overdue: number;
};

const agenciesNamed = 5;
const oldestNamed = 15;

type Group = { day: LocalDate; what: Due['what']; agencies: ReturnType<typeof createShortlist<string>> };
type Needed = { need: Need; row: Row };

/** Gathers ledgers one by one, and puts them into words together with what was counted. */
export function createDigest({ since, now, until }: { since: Instant; now: Instant; until: Instant }) {
  const groups = new Map<string, Group>();
  const needs = new Map<Need['kind'], number>();
  const oldest = createShortlist<Needed>(oldestNamed, (one, other) =>
    between(other.need.since, one.need.since),
  );
  return {
    /** What of an agreement falls due until then; its notices don't while they are on hold, or it is suspended. */
    due({ ledger, agency, phase }: Row): void {
      if (!ledger) return;
      const isQuiet = phase === 'suspended' || ledger.needs.some(({ kind }) => kind === 'on-hold');
      for (const { dueAt, what } of dueAfter(ledger, now)) {
        if (!isReached(dueAt, until)) return;
        if (isQuiet && !steps[what]) continue;
        const day = dayAt(dueAt, ledger.timeZone);
        const key = `${day} ${what}`;
        const group = groups.get(key) ?? { day, what, agencies: createShortlist(agenciesNamed, byName) };
        group.agencies.add(agency);
        groups.set(key, group);
      }
    },
    /** What of an agreement needs a person. */
    needs(row: Row): void {
      for (const need of row.ledger?.needs ?? []) {
        needs.set(need.kind, (needs.get(need.kind) ?? 0) + 1);
        oldest.add({ need, row });
      }
    },

    report(counts: Counts): Report {
      const due = [...groups.values()].toSorted(
        (one, other) => one.day.localeCompare(other.day) || one.what.localeCompare(other.what),
      );
      const total = due.reduce((sum, { agencies }) => sum + agencies.count(), 0);
      const found = oldest.count() + counts.undecided + counts.overdue;
      const attention =
        found > 0
          ? `${counted(found, 'matter')} ${found === 1 ? 'needs' : 'need'} attention`
          : 'nothing needs attention';
      return {
        subject: `Weekly digest: ${total.toLocaleString('en-US')} due, ${attention}`,
        lead: [
          `Through ${dayThere(until)}, ${total > 0 ? `${counted(total, 'thing')} will happen` : 'nothing is due'}; ${attention}.`,
          found > 0
            ? 'Please settle what needs attention: the oldest stands below, each with its command, and "onegov attention" has all of it.'
            : 'There is nothing for you to do.',
        ],
        sections: [
          { heading: `What happened since ${dayThere(since)}`, list: happened(counts) },
          { heading: 'What is open', list: inPhases(counts.open, 'Nothing.') },
          {
            heading: `What is due through ${dayThere(until)}`,
            list: due.length > 0 ? due.map(dueLine) : ['Nothing.'],
          },
          { heading: 'What needs attention', list: attentionLines(counts) },
          ...(oldest.count() > 0 ? [{ heading: 'The oldest of it', list: oldest.lines(needLine) }] : []),
        ],
        found,
      };
    },
  };

  function attentionLines({ undecided, overdue }: Counts): string[] {
    const lines = [
      ...[...needs].toSorted().map(([kind, count]) => `${kind}: ${count.toLocaleString('en-US')}`),
      ...(undecided ? [`undecided, and the term ends within 35 days: ${undecided}`] : []),
      ...(overdue ? [`overdue: ${overdue} (see "onegov watchdog")`] : []),
    ];
    return lines.length > 0 ? lines : ['Nothing.'];
  }

  function needLine({ need, row }: Needed): string {
    const commands = commandsFor(need, row).join(' or ');
    return `${named(row)}: ${need.text} (${age(need.since, now)}): ${commands}`;
  }
}

function byName(one: string, other: string): number {
  return one.localeCompare(other);
}

const steps: Partial<Record<Due['what'], string>> = {
  'grant-access': 'access is given',
  'end-features': 'features end',
  'end-access': 'access is taken away',
  'open-renewal': 'the renewal window opens',
  'end-term': 'the term ends',
  'end-grace': 'the time of grace ends',
  alert: 'the operators are told',
};

function dueLine({ day, what, agencies }: Group): string {
  const weekday = new Intl.DateTimeFormat('en-US', { weekday: 'short', timeZone: 'UTC' }).format(
    new Date(day),
  );
  const names = agencies.lines((name) => name).join(', ');
  return `${weekday} ${day}: ${steps[what] ?? `notice ${what}`} (${agencies.count().toLocaleString('en-US')}): ${names}`;
}

function happened({ started, renewed, ended, stopped, refused }: Counts): string[] {
  const lines = [
    ...(started ? [`${counted(started, 'agreement')} started`] : []),
    ...(renewed ? [`${counted(renewed, 'agreement')} went on with the next term`] : []),
    ...inPhases(ended).map((line) => `ended as ${line}`),
    ...(stopped
      ? [`${counted(stopped, 'agreement')} stopped in Temporal itself, access left as it was`]
      : []),
    ...(refused ? [`${counted(refused, 'request')} refused`] : []),
  ];
  return lines.length > 0 ? lines : ['Nothing began and nothing ended.'];
}

function inPhases(counts: Record<string, number>, none?: string): string[] {
  const lines = Object.entries(counts).flatMap(([phase, count]) =>
    count > 0 ? [`${phase}: ${count.toLocaleString('en-US')}`] : [],
  );
  return lines.length > 0 || !none ? lines : [none];
}
