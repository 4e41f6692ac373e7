// The command line: what operators type, what they see, and how it ends.
import { userInfo } from 'node:os';
import { CommanderError, Option, Command as Program } from 'commander';
import type { Contact } from '../agreements/agreement.ts';
import { type Command, commandTypes } from '../agreements/decide.ts';
import { agreementId } from '../agreements/identity.ts';
import { Refusal } from '../agreements/refusal.ts';
import { ConfigError, readConfig } from '../config.ts';
import { loadCatalogue } from '../offers/catalogue.ts';
import { type Agreements, connectAgreements, type Listed } from './agreements.ts';
import {
  contactArgument,
  contactsFile,
  type DecisionOnDay,
  decisionOnDayArgument,
  madeUpContacts,
} from './arguments.ts';
import { summaryLines, watchRehearsal } from './watching.ts';
import { agreementLines, tableLines } from './words.ts';

/** Exit codes: what was asked for was done; was refused; was not understood; went wrong unexpectedly. */
const exitCodes = { done: 0, refused: 1, misunderstood: 2, unexpected: 70 } as const;

/** Runs one command line. @returns the exit code */
export async function main(argv: string[]): Promise<number> {
  try {
    await program().parseAsync(argv);
    return exitCodes.done;
  } catch (error) {
    if (error instanceof CommanderError)
      return error.exitCode === 0 ? exitCodes.done : exitCodes.misunderstood;
    const { name, message } = error as Error;
    if (error instanceof ConfigError) return ended(message, exitCodes.misunderstood);
    if (foreseen.includes(name)) return ended(message, exitCodes.refused);
    return ended(`This was not foreseen: ${message.split('\n')[0]}`, exitCodes.unexpected);
  }
}

/** Errors whose message is a sentence for the person at the keyboard: those of workers/ are known by name only. */
const foreseen = ['Refusal', 'StartError', 'AlreadyRunning'];

function ended(sentence: string, exitCode: number): number {
  process.stderr.write(`${sentence}\n`);
  return exitCode;
}

type StartOptions = {
  agency: string;
  offer: string;
  contact?: Contact[];
  contacts?: string;
  starts?: string;
  name?: string;
  timeZone?: string;
  by: string;
  json?: boolean;
};

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

function program(): Program {
  const onegov = new Program('onegov')
    .description('Runs federal agencies’ AI agreements as durable Temporal workflows.')
    .exitOverride()
    .showHelpAfterError('(see --help)');
  const by = () => new Option('--by <who>', 'who does it, for the record').default(userInfo().username);
  const json = () => new Option('--json', 'print JSON');

  onegov
    .command('up')
    .description('bring up the engine, the mailbox, the directory and the workers, and stay up')
    .option('--tour', 'start one agreement and rehearse another’s year while one watches')
    .action(async (options: { tour?: boolean }) => stayUp(options));
  onegov
    .command('worker')
    .description('run the workers only, against TEMPORAL_ADDRESS, SMTP_URL and SCIM_BASE_URL')
    .action(async () => stayUp({ onlyWorkers: true }));

  startOptions(onegov.command('start').description('start an agreement'))
    .addOption(by())
    .addOption(json())
    .action(async (options: StartOptions) => {
      const request = requestOf(options, contactsOf(options) ?? []);
      await connected('live', async (agreements) => {
        const id = await agreements.start(request);
        show(options, { id }, [`Started ${id}.`, '', ...agreementLines(await agreements.view(id), now())]);
      });
    });

  startOptions(
    onegov
      .command('rehearse')
      .description('run an agreement’s year ahead in seconds, mailing only a mailbox of ours'),
  )
    .option(
      '--decide <decision@day>',
      'decide on a day, such as renew@300d (repeatable)',
      decisionOnDayArgument,
    )
    .option('--length <period>', 'the length of the next term, if the offer has a fixed end')
    .addOption(by())
    .addOption(json())
    .action(async (options: StartOptions & { decide?: DecisionOnDay[]; length?: string }) => {
      refuseToMailElsewhere();
      const request = requestOf(options, contactsOf(options) ?? madeUpContacts(options.agency));
      const decisions = (options.decide ?? []).map(({ day, type }) => ({
        day,
        command: commandOf(type, {
          by: options.by,
          clock: 'keep',
          ...(options.length && { length: options.length }),
        }),
      }));
      await connected('rehearsal', async (agreements) => {
        const say = options.json ? () => {} : printed;
        const rehearsed = await watchRehearsal(agreements, request, decisions, say);
        show(options, rehearsed.summary, ['', ...summaryLines(rehearsed)]);
      });
    });

  onegov
    .command('list')
    .description('list agreements')
    .option('--where <query>', 'a visibility query, such as "Phase = \'renewal\'"')
    .option('--rehearsals', 'list rehearsals instead')
    .addOption(json())
    .action(async (options: { where?: string; rehearsals?: boolean; json?: boolean }) => {
      await connected(options.rehearsals ? 'rehearsal' : 'live', async (agreements) => {
        const rows: Listed[] = [];
        for await (const row of agreements.list(options.where)) rows.push(row);
        show(options, rows, rows.length > 0 ? tableLines(rows) : ['There are no agreements yet.']);
      });
    });

  onegov
    .command('show')
    .description('show an agreement: how it stands, what happened, what is due')
    .argument('<agency>', 'the agency’s domain, or an agreement’s whole id')
    .argument('[offer]', 'the offer’s id')
    .addOption(json())
    .action(async (agency: string, offer: string | undefined, options: { json?: boolean }) => {
      const id = idOf(agency, offer);
      await connected(id.includes('@') ? 'rehearsal' : 'live', async (agreements) => {
        const agreement = await agreements.view(id);
        show(options, agreement, agreementLines(agreement, now()));
      });
    });

  onegov
    .command('decide')
    .description('decide something about an agreement')
    .argument('<agency>', 'the agency’s domain')
    .argument('<offer>', 'the offer’s id')
    .addArgument(onegov.createArgument('<decision>', 'what is decided').choices(commandTypes))
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

  return onegov;
}

