// `onegov start` and `onegov rehearse`: an agreement begins, in earnest or in time that runs ahead.
import type { Command as Program } from 'commander';
import type { Contact } from '../../agreements/agreement.ts';
import type { Command } from '../../agreements/command.ts';
import { Refusal } from '../../agreements/refusal.ts';
import { readConfig } from '../../config.ts';
import { findOffer, loadCatalogue } from '../../offers/catalogue.ts';
import { withClauses } from '../../offers/clauses.ts';
import type { AgreementRequest } from '../../workflows/ports.ts';
import { contactArgument, type DecisionOnDay, decisionOnDayArgument, madeUpContacts } from '../arguments.ts';
import { dayOption } from '../days.ts';
import { screen } from '../layout.ts';
import { now, printed, show } from '../terminal.ts';
import { agreementLines } from '../timeline.ts';
import { summaryLines, watchRehearsal } from '../watching.ts';
import {
  awaitAcceptance,
  by,
  clauseOption,
  clock,
  connected,
  contactsOf,
  examples,
  json,
  offer,
} from './common.ts';

type StartOptions = {
  agency: string;
  offer: string;
  contact?: Contact[];
  contacts?: string;
  starts?: string;
  name?: string;
  timeZone?: string;
  clause?: string[];
  awaitAcceptance?: boolean;
  by: string;
  json?: boolean;
};

type RehearseOptions = StartOptions & { decide?: DecisionOnDay[]; length?: string; clock: 'keep' | 'move' };

export function addStartingCommands(program: Program): void {
  startOptions(program.command('start').description('start an agreement'))
    .addHelpText(
      'after',
      examples(
        'onegov start --agency gsa.gov --offer chatgpt --contact "Olive Owner <olive@gsa.gov> owner,technical"',
        'onegov start --agency gsa.gov --offer chatgpt --contacts gsa.json --starts +14d',
      ),
    )
    .action(async (options: StartOptions) => {
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
    .option('--contact <contact>', '"Name <mail> role,role" (repeatable)', contactArgument)
    .option('--contacts <file>', 'a JSON file of contacts')
    .option('--starts <date>', 'the activation date, such as 2027-01-05 or +14d (default: today)', dayOption)
    .option('--name <name>', 'the agency’s name, if it is not in the registry')
    .option('--time-zone <zone>', 'the agency’s time zone (default: that of its state)')
    .addOption(clauseOption())
    .addOption(awaitAcceptance())
    .addOption(by())
    .addOption(json());
}

function requestOf(options: StartOptions, contacts: Contact[]): AgreementRequest {
  const { agency, offer, starts, name, timeZone, clause = [], awaitAcceptance, by } = options;
  return {
    offer: withClauses(findOffer(loadCatalogue(), offer), clause),
    agency: name || timeZone ? { id: agency, ...(name && { name }), ...(timeZone && { timeZone }) } : agency,
    contacts,
    by,
    ...(starts !== undefined && { startsOn: starts }),
    ...(awaitAcceptance && { acceptance: 'awaited' }),
  };
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
  throw new Refusal(
    'A rehearsal mails only a mailbox of ours, and SMTP_URL is set; set REHEARSAL_SMTP_URL too.',
  );
}
