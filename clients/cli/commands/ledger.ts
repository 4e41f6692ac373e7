// `onegov upcoming`, `attention` and `explain`: what will happen, what needs a person, and why.
import { Option, type Command as Program } from 'commander';
import { explain } from '../../../agreements/explain/explain.ts';
import { kindIn } from '../../../agreements/model/ids.ts';
import type { Instant } from '../../../agreements/time/instants.ts';
import { countArgument } from '../../api/arguments.ts';
import { calendarOf, remark } from '../../lists/calendar-file.ts';
import { type AttentionItem, attention } from '../../lists/open-issues.ts';
import { type Asked, type Upcoming, upcoming } from '../../lists/upcoming.ts';
import { linesByDay, type Screen, screen, wrapped } from '../../output/layout.ts';
import { type Look, printRows } from '../../output/rows.ts';
import { now, show } from '../../output/terminal.ts';
import { dueKinds, inDays, localTime } from '../../output/words.ts';
import { dayOption } from '../days.ts';
import { connected, csv, examples, json, offer, onAgreement, sayMore } from './common.ts';

/** So many for a person to read; and for a program, which has to hold them all. */
const limits = { people: 200, programs: 20_000 };

type Output = { json?: boolean; csv?: boolean; ics?: boolean; limit?: number };

export function addLedgerCommands(program: Program): void {
  program
    .command('upcoming')
    .description('what will happen, across all agreements: when, what, to whom, from which rule')
    .option('--from <day>', 'the first day, such as 2027-01-05 or +14d (default: from now on)', dayOption)
    .option('--to <day>', 'the last day (default: 30 days ahead)', dayOption)
    .option('--agency <domain>', 'of one agency only')
    .addOption(offer('of one offer only: its id, or a word of it'))
    .option('--where <query>', 'of the agreements that a visibility query finds')
    .addOption(new Option('--kind <kind...>', 'of these kinds only').choices(dueKinds))
    .option('--limit <count>', 'at most so many, the soonest first', countArgument)
    .addOption(json())
    .addOption(csv())
    .option('--ics', 'print a calendar file')
    .addHelpText(
      'after',
      examples(
        'onegov upcoming',
        'onegov upcoming --agency gsa.gov --to +1y',
        'onegov upcoming --kind renewal end-term --from 2027-01-01 --to 2027-03-31 --csv',
        'onegov upcoming --offer chatgpt --to +90d --ics > chatgpt.ics',
      ),
    )
    .action(async ({ kind, ...options }: Omit<Asked, 'limit'> & Output & { kind?: Asked['kinds'] }) => {
      await connected('live', async (agreements) => {
        const at = now();
        const asked = { ...options, kinds: kind, limit: options.limit ?? limitFor(options) };
        const { items, more } = await upcoming(agreements, at, asked);
        if (options.ics) process.stdout.write(calendarOf(items, 'OneGov agreements', at));
        else await printRows(items, options, upcomingLook(items, at, screen()));
        sayMore(more);
      });
    });

  program
    .command('attention')
    .description('what needs a person, oldest first, with the commands of which any settles it')
    .option('--where <query>', 'of the agreements that a visibility query finds')
    .option('--limit <count>', 'at most so many, the oldest first', countArgument)
    .addOption(json())
    .addOption(csv())
    .addHelpText(
      'after',
      examples('onegov attention', 'onegov attention --where "OfferId = \'xai-grok\'" --csv > attention.csv'),
    )
    .action(async (options: { where?: string } & Output) => {
      await connected('live', async (agreements) => {
        const at = now();
        const asked = { where: options.where, limit: options.limit ?? limitFor(options) };
        const { items, more } = await attention(agreements, at, asked);
        await printRows(items, options, attentionLook(items, at, screen()));
        sayMore(more);
      });
    });

  addExplainCommand(program);
}

