// What needs a person, across all agreements. Worked out anew each time: what was mended is not in it any more.
import type { Instant } from '../agreements/agreement.ts';
import { dayAt } from '../agreements/calendar.ts';
import { between, day, later } from '../agreements/instants.ts';
import type { Ledger, Need } from '../agreements/ledger.ts';
import { commandsFor } from '../agreements/settling.ts';
import { onItsWay } from '../agreements/watchdog.ts';
import type { Agreements, Listed } from './agreements.ts';
import { quoted } from './filter.ts';
import { firstOf, type Ranked } from './ranked.ts';

/** Something that needs a person, since when, and the commands of which any settles it. */
export type AttentionItem = {
  since: Instant;
  agreement: string;
  agency: string;
  agencyName?: string;
  offer: string;
  timeZone?: string;
  kind: Need['kind'] | 'undecided' | 'overdue' | 'stopped';
  text: string;
  commands: string[];
};

type Row = Listed & { ledger?: Ledger };

/** So long before its end a term that nobody has decided about needs somebody. */
const decisionWanted = 35 * day;

/** What needs a person, oldest first. @param where a visibility query that narrows it down */
export async function attention(
  agreements: Agreements,
  now: Instant,
  { where, limit }: { where?: string | undefined; limit: number },
): Promise<Ranked<AttentionItem>> {
  const narrowed = (query: string) => (where ? `(${query}) AND (${where})` : query);
  return firstOf(all(), limit, bySince);

  async function* all(): AsyncIterable<AttentionItem> {
    for await (const row of agreements.ledgers(narrowed(`${running} AND Attention IS NOT NULL`)))
      yield* needed(row);
    for await (const row of agreements.ledgers(narrowed(undecidedBy(later(now, decisionWanted)))))
      yield undecided(row);
    for await (const row of agreements.ledgers(narrowed(dueBefore(later(now, -onItsWay)))))
      if (!row.attention.includes('delayed')) yield overdue(row, now);
    yield* stoppedOnes(agreements, narrowed(stoppedWhileOpen));
  }
}

const running = 'ExecutionStatus = "Running"';

function undecidedBy(end: Instant): string {
  return `${running} AND Phase = "renewal" AND Decision IS NULL AND TermEndsAt <= "${end}"`;
}

function dueBefore(instant: Instant): string {
  return `${running} AND NextDueAt < "${instant}"`;
}

/** One that failed as it began was a request that was refused, and its caller was told. */
const open = ['promotional', 'standard', 'renewal', 'suspended'].map(quoted).join(', ');
const stoppedWhileOpen = `ExecutionStatus IN ("Terminated", "Canceled", "TimedOut", "Failed") AND (Phase IN (${open}) OR (Phase = "onboarding" AND ExecutionStatus != "Failed"))`;

function bySince(one: AttentionItem, other: AttentionItem): number {
  return between(other.since, one.since) || one.agreement.localeCompare(other.agreement);
}

function needed(row: Row): AttentionItem[] {
  return (row.ledger?.needs ?? []).map((need) => ({
    ...basics(row),
    since: need.since,
    kind: need.kind,
    text: need.text,
    commands: commandsFor(need, row),
  }));
}

function undecided(row: Row): AttentionItem {
  const { agency, offer, termEndsAt = '', ledger } = row;
  return {
    ...basics(row),
    since: later(termEndsAt, -decisionWanted),
    kind: 'undecided',
    text: `its term ends at 0:00 on ${dayAt(termEndsAt, ledger?.timeZone ?? 'UTC')} and nobody has decided`,
    commands: [`onegov renew ${agency} ${offer}`, `onegov decline ${agency} ${offer}`],
  };
}

function overdue(row: Row, now: Instant): AttentionItem {
  const { agency, offer, nextDueAt = now, ledger } = row;
  const due = ledger?.due.find(({ dueAt }) => between(dueAt, nextDueAt) === 0);
  return {
    ...basics(row),
    since: nextDueAt,
    kind: 'overdue',
    text: `${due ? due.id : 'something'} was due and has no outcome yet: see that workers run`,
    commands: ['onegov worker', `onegov explain ${agency} ${offer}`],
  };
}

/** Those whose latest run is a stopped one: one that was started or reset since goes on. */
async function* stoppedOnes(agreements: Agreements, query: string): AsyncIterable<AttentionItem> {
  let some: Row[] = [];
  for await (const row of agreements.ledgers(query)) {
    some.push(row);
    if (some.length < 100) continue;
    yield* withoutNewerRun(agreements, some);
    some = [];
  }
  yield* withoutNewerRun(agreements, some);
}

async function* withoutNewerRun(agreements: Agreements, rows: Row[]): AsyncIterable<AttentionItem> {
  if (rows.length === 0) return;
  const ids = [...new Set(rows.map(({ id }) => id))];
  const ends = new Map<string, string>();
  for await (const { id, closedAt = goesOn } of agreements.list(
    `WorkflowId IN (${ids.map(quoted).join(', ')})`,
  ))
    if (closedAt > (ends.get(id) ?? '')) ends.set(id, closedAt);
  const { namespace } = agreements.client.options;
  for (const row of rows) if (ends.get(row.id) === row.closedAt) yield stopped(row, namespace);
}

/** Later than every end. */
const goesOn = '9999';

function stopped(row: Row, namespace: string): AttentionItem {
  const reset = `temporal workflow reset --namespace ${namespace} --workflow-id ${row.id}`;
  return {
    ...basics(row),
    since: row.closedAt ?? '',
    kind: 'stopped',
    text: `${row.phase}: it was ended in Temporal itself, which leaves access as it is`,
    commands: [`${reset} --type LastWorkflowTask --reason "it was not to end"`],
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
