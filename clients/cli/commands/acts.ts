// The acts: what each command says of itself, the options of its own, and the decision that they make.
import { Option } from 'commander';
import type { Command } from '../../../agreements/commands/command.ts';
import type { Contact } from '../../../agreements/model/parties.ts';
import { RefusedError } from '../../../agreements/validation/errors.ts';
import { loadCatalogue } from '../../../offers/catalogue.ts';
import { rulesOf } from '../../../offers/clauses.ts';
import { matchOffer } from '../../api/names.ts';
import { jsonFile } from '../../files/text-files.ts';
import type { Filter } from '../../lists/filter.ts';
import { dayOption } from '../days.ts';
import { clauseOption, clock, contactOption, contactsOf, contactsOption } from './common.ts';
import { importTrained } from './training.ts';

/** What may be typed with any of them. */
export type Options = Filter & {
  by: string;
  reason?: string;
  dryRun?: boolean;
  yes?: boolean;
  concurrency: number;
  json?: boolean;
  starts?: string;
  reference?: string;
  what: string;
  price?: string;
  length?: string;
  to: string;
  overlap?: string;
  termEnds?: string;
  featuresEnd?: string;
  notices?: string;
  clause?: string[];
  clock: 'keep' | 'move';
  contact?: Contact[];
  instead?: string;
  contacts?: string;
  notice?: string;
  address: string;
  training?: string;
  who?: string[];
  file?: string;
};

/** One command: what it says of itself, the options of its own, and the decision that they make. */
export type Act = {
  type: Command['type'];
  says: string;
  example: string;
  /** Past tense, for what was done. */
  done: string;
  options?: Option[];
  command?: (options: Options) => object;
  /** Of many agreements, by a file that names them. */
  fromFile?: (file: string, options: Options) => Promise<void>;
};

const reference = () => new Option('--reference <text>', 'where that is written');
const length = (what: string) => new Option('--length <period>', what);
const required = (option: Option) => option.makeOptionMandatory();

function theOne([contact, ...others]: Contact[]): Contact | undefined {
  if (others.length > 0)
    throw new RefusedError('Name one contact at a time, or all of them by "change-contacts".');
  return contact;
}

