// Keeps what an agreement publishes small: a memo beyond the server's limit would end its workflow. Temporal Cloud takes 40 KB.
import type { Due, Ledger, OpenIssue } from '../model/ledger.ts';

/** The most entries in a ledger, and the most characters in the text of one. Together they stay below 32 KB. */
const most = { due: 60, issues: 30, text: 300 };

/** Lists that are cut are published again when fewer than these are still ahead. */
const fewest = most.due / 2;

/** Is it longer than what is published? Words of ours don't count, so that this never depends on wording. */
export function isOverCeiling({ due, issues }: Ledger): boolean {
  const isLong = ({ text, obligation }: OpenIssue) => obligation !== undefined && text.length > most.text;
  return due.length > most.due || issues.length > most.issues || issues.some(isLong);
}

/** The nearest of what is due and the first of the issues. The last entry of each stands for the rest. */
export function withinCeiling(ledger: Ledger): Ledger {
  return { ...ledger, due: nearest(ledger.due), issues: first(ledger.issues) };
}

function nearest(due: Due[]): Due[] {
  const [next, ...others] = due.slice(most.due);
  if (!next) return due;
  const count = others.length + 1;
  return [...due.slice(0, most.due), { id: `more:${next.dueAt}`, dueAt: next.dueAt, what: 'more', count }];
}

/** What is open without an obligation, such as a hold, is always among them. */
function first(issues: OpenIssue[]): OpenIssue[] {
  const room = most.issues - issues.filter(({ obligation }) => obligation === undefined).length;
  const withObligation = issues.filter(({ obligation }) => obligation !== undefined);
  const left = withObligation.slice(Math.max(room, 0));
  const shown = issues
    .filter((one) => !left.includes(one))
    .slice(0, most.issues)
    .map(shortened);
  const [next] = left;
  if (!next) return shown;
  const text = `and ${left.length} more, which "onegov show" lists`;
  return [...shown, { kind: 'more', since: next.since, text, count: left.length }];
}

function shortened(issue: OpenIssue): OpenIssue {
  const { text } = issue;
  return text.length > most.text ? { ...issue, text: `${text.slice(0, most.text - 1)}…` } : issue;
}

/**
 * Do two lists say the same of what is ahead? Of a list that is cut, the nearest and the number of all count, and enough
 * of them have to be there.
 */
export function isSameAhead(published: Due[], current: Due[]): boolean {
  const [before, now] = [partsOf(published), partsOf(current)];
  if (before.rest > 0 && before.shown.length < fewest) return false;
  const known = Math.min(before.shown.length, now.shown.length);
  const isSameCount = before.shown.length + before.rest === now.shown.length + now.rest;
  return (
    isSameCount && JSON.stringify(before.shown.slice(0, known)) === JSON.stringify(now.shown.slice(0, known))
  );
}

function partsOf(due: Due[]): { shown: Due[]; rest: number } {
  const rest = due.find(({ what }) => what === 'more');
  return { shown: due.filter((one) => one !== rest), rest: rest?.count ?? 0 };
}
