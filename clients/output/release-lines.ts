// What a new version would change, in lines.
import type { When } from '../../agreements/explain/release.ts';
import type { Example, ReleaseGroup, ReleaseReport } from '../../agreements/explain/release-report.ts';
import { obligationName } from '../../agreements/model/obligation-names.ts';
import { counted } from '../../agreements/reports/shortlist.ts';
import { dayOfInstant, instantInWords } from '../../agreements/time/date-words.ts';

/** So many names stand in a line. JSON has all of them. */
const named = 5;

const headings: Record<When, string> = {
  'at-once': 'As soon as a worker runs this code:',
  'planned-again':
    'With the next command that plans an agreement again, such as "amend". Until then its plan stays:',
  'closures-observed':
    'With "onegov observe-closures", or with the next term, because this code knows other closures:',
  'counted-anew':
    'Only in terms that begin from now on. A term that has begun keeps its dates, though this code would count them otherwise:',
};

/** The whole report. Histories that don't replay come first. */
export function releaseLines({ histories, failures, changes, otherwise }: ReleaseReport): string[] {
  const sections = (Object.keys(headings) as When[]).map((when) => ({
    heading: headings[when],
    lines: changes.filter((group) => group.when === when).map(changeLine),
  }));
  return [
    `Histories replayed on this code: ${(histories - failures.length).toLocaleString('en-US')}.`,
    ...section(
      "Can't be replayed:",
      failures.map(({ id, failure }) => `${id}: ${failure}`),
    ),
    ...sections.flatMap(({ heading, lines }) => section(heading, lines)),
    ...section(
      'These replay, but this code would have asked Temporal otherwise, and may do so from now on:',
      otherwise.map(
        ({ what, where, event, agreements }) =>
          `${counted(agreements.length, 'agreement')}: ${what}, ${where}, from event ${event} on ${namesOf(agreements)}`,
      ),
    ),
    ...(failures.length + changes.length + otherwise.length === 0 ? ['Nothing would change.'] : []),
  ];
}

function section(heading: string, lines: string[]): string[] {
  return lines.length === 0 ? [] : ['', heading, ...lines.map((line) => `  ${line}`)];
}

/** `12 agreements: notice that features end, 30 days before, moves from Fri, Jan 22, 2027 to Mon, Jan 25, 2027 (…)` */
function changeLine({ what, slot, agreements, first, last }: ReleaseGroup): string {
  const several = spanOf(first) === spanOf(last) ? '' : `, the last ${spanOf(last)}`;
  const who = `${counted(agreements.length, 'agreement')}: ${obligationName(slot)}`;
  return `${who}: ${what} ${spanOf(first)}${several} ${namesOf(agreements)}`;
}

function spanOf({ timeZone, from, to }: Example): string {
  if (from === undefined || to === undefined) return `on ${dayOfInstant(from ?? to ?? '', timeZone)}`;
  const [old, fresh] = [from, to].map((at) => dayOfInstant(at, timeZone));
  if (old !== fresh) return `from ${old} to ${fresh}`;
  return `from ${instantInWords(from, timeZone)} to ${instantInWords(to, timeZone)}`;
}

function namesOf(agreements: string[]): string {
  const more = agreements.length > named ? ', …' : '';
  return `(${agreements.slice(0, named).join(', ')}${more})`;
}
