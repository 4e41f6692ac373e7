// `onegov issues`: what a person has to resolve, across all agreements.
import type { Command as Program } from 'commander';
import { withNames } from '../../../agreements/model/obligation-names.ts';
import { operatorsDay } from '../../../agreements/reports/report.ts';
import { counted } from '../../../agreements/reports/shortlist.ts';
import { instantInWords, localIso, relativeDay } from '../../../agreements/time/date-words.ts';
import type { Instant } from '../../../agreements/time/instants.ts';
import { operatorsZone } from '../../../agreements/time/operators-hours.ts';
import type { Agreements } from '../../api/agreements.ts';
import { commandsForGroup, groupedIssues, type IssueGroup } from '../../lists/issue-groups.ts';
import { type ListedIssue, openIssues } from '../../lists/open-issues.ts';
import { type Screen, screen, wrapped } from '../../output/layout.ts';
import { type Look, printRows } from '../../output/rows.ts';
import { now, printed } from '../../output/terminal.ts';
import { connected } from '../connection.ts';
import { examples } from '../help.ts';
import { csv, json } from '../options.ts';
import { limit, limitOf, sayMore } from '../row-limit.ts';

type IssuesOptions = { where?: string; all?: boolean; json?: boolean; csv?: boolean; limit?: number };

/** How many issues are grouped. All of them are held in memory. */
const mostRead = limitOf({ json: true });

/** How many agencies of a group are named. */
const mostNamed = 5;

const none = ['No open issues.'];

export function addIssues(program: Program): void {
  define(program.command('issues'));
  // Its former name.
  define(program.command('attention', { hidden: true }));
}

function define(command: Program): void {
  command
    .description('open issues, oldest first, with the commands that resolve each')
    .option('--where <query>', 'of the agreements that a visibility query finds')
    .option('--all', 'each by itself, even if it is the same for many agreements')
    .addOption(limit('at most this many, the oldest first'))
    .addOption(json())
    .addOption(csv())
    .addHelpText(
      'after',
      examples('onegov issues', 'onegov issues --where "OfferId = \'xai-grok\'" --csv > issues.csv'),
    )
    .action(async (options: IssuesOptions) => {
      await connected('live', (agreements) =>
        options.all || options.json || options.csv
          ? eachIssue(agreements, options)
          : issueGroups(agreements, options),
      );
    });
}

async function eachIssue(agreements: Agreements, options: IssuesOptions): Promise<void> {
  const at = now();
  const asked = { where: options.where, limit: limitOf(options) };
  const { items, more } = await openIssues(agreements, at, asked);
  await printRows(items, options, issuesLook(items, at, screen()));
  sayMore(more);
}

async function issueGroups(agreements: Agreements, options: IssuesOptions): Promise<void> {
  const at = now();
  const { items, more } = await openIssues(agreements, at, { where: options.where, limit: mostRead });
  const groups = groupedIssues(items);
  const shown = groups.slice(0, limitOf(options));
  const lines = shown.flatMap((group) => groupLines(group, at, screen()));
  for (const line of lines.length > 0 ? lines : none) printed(line);
  sayMore(more + groups.slice(shown.length).flat().length);
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
    lines: () => (items.length > 0 ? items.flatMap((item) => issueLines(item, at, screen)) : none),
  };
}

/** `146 agreements of openai-chatgpt-enterprise  on-hold  since …`, and the first agencies. */
function groupLines(group: IssueGroup, at: Instant, screen: Screen): string[] {
  const [first, ...others] = group;
  if (others.length === 0) return issueLines(first, at, screen);
  const names = group.slice(0, mostNamed).map(({ agency }) => agency);
  const rest = group.length - names.length;
  const which = rest > 0 ? `${names.join(', ')} and ${rest.toLocaleString('en-US')} more` : names.join(', ');
  const { since, offer, kind, text } = first;
  const when = `${operatorsDay(since)} (${relativeDay(since, at, operatorsZone)})`;
  return [
    `${screen.colors.bold(`${counted(group.length, 'agreement')} of ${offer}  ${kind}`)}  since ${when}`,
    ...wrapped('  ', withNames(text), screen.columns),
    ...wrapped('  ', `${which}; "onegov issues --all" lists each`, screen.columns),
    ...commandsForGroup(group).map((command) => screen.colors.cyan(`  ${command}`)),
  ];
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
