// Every command by its type. To add a command: add its folder, a line here and in command.ts, and in examine.ts if it moves dates.
import { accept } from './accept/accept.ts';
import { acknowledge } from './acknowledge/acknowledge.ts';
import { amend } from './amend/amend.ts';
import { askRenewal } from './ask-renewal/ask-renewal.ts';
import { recordUnread } from './bounce-unread/bounce-unread.ts';
import { recordBounce } from './bounced/bounced.ts';
import { changeContacts } from './change-contacts/change-contacts.ts';
import type { Command } from './command.ts';
import { decline } from './decline/decline.ts';
import type { Definition } from './definition.ts';
import { determine } from './determine/determine.ts';
import { extend } from './extend/extend.ts';
import { hold } from './hold/hold.ts';
import { leave } from './leave/leave.ts';
import { nameContact } from './name-contact/name-contact.ts';
import { observeClosures } from './observe-closures/observe-closures.ts';
import { choosePace } from './pace/pace.ts';
import { reconcile } from './reconcile/reconcile.ts';
import { reinstate } from './reinstate/reinstate.ts';
import { release } from './release/release.ts';
import { renew } from './renew/renew.ts';
import { resend } from './resend/resend.ts';
import { retry } from './retry/retry.ts';
import { sendLink } from './send-link/send-link.ts';
import { suspend } from './suspend/suspend.ts';
import { switchOffer } from './switch/switch.ts';
import { terminate } from './terminate/terminate.ts';
import { recordTraining } from './trained/trained.ts';

export type CommandType = Command['type'];

export type CommandOf<Type extends CommandType> = Extract<Command, { type: Type }>;

/** A command without a line here doesn't compile. */
const definitions: { [Type in CommandType]: Definition<CommandOf<Type>> } = {
  accept,
  determine,
  renew,
  decline,
  switch: switchOffer,
  extend,
  amend,
  suspend,
  reinstate,
  terminate,
  'change-contacts': changeContacts,
  retry,
  acknowledge,
  resend,
  bounced: recordBounce,
  'bounce-unread': recordUnread,
  hold,
  release,
  'ask-renewal': askRenewal,
  'name-contact': nameContact,
  leave,
  pace: choosePace,
  'send-link': sendLink,
  trained: recordTraining,
  'observe-closures': observeClosures,
  reconcile,
};

export const commandTypes = Object.keys(definitions) as CommandType[];

/** The definition of a command; undefined if there is no such command. */
export function definitionOf({ type }: Command): Definition<Command> | undefined {
  return commandTypes.includes(type) ? (definitions[type] as Definition<Command>) : undefined;
}
