// The weekly digest: what happened, what is due and which issues are open, in words and in bounded memory.

import type { Due, OpenIssue } from '../model/ledger.ts';
import { asPhrase, kindName } from '../model/obligation-names.ts';
import type { LocalDate } from '../time/calendar.ts';
import { dayAt } from '../time/calendar.ts';
import { dayInWords } from '../time/day-words.ts';
import type { Instant } from '../time/instants.ts';
import { between, isReached } from '../time/instants.ts';
import { dueAfter } from './ledger.ts';
import { age, named, operatorsDay, type Report, type Row } from './report.ts';
import { counted, createShortlist } from './shortlist.ts';
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
type Found = { issue: OpenIssue; row: Row };

/** Gathers ledgers one by one, and puts them into words together with what was counted. */
export function createDigest({ since, now, until }: { since: Instant; now: Instant; until: Instant }) {
  const groups = new Map<string, Group>();
  const kinds = new Map<OpenIssue['kind'], number>();
  const oldest = createShortlist<Found>(oldestNamed, (one, other) =>
    between(other.issue.since, one.issue.since),
  );
  return {
    /** What is due until then. Notices are left out while they are on hold or the agreement is suspended. */
    due({ ledger, agency, phase }: Row): void {
      if (!ledger) return;
      const isPaused = phase === 'suspended' || ledger.issues.some(({ kind }) => kind === 'on-hold');
      for (const one of dueAfter(ledger, now)) {
        const { dueAt, what } = one;
        if (!isReached(dueAt, until)) return;
        if (isPaused && waitsInPause(one)) continue;
        const day = dayAt(dueAt, ledger.timeZone);
        const key = `${day} ${what}`;
        const group = groups.get(key) ?? { day, what, agencies: createShortlist(agenciesNamed, byName) };
        group.agencies.add(agency);
        groups.set(key, group);
      }
    },
    /** The open issues of an agreement. */
    issues(row: Row): void {
      for (const issue of row.ledger?.issues ?? []) {
        kinds.set(issue.kind, (kinds.get(issue.kind) ?? 0) + 1);
        oldest.add({ issue, row });
      }
    },

    report(counts: Counts): Report {
      const due = [...groups.values()].toSorted(
        (one, other) => one.day.localeCompare(other.day) || one.what.localeCompare(other.what),
      );
      const total = due.reduce((sum, { agencies }) => sum + agencies.count(), 0);
      const found = oldest.count() + counts.undecided + counts.overdue;
      const open = found > 0 ? counted(found, 'open issue') : 'no open issues';
      return {
        subject: `Weekly digest: ${total.toLocaleString('en-US')} due, ${open}`,
        lead: [
          `${total > 0 ? counted(total, 'thing') : 'Nothing'} will happen through ${operatorsDay(until)}. There ${found === 1 ? 'is' : 'are'} ${open}.`,
          found > 0
            ? 'Please resolve the open issues. The oldest are listed below, each with its command; "onegov issues" lists all.'
            : 'There is nothing for you to do.',
        ],
        sections: [
          { heading: `What happened since ${operatorsDay(since)}`, list: happened(counts) },
          { heading: 'Open agreements', list: inPhases(counts.open, 'Nothing.') },
          {
            heading: `Due through ${operatorsDay(until)}`,
            list: due.length > 0 ? due.map(dueLine) : ['Nothing.'],
          },
          { heading: 'Open issues', list: issueLines(counts) },
          ...(oldest.count() > 0 ? [{ heading: 'Oldest issues', list: oldest.lines(issueLine) }] : []),
        ],
        found,
      };
    },
  };

  function issueLines({ undecided, overdue }: Counts): string[] {
    const lines = [
      ...[...kinds].toSorted().map(([kind, count]) => `${kind}: ${count.toLocaleString('en-US')}`),
      ...(undecided ? [`undecided, with a term that ends within 35 days: ${undecided}`] : []),
      ...(overdue ? [`overdue: ${overdue} (see "onegov watchdog")`] : []),
    ];
    return lines.length > 0 ? lines : ['Nothing.'];
  }

  function issueLine({ issue, row }: Found): string {
    const commands = commandsFor(issue, row).join(' or ');
    return `${named(row)}: ${asPhrase(issue.text)} (${age(issue.since, now)}): ${commands}`;
  }
}

function byName(one: string, other: string): number {
  return one.localeCompare(other);
}

/** Does it wait while notices are on hold or the agreement is suspended? */
function waitsInPause({ what, to }: Due): boolean {
  return to !== undefined || what === 'withdraw';
}

function dueLine({ day, what, agencies }: Group): string {
  const names = agencies.lines((name) => name).join(', ');
  return `${dayInWords(day)}: ${kindName(what)} (${agencies.count().toLocaleString('en-US')}): ${names}`;
}

function happened({ started, renewed, ended, stopped, refused }: Counts): string[] {
  const lines = [
    ...(started ? [`${counted(started, 'agreement')} started`] : []),
    ...(renewed ? [`${counted(renewed, 'agreement')} began the next term`] : []),
    ...inPhases(ended).map((line) => `ended as ${line}`),
    ...(stopped ? [`${counted(stopped, 'agreement')} stopped in Temporal; access was left as it was`] : []),
    ...(refused ? [`${counted(refused, 'request')} refused`] : []),
  ];
  return lines.length > 0 ? lines : ['No agreement started or ended.'];
}

function inPhases(counts: Record<string, number>, none?: string): string[] {
  const lines = Object.entries(counts).flatMap(([phase, count]) =>
    count > 0 ? [`${phase}: ${count.toLocaleString('en-US')}`] : [],
  );
  return lines.length > 0 || !none ? lines : [none];
}
