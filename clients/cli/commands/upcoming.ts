// `onegov upcoming`: what will happen, across all agreements.
import { Option, type Command as Program } from 'commander';
import { kindNames } from '../../../agreements/model/obligation-names.ts';
import type { Instant } from '../../../agreements/time/instants.ts';
import { calendarOf, remark } from '../../lists/calendar-file.ts';
import { type Asked, type Upcoming, upcoming } from '../../lists/upcoming.ts';
import { linesByDay, type Screen, screen } from '../../output/layout.ts';
import { type Look, printRows } from '../../output/rows.ts';
import { now } from '../../output/terminal.ts';
import { connected } from '../connection.ts';
import { examples } from '../help.ts';
import { csv, day, json, offer } from '../options.ts';
import { limit, limitOf, sayMore } from '../row-limit.ts';

type Output = { json?: boolean; csv?: boolean; ics?: boolean; limit?: number };

export function addUpcoming(program: Program): void {
  program
    .command('upcoming')
    .description('what will happen across all agreements: when, what, to whom, and from which rule')
    .addOption(day('--from', 'the first day, such as 2027-01-05 or +14d (default: from now on)'))
    .addOption(day('--to', 'the last day (default: 30 days ahead)'))
    .option('--agency <domain>', 'of one agency only')
    .addOption(offer('of one offer only: its id, or a word of it'))
    .option('--where <query>', 'of the agreements that a visibility query finds')
    .addOption(new Option('--kind <kind...>', 'of these kinds only').choices(Object.keys(kindNames)))
    .addOption(limit('at most this many, the soonest first'))
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
        const asked = { ...options, kinds: kind, limit: limitOf(options) };
        const { items, more } = await upcoming(agreements, at, asked);
        if (options.ics) process.stdout.write(calendarOf(items, 'OneGov agreements', at));
        else await printRows(items, options, upcomingLook(items, at, screen()));
        sayMore(more);
      });
    });
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
