// `onegov decide`: an act on an agreement.
import { Option, type Command as Program } from 'commander';
import type { Contact } from '../../agreements/agreement.ts';
import { type Command, commandTypes } from '../../agreements/decide.ts';
import { contactArgument } from '../arguments.ts';
import { show } from '../terminal.ts';
import { by, connected, contactsOf, idOf, json } from './common.ts';

type DecideOptions = {
  by: string;
  reason?: string;
  price?: string;
  length?: string;
  clock: 'keep' | 'move';
  termEnds?: string;
  featuresEnd?: string;
  contact?: Contact[];
  contacts?: string;
  json?: boolean;
};

export function addActCommands(program: Program): void {
  program
    .command('decide')
    .description('decide something about an agreement')
    .argument('<agency>', 'the agency’s domain')
    .argument('<offer>', 'the offer’s id')
    .addArgument(program.createArgument('<decision>', 'what is decided').choices(commandTypes))
    .option('--reason <text>', 'why, for the record')
    .option('--price <amount>', 'renew: the next term’s price in USD, such as 25.00')
    .option('--length <period>', 'renew: the next term’s length, such as P1Y')
    .addOption(
      new Option('--clock <treatment>', 'reinstate: keep the dates, or move them by the pause')
        .choices(['keep', 'move'])
        .default('keep'),
    )
    .option('--term-ends <date>', 'amend: the first day after the term')
    .option('--features-end <date>', 'amend: the first day without the time-limited features')
    .option('--contact <contact>', 'change-contacts: "Name <mail> role,role" (repeatable)', contactArgument)
    .option('--contacts <file>', 'change-contacts: a JSON file of contacts')
    .addOption(by())
    .addOption(json())
    .action(async (agency: string, offer: string, type: Command['type'], options: DecideOptions) => {
      const id = idOf(agency, offer);
      await connected('live', async (agreements) => {
        const standing = await agreements.decide(id, commandOf(type, options));
        const next = standing.nextDueAt ? `; next due ${standing.nextDueAt}` : '';
        show(options, standing, [`${id}: ${type} is done; it is ${standing.status}${next}.`]);
      });
    });
}

/** Only what belongs to the decision: the rest is refused where it is checked. */
function commandOf(type: Command['type'], options: DecideOptions): Command {
  const { by, reason, price, length, clock, termEnds, featuresEnd } = options;
  const contacts = contactsOf(options);
  return {
    type,
    by,
    ...(reason !== undefined && { reason }),
    ...(price !== undefined && { price: { amount: price, currency: 'USD' } }),
    ...(length !== undefined && { length }),
    ...(type === 'reinstate' && { clock }),
    ...(termEnds !== undefined && { termEndsOn: termEnds }),
    ...(featuresEnd !== undefined && { featuresEndOn: featuresEnd }),
    ...(contacts && { contacts }),
  } as Command;
}
