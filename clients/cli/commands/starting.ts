// `onegov start` and `onegov rehearse`: an agreement begins, in earnest or in time that runs ahead.
import type { Command as Program } from 'commander';
import type { Command } from '../../../agreements/commands/command.ts';
import type { Contact } from '../../../agreements/model/parties.ts';
import { RefusedError } from '../../../agreements/validation/errors.ts';
import { readConfig } from '../../../config/config.ts';
import type { AgreementRequest } from '../../../workflows/ports.ts';
import { type DecisionOnDay, decisionOnDayArgument, madeUpContacts } from '../../api/arguments.ts';
import { screen } from '../../output/layout.ts';
import { now, printed, show } from '../../output/terminal.ts';
import { agreementLines } from '../../output/timeline.ts';
import { dayOption } from '../days.ts';
import { summaryLines, watchRehearsal } from '../watch-rehearsal.ts';
import {
  awaitAcceptance,
  by,
  clauseOption,
  clock,
  connected,
  contactOption,
  contactsOf,
  contactsOption,
  examples,
  json,
  offer,
  type StartOptions,
  startOf,
} from './common.ts';

type OneStartOptions = StartOptions & { agency: string; name?: string; timeZone?: string };

type RehearseOptions = OneStartOptions & {
  decide?: DecisionOnDay[];
  length?: string;
  clock: 'keep' | 'move';
};

export function addStartingCommands(program: Program): void {
  startOptions(program.command('start').description('start an agreement'))
    .addHelpText(
      'after',
      examples(
        'onegov start --agency gsa.gov --offer chatgpt --contact "Olive Owner <olive@gsa.gov> owner,technical"',
        'onegov start --agency gsa.gov --offer chatgpt --contacts gsa.json --starts +14d',
      ),
    )
    .action(async (options: OneStartOptions) => {
      const request = requestOf(options, contactsOf(options) ?? []);
      await connected('live', async (agreements) => {
        const id = await agreements.start(request);
        show(options, { id }, [
          `Started ${id}.`,
          '',
          ...agreementLines(await agreements.view(id), now(), screen()),
        ]);
      });
    });

  startOptions(
    program
      .command('rehearse')
      .description('run an agreement’s year ahead in seconds, mailing only a mailbox of ours'),
  )
    .option(
      '--decide <decision@day>',
      'decide on a day, such as renew@300d (repeatable)',
      decisionOnDayArgument,
    )
    .option('--length <period>', 'the length of the next term, if the offer has a fixed end')
    .addOption(clock())
    .addHelpText(
      'after',
      examples(
        'onegov rehearse --agency gsa.gov --offer chatgpt',
        'onegov rehearse --agency gsa.gov --offer grok --starts 2027-01-05 --decide renew@300d --json',
      ),
    )
    .action(async (options: RehearseOptions) => {
      refuseToMailElsewhere();
      const request = requestOf(options, contactsOf(options) ?? madeUpContacts(options.agency));
      const decisions = (options.decide ?? []).map(({ day, type }) => ({
        day,
        command: rehearsedCommand(type, options),
      }));
      await connected('rehearsal', async (agreements) => {
        const say = options.json ? () => {} : printed;
        const rehearsed = await watchRehearsal(agreements, request, decisions, say);
        show(options, rehearsed.summary, ['', ...summaryLines(rehearsed)]);
      });
    });
}

function startOptions(command: Program): Program {
  return command
    .requiredOption('--agency <domain>', 'the agency’s .gov domain')
    .addOption(offer().makeOptionMandatory())
    .addOption(contactOption())
    .addOption(contactsOption())
    .option('--starts <date>', 'the activation date, such as 2027-01-05 or +14d (default: today)', dayOption)
    .option('--name <name>', 'the agency’s name, if it is not in the registry')
    .option('--time-zone <zone>', 'the agency’s time zone (default: that of its state)')
    .addOption(clauseOption())
    .addOption(awaitAcceptance())
    .addOption(by())
    .addOption(json());
}

function requestOf(options: OneStartOptions, contacts: Contact[]): AgreementRequest {
  const { agency: id, name, timeZone } = options;
  const agency = name || timeZone ? { id, ...(name && { name }), ...(timeZone && { timeZone }) } : id;
  return { ...startOf(options), agency, contacts };
}

/** Only what belongs to the decision: the rest is refused where it is checked. */
function rehearsedCommand(type: Command['type'], { by, length, clock }: RehearseOptions): Command {
  return {
    type,
    by,
    ...(length && { length }),
    ...(type === 'reinstate' && { clock }),
  } as Command;
}

/** A rehearsal mails a mailbox of ours, or one that is named for it; never people. */
function refuseToMailElsewhere(): void {
  const { mail } = readConfig();
  if (!mail.url || mail.rehearsalUrl) return;
  throw new RefusedError(
    'A rehearsal mails only a mailbox of ours, and SMTP_URL is set; set REHEARSAL_SMTP_URL too.',
  );
}
