// `onegov rehearse`: an agreement's year, with its clock run ahead.
import type { Command as Program } from 'commander';
import type { Command } from '../../../agreements/commands/command.ts';
import { flawsOfCommand } from '../../../agreements/commands/command.ts';
import { RefusedError } from '../../../agreements/validation/errors.ts';
import { readConfig } from '../../../config/config.ts';
import { madeUpContacts } from '../../api/made-up-contacts.ts';
import type { TimedCommand } from '../../api/rehearsal.ts';
import { printed, show } from '../../output/terminal.ts';
import { type DecisionOnDay, decisionOnDayArgument } from '../arguments.ts';
import { connected } from '../connection.ts';
import { examples } from '../help.ts';
import { clock } from '../options.ts';
import { addStartOptions, contactsOf, type OneStartOptions, requestOf } from '../start-options.ts';
import { flag, refuseFlaws } from '../typed-flaws.ts';
import { summaryLines, watchRehearsal } from '../watch-rehearsal.ts';

type RehearseOptions = OneStartOptions & {
  decide?: DecisionOnDay[];
  length?: string;
  clock: 'keep' | 'move';
};

export function addRehearse(program: Program): void {
  addStartOptions(
    program
      .command('rehearse')
      .description('run an agreement’s year in seconds, sending mail only to a test mailbox'),
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
      const decisions = (options.decide ?? []).map((decision) => rehearsedOn(decision, options));
      await connected('rehearsal', async (agreements) => {
        const say = options.json ? () => {} : printed;
        const rehearsed = await watchRehearsal(agreements, request, decisions, say);
        show(options, rehearsed.summary, ['', ...summaryLines(rehearsed)]);
      });
    });
}

/** @throws {RefusedError} if an option does not belong to the decision, or can't be used. */
function rehearsedOn({ day, type }: DecisionOnDay, { by, length, clock }: RehearseOptions): TimedCommand {
  const command = {
    type,
    by,
    ...(length && { length }),
    ...(type === 'reinstate' && { clock }),
  } as Command;
  const whole = flag(`--decide ${type}@${day}d`);
  refuseFlaws(flawsOfCommand(command), { '': whole, length: flag('--length'), by: flag('--by') });
  return { day, command };
}

/** A rehearsal never sends mail to people. */
function refuseToMailElsewhere(): void {
  const { mail } = readConfig();
  if (!mail.url || mail.rehearsalUrl) return;
  throw new RefusedError(
    'A rehearsal sends mail only to a test mailbox. SMTP_URL is set, so set REHEARSAL_SMTP_URL too.',
  );
}
