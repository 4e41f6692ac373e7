// Open issues that say the same of many agreements of one offer, together: a hold of a whole offer is one matter.
import type { ListedIssue } from './open-issues.ts';

/** Up to this many stand one by one, each with its own commands. */
const mostApart = 3;

/** The same issue of one agreement, or of more than three. The oldest comes first. */
export type IssueGroup = [ListedIssue, ...ListedIssue[]];

/** Groups what has the same offer, kind and text. The order is that of the oldest issue in each group. */
export function groupedIssues(items: ListedIssue[]): IssueGroup[] {
  const alike = new Map<string, IssueGroup>();
  for (const item of items) {
    const group = alike.get(keyOf(item));
    if (group) group.push(item);
    else alike.set(keyOf(item), [item]);
  }
  return items.flatMap((item): IssueGroup[] => {
    const group = alike.get(keyOf(item)) ?? [item];
    if (group.length <= mostApart) return [[item]];
    return group[0] === item ? [group] : [];
  });
}

function keyOf({ offer, kind, text }: ListedIssue): string {
  return JSON.stringify([offer, kind, text]);
}

/** Harmless for an agreement of the offer that does not need them. */
const forAllOfAnOffer = /^onegov (release|retry) /;

/** The commands that resolve the issue: for all agreements of the offer, or for each `AGENCY`. */
export function commandsForGroup([{ agreement, agency, offer, commands }]: IssueGroup): string[] {
  return commands.map((command) => {
    const which = forAllOfAnOffer.test(command) ? `--offer ${offer}` : `AGENCY ${offer}`;
    return command.replace(`${agency} ${offer}`, which).replace(agreement, `agreement:${offer}:AGENCY`);
  });
}
