// `onegov issues`: what a person has to resolve, across all agreements.
import type { Command as Program } from 'commander';
import { withNames } from '../../../agreements/model/obligation-names.ts';
import { instantInWords, localIso, relativeDay } from '../../../agreements/time/date-words.ts';
import type { Instant } from '../../../agreements/time/instants.ts';
import { type ListedIssue, openIssues } from '../../lists/open-issues.ts';
import { type Screen, screen, wrapped } from '../../output/layout.ts';
import { type Look, printRows } from '../../output/rows.ts';
import { now } from '../../output/terminal.ts';
import { connected } from '../connection.ts';
import { examples } from '../help.ts';
import { csv, json } from '../options.ts';
import { limit, limitOf, sayMore } from '../row-limit.ts';

type IssuesOptions = { where?: string; json?: boolean; csv?: boolean; limit?: number };

export function addIssues(program: Program): void {
  define(program.command('issues'));
  // Its former name.
  define(program.command('attention', { hidden: true }));
}

function define(command: Program): void {
  command
    .description('open issues, oldest first, with the commands that resolve each')
    .option('--where <query>', 'of the agreements that a visibility query finds')
    .addOption(limit('at most this many, the oldest first'))
    .addOption(json())
    .addOption(csv())
    .addHelpText(
      'after',
      examples('onegov issues', 'onegov issues --where "OfferId = \'xai-grok\'" --csv > issues.csv'),
    )
    .action(async (options: IssuesOptions) => {
      await connected('live', async (agreements) => {
        const at = now();
        const asked = { where: options.where, limit: limitOf(options) };
        const { items, more } = await openIssues(agreements, at, asked);
        await printRows(items, options, issuesLook(items, at, screen()));
        sayMore(more);
      });
    });
}

const issueColumns = 'since local relative agency agencyName offer kind text commands agreement';

function issuesLook(items: ListedIssue[], at: Instant, screen: Screen): Look<ListedIssue> {
  return {
    columns: issueColumns.split(' '),
    cells: ({ commands, timeZone, ...item }) => ({
      agencyName: '',
      ...item,
      local: localIso(item.since, timeZone ?? 'UTC'),
      relative: relativeDay(item.since, at, timeZone ?? 'UTC'),
      commands: commands.join('\n'),
    }),
    lines: () =>
      items.length > 0 ? items.flatMap((item) => issueLines(item, at, screen)) : ['No open issues.'],
  };
}

function issueLines(item: ListedIssue, at: Instant, { colors, columns }: Screen): string[] {
  // The time zone is unknown until the agreement has published it.
  const { since, timeZone = 'UTC', agency, offer, kind, text, commands } = item;
  const when = `${instantInWords(since, timeZone)} (${relativeDay(since, at, timeZone)})`;
  return [
    `${colors.bold(`${agency}  ${offer}  ${kind}`)}  since ${when}`,
    ...wrapped('  ', withNames(text), columns),
    ...commands.map((command) => colors.cyan(`  ${command}`)),
  ];
}
