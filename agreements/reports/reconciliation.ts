// What a comparison with the directory found, in words: for the mail to the operators and for the screen.
import { type Drift, driftCodes, driftHeading, driftKey, driftWords, mendOf } from '../model/drift.ts';
import { agencyOf, offerOf } from '../model/ids.ts';
import type { Report } from './report.ts';
import { counted, createShortlist } from './shortlist.ts';

/** What a comparison found. `unanswered`: agreements that gave no answer, so their agencies were not compared. */
export type Comparison = {
  agencies: number;
  drift: Drift[];
  unanswered: string[];
  /** The operators want drift to be mended, and not only reported. */
  mends: boolean;
};

/** What of the drift is mended, and what waits for a person. */
export type Sorted = { mended: Drift[]; left: Drift[]; why?: string };

/** How many agreements the schedule mends at most. More than that may be the wrong directory, or one that lost everything. */
const mostMended = 100;

/** How many are named one by one in each section. The rest are counted. */
const mostNamed = 25;

/** What the schedule may mend by itself. */
export function sortedDrift({ drift, mends }: Pick<Comparison, 'drift' | 'mends'>): Sorted {
  const mendable = drift.filter(isMendable);
  const count = new Set(mendable.map(({ agreement }) => agreement)).size;
  if (count === 0) return { mended: [], left: drift };
  if (!mends) return { mended: [], left: drift, why: 'RECONCILE says to report only.' };
  if (count > mostMended)
    return {
      mended: [],
      left: drift,
      why: `${counted(count, 'agreement')} differ, which is more than are mended without a person (${mostMended}): please look whether this is the right directory.`,
    };
  return { mended: mendable, left: drift.filter((one) => !isMendable(one)) };
}

/** Is there a change of access that mends it? */
export function isMendable(drift: Drift): boolean {
  return drift.agreement !== undefined && mendOf(drift) !== undefined;
}

/** Was some of this not reported before? @param reported the keys of what was, and is still there */
export function isNews(drift: Drift[], reported: string[]): boolean {
  const known = new Set(reported);
  return drift.some((one) => !known.has(driftKey(one)));
}

/** The report to the operators, before anything is mended. */
export function reconciliationReport(comparison: Comparison, { mended, left, why }: Sorted): Report {
  const found = comparison.drift.length;
  if (found === 0)
    return {
      subject: 'Reconciliation: the directory has what the agreements say',
      lead: leadWithoutDrift(comparison),
      sections: sectionsOf(comparison),
      found,
    };
  const parts = [
    ...(mended.length > 0 ? [`${mended.length} will be mended now`] : []),
    ...(left.length > 0 ? [`${left.length} only reported`] : []),
  ];
  return {
    subject: `Reconciliation: ${counted(found, 'difference')} in the directory`,
    lead: [
      `The directory differs from what the agreements say in ${counted(found, 'place')}: ${parts.join(', ')}.`,
      why === undefined ? nextStep(left) : `${why} "onegov reconcile" mends what can be mended.`,
    ],
    sections: sectionsOf(comparison),
    found,
  };
}

function leadWithoutDrift({ agencies, unanswered }: Comparison): Report['lead'] {
  const compared = agencies === 1 ? '1 agency' : `${agencies.toLocaleString('en-US')} agencies`;
  if (unanswered.length === 0)
    return [`No drift was found (${compared}).`, 'There is nothing for you to do.'];
  return [
    `No drift was found (${compared}; ${counted(unanswered.length, 'agreement')} gave no answer).`,
    'Please look at those without an answer: "onegov watchdog" says more.',
  ];
}

function nextStep(left: Drift[]): string {
  return left.length === 0
    ? 'There is nothing for you to do, unless someone made these changes on purpose: then talk with them.'
    : 'Please look at what is only reported: this software changes nothing that it did not make, or whose purpose it does not know.';
}

function sectionsOf({ drift, unanswered }: Comparison): Report['sections'] {
  const sections = driftCodes.map((code) => {
    const list = createShortlist<Drift>(mostNamed, (one, other) => (lineOf(one) < lineOf(other) ? -1 : 1));
    for (const one of drift) if (one.code === code) list.add(one);
    return { heading: driftHeading(code), list: list.lines(lineOf) };
  });
  const silent = createShortlist<string>(mostNamed, (one, other) => (one < other ? -1 : 1));
  unanswered.forEach(silent.add);
  return [
    ...sections,
    { heading: 'Not compared, because an agreement gave no answer', list: silent.lines((id) => id) },
  ].filter(({ list }) => list.length > 0);
}

/** `gsa.gov openai-chatgpt-enterprise: user 12 is not active` */
function lineOf(drift: Drift): string {
  const { agreement, agency } = drift;
  const whose = agreement === undefined ? agency : `${agencyOf(agreement)} ${offerOf(agreement)}`;
  return `${whose}: ${driftWords(drift)}`;
}