export const acts: Act[] = [
  {
    type: 'accept',
    says: 'put on record that the agency accepted the terms; what waited for that begins',
    example: 'gsa.gov chatgpt --starts 2027-01-04 --reference "mail of 3 January"',
    done: 'Accepted',
    options: [
      new Option('--starts <date>', 'the activation date (default: as asked for, or today)').argParser(
        dayOption,
      ),
      reference(),
    ],
    command: ({ starts: startsOn, reference }) => ({ startsOn, reference }),
  },
  {
    type: 'determine',
    says: 'put a determination on record that a clause wants before a renewal',
    example: 'gsa.gov chatgpt --what funds --reference "memorandum 2027-14"',
    done: 'Put on record for',
    options: [
      required(new Option('--what <id>', 'which one, such as funds; "onegov show" lists them')),
      required(reference()),
    ],
    command: ({ what: determination, reference }) => ({ determination, reference }),
  },
  {
    type: 'renew',
    says: 'decide to renew, at the same or another price',
    example: 'gsa.gov chatgpt --price 25.00 --length P1Y',
    done: 'Renewed',
    options: [
      new Option('--price <amount>', 'the next term’s price in USD, such as 25.00'),
      length('the next term’s length, such as P1Y'),
    ],
    command: ({ price, length }) => ({ price: price && { amount: price, currency: 'USD' }, length }),
  },
  {
    type: 'decline',
    says: 'decide not to renew; or say that the agency does not want the terms it was offered',
    example: 'gsa.gov chatgpt --reason "moved to another offer"',
    done: 'Declined',
  },
  {
    type: 'switch',
    says: 'go on with another offer: it starts, this one ends with its term',
    example: 'gsa.gov chatgpt --to xai-grok --overlap P14D',
    done: 'Switched',
    options: [
      required(new Option('--to <offer>', 'the other offer’s id, or a word of it').argParser(offerNamed)),
      new Option('--overlap <period>', 'start the other one so long before this one ends, such as P14D'),
    ],
    command: ({ to }) => ({ to }),
  },
  {
    type: 'extend',
    says: 'extend the term, within what its clause allows in all (FAR 52.217-8: six months)',
    example: 'gsa.gov chatgpt --length P30D',
    done: 'Extended',
    options: [required(length('in days or months, such as P30D or P2M'))],
    command: ({ length }) => ({ length }),
  },
  {
    type: 'amend',
    says: 'move the term’s or the features’ end, change the notices or the training, or add clauses of the order',
    example: 'gsa.gov chatgpt --features-end 2027-03-01 --dry-run',
    done: 'Amended',
    options: [
      new Option('--term-ends <date>', 'the first day after the term').argParser(dayOption),
      new Option('--features-end <date>', 'the first day without the time-limited features').argParser(
        dayOption,
      ),
      new Option('--notices <file>', 'a JSON file of the notices that are sent from now on, as in an offer'),
      clauseOption(),
      new Option(
        '--training <file>',
        'a JSON file of all sessions of the training from now on: id, title, starts, timeZone, minutes, place',
      ),
    ],
    command: ({ termEnds: termEndsOn, featuresEnd: featuresEndOn, notices, clause, training }) => ({
      termEndsOn,
      featuresEndOn,
      notices: notices && jsonFile(notices),
      rules: clause && rulesOf(clause),
      sessions: training && jsonFile(training),
    }),
  },
  {
    type: 'suspend',
    says: 'take access away for the time being, and tell the agency',
    example: '--offer anthropic-claude --reason "removed from the schedule"',
    done: 'Suspended',
  },
  {
    type: 'reinstate',
    says: 'give access back',
    example: '--offer anthropic-claude --clock move',
    done: 'Reinstated',
    options: [clock()],
    command: ({ clock }) => ({ clock }),
  },
  {
    type: 'terminate',
    says: 'end the agreement now',
    example: 'gsa.gov chatgpt --reason "ordered by mistake"',
    done: 'Terminated',
  },
  {
    type: 'change-contacts',
    says: 'replace all contacts, who get the notices, and access; of one agreement or of all of an agency',
    example: '--agency gsa.gov --contact "Olive Owner <olive@gsa.gov> owner,technical"',
    done: 'Changed the contacts of',
    options: [contactOption(), contactsOption()],
    command: (options) => ({ contacts: contactsOf(options) }),
  },
  {
    type: 'name-contact',
    says: 'add a contact, or put one in the place of another; the others stay',
    example: 'gsa.gov chatgpt --contact "Nina New <nina@gsa.gov> owner" --instead olive@gsa.gov',
    done: 'Named a contact of',
    options: [
      required(contactOption()),
      new Option('--instead <mail>', 'the address of the one whose place it is'),
    ],
    command: ({ contact = [], instead }) => ({ contact: theOne(contact), instead }),
  },
  {
    type: 'retry',
    says: 'try again at once what failed or is delayed',
    example: 'gsa.gov chatgpt',
    done: 'Trying again',
  },
  {
    type: 'acknowledge',
    says: 'put on record that the agency acknowledged a notice',
    example: 'gsa.gov chatgpt --notice renewal-P30D:2027-09-01 --reason "by phone"',
    done: 'Put on record for',
    options: [
      new Option('--notice <id>', 'which one, as "onegov show" prints it (default: the last one sent)'),
    ],
    command: ({ notice }) => ({ notice }),
  },
  {
    type: 'resend',
    says: 'send a notice again, to who is a contact now, worded for today',
    example: 'gsa.gov chatgpt --notice renewal-P30D:2027-09-01',
    done: 'Sending again for',
    options: [required(new Option('--notice <id>', 'which one, as "onegov show" prints it'))],
    command: ({ notice }) => ({ notice }),
  },
  {
    type: 'bounced',
    says: 'put on record that mail to a contact came back; it needs somebody until there is another address',
    example: 'gsa.gov chatgpt --address olive@gsa.gov --reason "550 5.1.1 no such user"',
    done: 'Put on record for',
    options: [required(new Option('--address <mail>', 'the address that it came back from'))],
    command: ({ address }) => ({ address }),
  },
  {
    type: 'trained',
    says: 'put on record who has completed a training; of one agreement, or of many by a file',
    example: 'gsa.gov chatgpt --who olive@gsa.gov --who bob@gsa.gov --training "Introduction"',
    done: 'Put on record for',
    options: [
      new Option('--who <mail>', 'somebody who has (repeatable)').argParser(
        (address: string, before: string[] = []) => [...before, address],
      ),
      new Option('--training <name>', 'which training'),
      new Option(
        '--file <file>',
        'a CSV file of those who have, a row each: agency, offer, email, training (which may be left out)',
      ),
    ],
    command: ({ who, training }) => {
      if (!who) throw new RefusedError('Say who has completed it (--who), or name a file of them (--file).');
      return { people: who, training };
    },
    fromFile: importTrained,
  },
  {
    type: 'hold',
    says: 'send no notices for the time being; the clock goes on',
    example: '--offer anthropic-claude --reason "wording under review"',
    done: 'Put on hold',
    // Of a whole offer: then an agreement that is started meanwhile is on hold, too.
    command: ({ offer, agency, where }) => ({ ofOffer: offer && !agency && !where ? true : undefined }),
  },
  {
    type: 'release',
    says: 'end a hold: what fell due meanwhile is looked at anew',
    example: '--offer anthropic-claude',
    done: 'Released',
  },
];

function offerNamed(word: string): string {
  return matchOffer(loadCatalogue(), word);
}
