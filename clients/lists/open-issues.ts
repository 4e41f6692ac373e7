// Open issues across all agreements. They are worked out each time, so what is resolved is not among them.

import type { Ledger, OpenIssue } from '../../agreements/model/ledger.ts';
import { commandsFor } from '../../agreements/reports/suggested-commands.ts';
import { lastDayInWords } from '../../agreements/time/date-words.ts';
import type { Instant } from '../../agreements/time/instants.ts';
import { between, later } from '../../agreements/time/instants.ts';
import {
  closedWithIssues,
  decideWithin,
  lastRuns,
  overdueAt,
  stopped,
  undecidedAt,
  withIssues,
} from '../../visibility/queries.ts';
import type { Agreements } from '../api/agreements.ts';
import type { Listed } from '../api/listed.ts';
import { firstInOrder, type Ranked } from './ranked.ts';

/** An open issue, since when, and the commands that resolve it. Any one of them is enough. */
export type ListedIssue = {
  since: Instant;
  agreement: string;
  agency: string;
  agencyName?: string;
  offer: string;
  timeZone?: string;
  kind: OpenIssue['kind'] | 'undecided' | 'overdue' | 'stopped';
  text: string;
  commands: string[];
};

type Row = Listed & { ledger?: Ledger };

/** The open issues, oldest first. @param where a visibility query that narrows them down */
export async function openIssues(
  agreements: Agreements,
  now: Instant,
  { where, limit }: { where?: string | undefined; limit: number },
): Promise<Ranked<ListedIssue>> {
  const narrowed = (query: string) => (where ? `(${query}) AND (${where})` : query);
  return firstInOrder(all(), limit, bySince);

  async function* all(): AsyncIterable<ListedIssue> {
    for await (const row of agreements.ledgers(narrowed(withIssues))) yield* published(row);
    for await (const row of agreements.ledgers(narrowed(undecidedAt(now)))) yield undecided(row);
    for await (const row of agreements.ledgers(narrowed(overdueAt(now))))
      if (!row.issues.includes('delayed')) yield overdue(row, now);
    for await (const row of agreements.ledgers(narrowed(closedWithIssues(now)))) yield* tooLate(row);
    const { namespace } = agreements.client.options;
    for await (const row of lastRuns(agreements.ledgers, narrowed(stopped))) yield ended(row, namespace);
  }
}

function bySince(one: ListedIssue, other: ListedIssue): number {
  return between(other.since, one.since) || one.agreement.localeCompare(other.agreement);
}

function published(row: Row): ListedIssue[] {
  return (row.ledger?.issues ?? []).map((issue) => ({
    ...basics(row),
    since: issue.since,
    kind: issue.kind,
    text: issue.text,
    commands: commandsFor(issue, row),
  }));
}

function tooLate(row: Row): ListedIssue[] {
  return published(row).map((item) => ({
    ...item,
    text: `${item.text.replace(/\.$/, '')}; the agreement is closed, so tell the contacts by other means`,
    commands: [],
  }));
}

function undecided(row: Row): ListedIssue {
  const { agency, offer, termEndsAt = '', ledger } = row;
  const which = `${agency} ${offer}`;
  return {
    ...basics(row),
    since: later(termEndsAt, -decideWithin),
    kind: 'undecided',
    text: `the last day of its term is ${lastDayInWords(termEndsAt, ledger?.timeZone ?? 'UTC')}, and nobody has decided`,
    // Suspended, it can't be renewed or declined before it is reinstated.
    commands:
      row.phase === 'suspended'
        ? [`onegov reinstate ${which}`, `onegov terminate ${which} --reason TEXT`]
        : [`onegov renew ${which}`, `onegov decline ${which} --reason TEXT`],
  };
}

function overdue(row: Row, now: Instant): ListedIssue {
  const { agency, offer, nextDueAt = now, ledger } = row;
  const due = ledger?.due.find(({ dueAt }) => between(dueAt, nextDueAt) === 0);
  return {
    ...basics(row),
    since: nextDueAt,
    kind: 'overdue',
    text: `${due ? `${due.id}: it` : 'something'} was due and has no outcome yet; check that workers are running`,
    commands: ['onegov worker', `onegov explain ${agency} ${offer}`],
  };
}

function ended(row: Row, namespace: string): ListedIssue {
  const reset = `temporal workflow reset --namespace ${namespace} --workflow-id ${row.id}`;
  return {
    ...basics(row),
    since: row.closedAt ?? '',
    kind: 'stopped',
    text: `${row.phase}: someone ended it in Temporal itself, which leaves access as it is`,
    commands: [`${reset} --type LastWorkflowTask --reason "ended by mistake"`],
  };
}

function basics({ id: agreement, agency, offer, ledger }: Row) {
  return {
    agreement,
    agency,
    offer,
    ...(ledger && { agencyName: ledger.agency, timeZone: ledger.timeZone }),
  };
}
