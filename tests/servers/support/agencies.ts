// The agencies of the week: what is odd about their contacts' addresses, and what the two mail servers know of these.
import type { Command } from '../../../agreements/commands/command.ts';
import type { Contact } from '../../../agreements/model/parties.ts';
import type { Role } from '../../../agreements/offer/roles.ts';
import { daysAgo } from '../../support/days.ts';
import type { MailRules } from './mail-server.ts';

/** A day of the week, 0 for its first, and what the operators do then. */
type Deed = { day: number; command: Command };

type Case = {
  /** What is odd about it. */
  what: string;
  owner: string;
  /** The other contacts; left out: two whom mail reaches. */
  technical?: string;
  contracting?: string;
  /** Addresses that no mailbox has, so that they may be marked as unreachable. */
  gone?: string[];
  /** The same, but the address forwards to nobody, which not every mail server tells apart from a group. */
  perhapsGone?: string[];
  deeds?: Deed[];
};

export type Participant = Case & { agency: string; offer: string; startsOn: string; contacts: Contact[] };

const by = 'Otto Operator';
const reason = 'This happens in a week, too.';
const suspended: Deed[] = [
  { day: 2, command: { type: 'suspend', by, reason } },
  { day: 4, command: { type: 'reinstate', by, reason, clock: 'keep' } },
];
const terminated: Deed[] = [{ day: 3, command: { type: 'terminate', by, reason } }];

/**
 * What is odd. `N` is the agency's number. Our mail server has the mailboxes of `inhouse.example` and `partner.example`;
 * the next one those of `agency.example`; and `down.example` has none that answers.
 */
const cases: Case[] = [
  { what: 'nothing', owner: 'pat.N@agency.example', deeds: suspended },
  { what: 'nothing, in our own house', owner: 'pat.N@inhouse.example' },
  { what: 'an unknown mailbox, refused', owner: 'gone.N@inhouse.example', gone: ['gone.N@inhouse.example'] },
  {
    what: 'an unknown mailbox, returned',
    owner: 'gone.N@agency.example',
    gone: ['gone.N@agency.example'],
    deeds: terminated,
  },
  {
    what: 'a forward to nobody',
    owner: 'left.N@agency.example',
    perhapsGone: ['left.N@agency.example'],
  },
  { what: 'a full mailbox', owner: 'full.N@agency.example', deeds: suspended },
  { what: 'a full mailbox, in our own house', owner: 'full.N@inhouse.example' },
  { what: 'a full mailbox, refused', owner: 'over.N@inhouse.example' },
  { what: 'a group with a dead member', owner: 'team.N@agency.example', deeds: suspended },
  { what: 'a group with a quoted dead member', owner: 'club.N@agency.example' },
  { what: 'a forward to a domain with a policy', owner: 'moved.N@agency.example' },
  { what: 'a policy against us', owner: 'strict.N@agency.example', deeds: suspended },
  { what: 'a policy against us, in our own house', owner: 'strict.N@inhouse.example' },
  { what: 'greylisting', owner: 'grey.N@agency.example' },
  { what: 'greylisting, in our own house', owner: 'grey.N@inhouse.example' },
  { what: 'a server that is down', owner: 'pat.N@down.example' },
  { what: 'a server that is down, and a termination', owner: 'pat.N@down.example', deeds: terminated },
  { what: 'a plus address with odd characters', owner: 'a=b/c&d.N+onegov@agency.example' },
  {
    what: 'a plus address of an unknown mailbox',
    owner: 'go=ne/a&b.N+onegov@agency.example',
    gone: ['go=ne/a&b.N+onegov@agency.example'],
  },
  {
    what: 'only unknown mailboxes',
    owner: 'gone.N@inhouse.example',
    technical: 'gone.N@agency.example',
    contracting: 'gone.N+too@agency.example',
    gone: ['gone.N@inhouse.example', 'gone.N@agency.example', 'gone.N+too@agency.example'],
  },
  {
    what: 'only full mailboxes, policies and servers that are down',
    owner: 'full.N@agency.example',
    technical: 'strict.N@agency.example',
    contracting: 'pat.N@down.example',
  },
  {
    what: 'unknown mailboxes, then a new contact',
    owner: 'gone.N@agency.example',
    technical: 'gone.N@inhouse.example',
    contracting: 'gone.N+too@agency.example',
    gone: ['gone.N@agency.example', 'gone.N@inhouse.example', 'gone.N+too@agency.example'],
    deeds: [
      {
        day: 3,
        command: {
          type: 'change-contacts',
          by,
          contacts: [contactOf('pat.21@agency.example', 'owner')],
        },
      },
    ],
  },
];

