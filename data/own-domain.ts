// Finds an organization's main domain among its many: `usda.gov`, not `aff.gov`, for the Department of Agriculture.
import type { RegistryRow } from './registry.ts';

/** A domain with its points, and the hints that earned them. */
type Candidate<Row extends RegistryRow> = { row: Row; points: number; hints: string[] };

/**
 * The organization's main domain: the one that is most like its name or acronym, and that most of its mail is at.
 * @param rows all rows of one organization, at least one; the earlier row wins a tie
 */
export function ownDomain<Row extends RegistryRow>(rows: readonly Row[]): Candidate<Row> {
  const [first] = rows;
  if (!first) throw new Error('No rows for an organization.');
  const name = nameOf(first.organization);
  const mail = mailShares(rows);
  return rows
    .map((row) => judged(row, name, mail.get(row.domain) ?? 0))
    .reduce((best, candidate) => (candidate.points > best.points ? candidate : best));
}

/** The parts of a name: its usual short forms, all runs of its words, and its acronyms. */
type Name = { whole: Set<string>; runs: Map<string, number>; acronyms: Set<string>; words: string[] };

const small = new Set(['of', 'the', 'and', 'for', 'on', 'in', 'to', 'a']);
/** Words in the names of many organizations. */
const common = new Set(['national', 'federal', 'office', 'department', 'board', 'commission', 'council']);

function judged<Row extends RegistryRow>(row: Row, name: Name, mailShare: number): Candidate<Row> {
  const label = row.domain.replace(/\.gov$/, '').replaceAll('-', '');
  // A domain may begin with `us`: usda, usich, uscapitolpolice.
  const forms = [label, ...(label.startsWith('us') ? [label.slice(2)] : [])];
  const longestRun = Math.max(0, ...forms.map((form) => name.runs.get(form) ?? 0));
  const hints: [points: number, hint: string][] = [];
  if (forms.some((form) => name.whole.has(form))) hints.push([4.6, 'its name']);
  else if (longestRun > 0) hints.push([longestRun > 1 ? 4 : 3, 'words of its name']);
  else if (name.words.some((word) => word.length > 3 && !common.has(word) && label.includes(word)))
    hints.push([1, 'a word of its name']);
  if (forms.some((form) => name.acronyms.has(form))) hints.push([4, 'its acronym']);
  else if (label.length > 2 && [...name.acronyms].some((one) => one.startsWith(label)))
    hints.push([2, 'the start of its acronym']);
  if (mailShare > 0) hints.push([3 * mailShare, `${Math.round(100 * mailShare)} % of its contacts’ mail`]);
  if (row.suborganization === '') hints.push([0.5, 'not a suborganization’s']);
  const brevity = -row.domain.length / 100;
  return {
    row,
    points: hints.reduce((sum, [points]) => sum + points, brevity),
    hints: hints.map(([, hint]) => hint),
  };
}

function nameOf(organization: string): Name {
  const all = wordsOf(organization);
  const words = all.filter((word) => !small.has(word));
  const withOf = all.filter((word) => !small.has(word) || word === 'of');
  const bare = words.filter((word) => word !== 'department');
  // Acronyms often leave out the first word: hhs for the Department of Health and Human Services, dni, dfc.
  const acronyms = [words, withOf, words.slice(1)].map((list) => list.map((word) => word[0]).join(''));
  return {
    words,
    whole: new Set([words, all, bare].map((list) => list.join(''))),
    runs: runsOf(words),
    acronyms: new Set(acronyms.filter((acronym) => acronym.length > 1)),
  };
}

/** The words in lower case, without "of the United States", which many names share, and with ".gov" as "dotgov". */
function wordsOf(organization: string): string[] {
  const plain = organization
    .toLowerCase()
    .replaceAll('u.s.', 'united states ')
    .replace(/\b((of|in) )?(the )?united states\b/g, ' ')
    .replace(/(^|\s)\.(?=\w)/g, '$1dot');
  return plain.match(/[\p{L}\d]+/gu) ?? [];
}

/** The longest names in the registry have fewer words. The runs of a line of thousands of words would fill the memory. */
const mostWords = 30;

/** Runs of words written as one, with the number of words. */
function runsOf(all: string[]): Map<string, number> {
  const words = all.slice(0, mostWords);
  const runs = words.flatMap((_, from) =>
    words.slice(from).map((_, more) => words.slice(from, from + more + 1)),
  );
  return new Map(runs.map((run) => [run.join(''), run.length]));
}

/** The share of an organization's contacts with mail at a domain or a subdomain (`cms.hhs.gov` counts for `hhs.gov`). */
function mailShares(rows: readonly RegistryRow[]): Map<string, number> {
  const domains = rows.flatMap(({ contact }) =>
    contact ? [contact.toLowerCase().split(/[@.]/).slice(-2).join('.')] : [],
  );
  const shares = new Map<string, number>();
  for (const domain of domains) shares.set(domain, (shares.get(domain) ?? 0) + 1 / domains.length);
  return shares;
}
