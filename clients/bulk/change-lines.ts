// What a command would change, in lines.

import type { Change, ChangeGroup, WhatIf } from '../../agreements/explain/what-if.ts';
import type { Agreement } from '../../agreements/model/agreement.ts';
import { obligationName } from '../../agreements/model/obligation-names.ts';
import { counted } from '../../agreements/reports/shortlist.ts';
import { instantInWords } from '../../agreements/time/date-words.ts';
import { dayInWords } from '../../agreements/time/day-words.ts';
import type { Tally } from './bulk-commands.ts';

/** One agreement's plan, before and after. */
export function whatIfLines(
  { id, status, agency }: Agreement,
  { after, changes, remarks }: WhatIf,
): string[] {
  const phase = after.status === status ? `stays ${status}` : `goes from ${status} to ${after.status}`;
  return [
    `Nothing is done yet. ${id} ${phase}.`,
    changes.length > 0 ? 'Its plan:' : 'Its plan stays as it is.',
    ...changes.map((change) => `${named(change, changes)}: ${changeLine(change, agency.timeZone)}`),
    ...remarks,
  ];
}

/** The same for a question: what would be sent, given and taken, and how many others would go. */
export function whatIfInShort(agreement: Agreement, { changes, ...rest }: WhatIf): string[] {
  const kept = changes.filter(({ what }) => what !== 'is removed');
  const gone = changes.length - kept.length;
  return [
    ...whatIfLines(agreement, { ...rest, changes: kept }),
    ...(gone > 0
      ? [`  and ${counted(gone, 'planned obligation')} would be removed; --dry-run shows all`]
      : []),
  ];
}

/** What changes and how: `  moves    notice that features end, 30 days before`. */
function named({ what, slot }: Pick<Change, 'what' | 'slot'>, all: Pick<Change, 'what'>[]): string {
  const width = Math.max(...all.map((change) => change.what.length));
  return `  ${what.padEnd(width)}  ${obligationName(slot)}`;
}

function changeLine({ what, from, to, recipients }: Change, timeZone: string): string {
  const at = (instant?: string) => (instant ? instantInWords(instant, timeZone) : '');
  const when = from && to && from !== to ? `${at(from)} → ${at(to)}` : at(to ?? from);
  const { before = [], after = [] } = recipients ?? {};
  const people = what === 'is removed' ? before : after;
  const whom = people.length > 0 ? ` to ${people.join(', ')}` : '';
  const instead = `${before}` !== `${after}` && before.length > 0 && after.length > 0;
  return `${when}${whom}${instead ? ` (before: ${before.join(', ')})` : ''}`;
}

/** The plans of many agreements. Those that change alike stand together. */
export function groupLines(groups: ChangeGroup[]): string[] {
  return groups.flatMap(({ agreements, examples, changes, remarks }) => [
    '',
    `${counted(agreements, 'agreement')}, such as ${examples.join(', ')}:`,
    ...(changes.length === 0 ? ['  the plan stays as it is'] : []),
    ...changes.map((change) => {
      const { first, last } = change;
      const days = first === last ? dayInWords(first) : `${dayInWords(first)} to ${dayInWords(last)}`;
      return `${named(change, changes)}: ${days}`;
    }),
    ...remarks.map((remark) => `  ${remark}`),
  ]);
}

/** How a command on many agreements ended, with the reasons of those that refused. */
export function tallyLines({ done, already, refused, silent, reasons }: Tally, verb: string): string[] {
  const rest = [
    ...(already > 0 ? [`Already done: ${already}.`] : []),
    `Refused: ${refused}.`,
    ...(silent > 0 ? [`No answer: ${silent}.`] : []),
  ];
  return [
    `${verb}: ${done}. ${rest.join(' ')}`,
    ...reasons
      .slice(0, 20)
      .flatMap(({ reason, agreements, examples }) => [
        `  ${counted(agreements, 'agreement')}: ${reason}`,
        `    ${examples.join(', ')}${agreements > examples.length ? ', …' : ''}`,
      ]),
  ];
}