/** Offers and ages with much to say within the week: welcomes, warnings, the end of features, renewal. */
const ages = [
  { offer: 'openai-chatgpt-enterprise', days: 26 },
  { offer: 'openai-chatgpt-enterprise', days: 49 },
  { offer: 'openai-chatgpt-enterprise', days: 0 },
  { offer: 'anthropic-claude', days: 271 },
  { offer: 'openai-chatgpt-enterprise', days: 55 },
];

/** All agencies that take part. */
export const participants: Participant[] = cases.map((one, number) => {
  const age = ages[number % ages.length] as (typeof ages)[number];
  const numbered = (addresses: string[]) => addresses.map((address) => address.replace('N', `${number}`));
  const [owner = '', technical = '', contracting = ''] = numbered([
    one.owner,
    one.technical ?? 'tess.N@agency.example',
    one.contracting ?? 'cole.N@inhouse.example',
  ]);
  return {
    ...one,
    owner,
    gone: numbered(one.gone ?? []),
    perhapsGone: numbered(one.perhapsGone ?? []),
    agency: `agency-${number}.gov`,
    offer: age.offer,
    startsOn: daysAgo(age.days),
    contacts: [
      contactOf(owner, 'owner'),
      contactOf(technical, 'technical'),
      contactOf(contracting, 'contracting'),
    ],
  };
});

function contactOf(email: string, role: Role): Contact {
  return { name: `The ${role}`, email, roles: [role] };
}

const policy = '550 5.7.1 Your mail is refused by our policy';

function refusing(answer: string, addresses: string[]): MailRules['refused'] {
  return Object.fromEntries(addresses.map((address) => [address, answer]));
}

type Known = Omit<MailRules, 'name' | 'at' | 'routes'>;

/** What our mail server knows. @param operators the operators' mailbox */
export function knownHere(operators: string): Known {
  return {
    domains: ['inhouse.example', 'partner.example', operators.split('@')[1] ?? ''],
    mailboxes: [operators, ...ofEach('inhouse.example', ['pat', 'cole', 'grey'])],
    full: ofEach('inhouse.example', ['full']),
    aliases: {},
    refused: {
      ...refusing(policy, [
        ...ofEach('inhouse.example', ['strict']),
        ...ofEach('partner.example', ['strict']),
      ]),
      ...refusing('552 5.2.2 The mailbox is full', ofEach('inhouse.example', ['over'])),
    },
    greylisted: ofEach('inhouse.example', ['grey']),
  };
}

/** What the next mail server knows. */
export function knownThere(): Known {
  const members = (number: number) => ({
    [`team.${number}@agency.example`]: [`kim.${number}@agency.example`, `gone.${number}@partner.example`],
    [`club.${number}@agency.example`]: [`kim.${number}@agency.example`, '"gone away"@partner.example'],
    [`left.${number}@agency.example`]: [`gone.${number}@partner.example`],
    [`moved.${number}@agency.example`]: [`strict.${number}@partner.example`],
  });
  return {
    domains: ['agency.example'],
    mailboxes: ofEach('agency.example', ['pat', 'a=b/c&d', 'tess', 'kim', 'grey']),
    full: ofEach('agency.example', ['full']),
    aliases: Object.assign({}, ...participants.map((_, number) => members(number))),
    refused: refusing(policy, ofEach('agency.example', ['strict'])),
    greylisted: ofEach('agency.example', ['grey']),
  };
}

function ofEach(domain: string, names: string[]): string[] {
  return participants.flatMap((_, number) => names.map((name) => `${name}.${number}@${domain}`));
}
