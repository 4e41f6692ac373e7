// `onegov list`: agreements in a table, the newest first.
import { Option, type Command as Program } from 'commander';
import { dayAt, type LocalDate } from '../../../agreements/time/calendar.ts';
import { instantInWords, lastDayInWords, relativeDay } from '../../../agreements/time/date-words.ts';
import { type Instant, later } from '../../../agreements/time/instants.ts';
import { remembered } from '../../../agreements/time/remembered.ts';
import { openPhases, type Phase } from '../../../visibility/queries.ts';
import type { Agreements } from '../../api/agreements.ts';
import type { Listed } from '../../api/listed.ts';
import { type Filter, queryOf } from '../../lists/filter.ts';
import { type Look, printRows, tableLines } from '../../output/rows.ts';
import { now } from '../../output/terminal.ts';
import { connected } from '../connection.ts';
import { examples } from '../help.ts';
import { csv, json, offer } from '../options.ts';
import { limit, sayMore } from '../row-limit.ts';

type ListOptions = Filter & { rehearsals?: boolean; limit?: number; json?: boolean; csv?: boolean };

/** Rows for a person to read. A program gets all of them. */
const limitForPeople = 50;

export function addList(program: Program): void {
  program
    .command('list')
    .description('list agreements, the newest first')
    .option('--agency <domain>', 'those of one agency')
    .addOption(offer('those of one offer: its id, or a word of it'))
    .addOption(new Option('--phase <phase>', 'those in one phase').choices(phases))
    .option('--where <query>', 'those that a visibility query finds')
    .option('--rehearsals', 'list rehearsals instead')
    .addOption(limit(`at most this many (default: ${limitForPeople} in a table, all as JSON or CSV)`))
    .addOption(json())
    .addOption(csv())
    .addHelpText(
      'after',
      examples(
        'onegov list',
        'onegov list --offer grok --phase renewal',
        'onegov list --where "TermEndsAt < \'2027-03-01T00:00:00Z\'" --csv > ending.csv',
      ),
    )
    .action(async (options: ListOptions) => {
      await connected(options.rehearsals ? 'rehearsal' : 'live', (agreements) => list(agreements, options));
    });
}

const phases: Phase[] = [...openPhases, 'renewed', 'expired', 'declined', 'terminated', 'withdrawn'];

/** `lastDay`: of the term, with access. */
type Row = Listed & { timeZone?: string; lastDay?: LocalDate };

async function list(agreements: Agreements, options: ListOptions): Promise<void> {
  const query = queryOf(options);
  const all = options.json || options.csv;
  const most = options.limit ?? (all ? Number.POSITIVE_INFINITY : limitForPeople);
  const lastDayOf = remembered((end, timeZone) => dayAt(later(end, -1), timeZone));
  let isCut = false;
  await printRows(rows(), options, lookAt(now()));
  if (isCut) sayMore((await agreements.count(query)) - most);

  async function* rows(): AsyncIterable<Row> {
    let left = most;
    for await (const { ledger, ...row } of agreements.ledgers(query)) {
      isCut = left-- === 0;
      if (isCut) return;
      const { termEndsAt } = row;
      const timeZone = ledger?.timeZone;
      const lastDay = termEndsAt && timeZone && lastDayOf(termEndsAt, timeZone);
      yield { ...row, ...(timeZone && { timeZone }), ...(lastDay && { lastDay }) };
    }
  }
}

const columns = [
  ...['agency', 'offer', 'phase', 'decision', 'nextDueAt', 'termEndsAt', 'issues'],
  ...['timeZone', 'closedAt', 'id', 'broken', 'lastDay'],
];

function lookAt(at: Instant): Look<Row> {
  return {
    columns,
    cells: (row) => ({ ...row, issues: row.issues.join(', ') }),
    lines: (rows) =>
      tableLines(
        ['AGENCY', 'OFFER', 'PHASE', 'NEXT DUE', '', 'LAST DAY', 'ISSUES'],
        rows,
        (row) => tableRow(row, at),
        'No agreements found.',
      ),
  };
}

/** The time zone is unknown until the agreement has published it. */
function tableRow(
  { id, agency, offer, phase, decision, nextDueAt, termEndsAt, issues, broken, timeZone = 'UTC' }: Row,
  at: Instant,
): string[] {
  const next = nextDueAt ? instantInWords(nextDueAt, timeZone) : '';
  const relative = nextDueAt ? relativeDay(nextDueAt, at, timeZone) : '';
  const end = termEndsAt ? lastDayInWords(termEndsAt, timeZone) : '';
  const wrong = [...issues, ...(broken ? [`broken: ${broken}`] : [])].join(', ');
  const which = agency || id;
  return [which, offer, decision ? `${phase}, ${decision}` : phase, next, relative, end, wrong];
}