function startOptions(command: Program): Program {
  return command
    .requiredOption('--agency <domain>', 'the agency’s .gov domain')
    .requiredOption('--offer <id>', 'the offer’s id')
    .option('--contact <contact>', '"Name <mail> role,role" (repeatable)', contactArgument)
    .option('--contacts <file>', 'a JSON file of contacts')
    .option('--starts <date>', 'the activation date (default: today)')
    .option('--name <name>', 'the agency’s name, if it is not in the registry')
    .option('--time-zone <zone>', 'the agency’s time zone (default: that of its state)');
}

function requestOf({ agency, offer, starts, name, timeZone, by }: StartOptions, contacts: Contact[]) {
  return {
    offer,
    agency: name || timeZone ? { id: agency, ...(name && { name }), ...(timeZone && { timeZone }) } : agency,
    contacts,
    by,
    ...(starts !== undefined && { startsOn: starts }),
  };
}

function contactsOf({
  contact,
  contacts,
}: {
  contact?: Contact[];
  contacts?: string;
}): Contact[] | undefined {
  return contacts !== undefined ? contactsFile(contacts) : contact;
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

function idOf(agency: string, offer: string | undefined): string {
  if (agency.startsWith('agreement:')) return agency;
  if (offer === undefined) throw new Refusal('Name the offer too: onegov show AGENCY OFFER.');
  return agreementId(offer, agency.toLowerCase());
}

/** A rehearsal mails a mailbox of ours, or one that is named for it; never people. */
function refuseToMailElsewhere(): void {
  const { mail } = readConfig();
  if (!mail.url || mail.rehearsalUrl) return;
  throw new Refusal(
    'A rehearsal mails only a mailbox of ours, and SMTP_URL is set; set REHEARSAL_SMTP_URL too.',
  );
}

async function connected(
  which: 'live' | 'rehearsal',
  act: (agreements: Agreements) => Promise<void>,
): Promise<void> {
  const { temporal } = readConfig();
  const agreements = await connectAgreements({
    address: temporal.address ?? `127.0.0.1:${temporal.port}`,
    namespace: which === 'live' ? temporal.namespace : temporal.rehearsalNamespace,
    apiKey: temporal.apiKey,
    tls: temporal.tls,
    catalogue: loadCatalogue(),
  });
  try {
    await act(agreements);
  } finally {
    await agreements.close();
  }
}

async function stayUp(options: { tour?: boolean; onlyWorkers?: boolean }): Promise<void> {
  const up = await import('./up.ts');
  await up.stayUp(readConfig(), options, printed);
}

function show(options: { json?: boolean }, value: unknown, lines: string[]): void {
  if (options.json) printed(JSON.stringify(value, null, 2));
  else for (const line of lines) printed(line);
}

function printed(line: string): void {
  process.stdout.write(`${line}\n`);
}

function now(): string {
  return new Date().toISOString();
}