function addExplainCommand(program: Program): void {
  program
    .command('explain')
    .description('why a notice was sent when it was, why not yet, why never; or all of an agreement')
    .usage('[options] <agreement...> [notice]')
    .argument(
      '<agreement...>',
      'agency and offer, such as gsa.gov chatgpt, or its whole id; then a notice: its id as "onegov show" prints it, or a kind such as renewal',
    )
    .addOption(json())
    .addHelpText(
      'after',
      examples(
        'onegov explain gsa.gov chatgpt',
        'onegov explain gsa.gov chatgpt renewal',
        'onegov explain gsa chatgpt features-ending-P30D:2027-03-06',
      ),
    )
    .action(async (words: string[], options: Output) => {
      const last = words.length > 1 ? words.at(-1) : undefined;
      const notice = last !== undefined && isObligation(last) ? last : undefined;
      const agreement = notice === undefined ? words : words.slice(0, -1);
      await onAgreement(agreement, async (agreements, id) => {
        const paragraphs = explain(await agreements.view(id), now(), notice);
        show(options, paragraphs, explainedLines(paragraphs, screen()));
      });
    });
}

/** `renewal`, `renewal-P30D`, `renewal-P30D:2027-03-06`: what no agency and no offer is called. */
function isObligation(word: string): boolean {
  return kindIn(word) !== undefined;
}

/** A heading ends with a colon. */
function explainedLines(paragraphs: string[], { columns, colors }: Screen): string[] {
  return paragraphs.flatMap((text) =>
    text.endsWith(':') ? [colors.bold(text)] : wrapped('  ', text, columns),
  );
}

function limitFor({ json, csv, ics }: Output): number {
  return json || csv || ics ? limits.programs : limits.people;
}

function upcomingLook(items: Upcoming[], at: Instant, screen: Screen): Look<Upcoming> {
  const row = (entry: Upcoming) => ({
    at: entry.at,
    timeZone: entry.timeZone,
    mark: entry.withheld ? '·' : '○',
    text: `${entry.agency}  ${entry.offer}  ${entry.what}${entry.to.length > 0 ? ` → ${entry.to.join(', ')}` : ''}${remark(entry)}`,
    notes: [`${entry.rule}${entry.clause ? `; ${entry.clause}` : ''}`],
    ...(entry.withheld && { paint: screen.colors.yellow }),
  });
  return {
    columns: upcomingColumns.split(' '),
    cells: (entry) => ({
      ...entry,
      to: entry.to.join(', '),
      clause: entry.clause ?? '',
      withheld: entry.withheld ?? '',
    }),
    lines: () =>
      items.length > 0 ? linesByDay(items.map(row), at, screen) : ['Nothing is due in that time.'],
  };
}

const upcomingColumns =
  'at local relative agency agencyName offer product kind what to rule clause withheld agreement obligation timeZone';
const attentionColumns = 'since local relative agency agencyName offer kind text commands agreement';

function attentionLook(items: AttentionItem[], at: Instant, screen: Screen): Look<AttentionItem> {
  return {
    columns: attentionColumns.split(' '),
    cells: ({ commands, timeZone, ...item }) => ({
      agencyName: '',
      ...item,
      ...age(item.since, at, timeZone),
      commands: commands.join('\n'),
    }),
    lines: () =>
      items.length > 0
        ? items.flatMap((item) => attentionLines(item, at, screen))
        : ['Nothing needs attention.'],
  };
}

/** Where the agency is, if that is known. */
function age(since: Instant, at: Instant, timeZone = 'UTC'): { local: string; relative: string } {
  return { local: localTime(since, timeZone), relative: inDays(since, at, timeZone) };
}

function attentionLines(item: AttentionItem, at: Instant, { colors, columns }: Screen): string[] {
  const { since, timeZone, agency, offer, kind, text, commands } = item;
  const { local, relative } = age(since, at, timeZone);
  return [
    `${colors.bold(`${agency}  ${offer}  ${kind}`)}  since ${local}, ${relative}`,
    ...wrapped('  ', text, columns),
    ...commands.map((command) => colors.cyan(`  ${command}`)),
  ];
}
