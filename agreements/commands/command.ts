// The JSON of every command, and its check. Commands come from people and from files.
import { z } from 'zod';
import { type Flaw, flawsIn, parse } from '../validation/parse.ts';
import { acceptSchema } from './accept/schema.ts';
import { acknowledgeSchema } from './acknowledge/schema.ts';
import { amendSchema } from './amend/schema.ts';
import { askRenewalSchema } from './ask-renewal/schema.ts';
import { bounceUnreadSchema } from './bounce-unread/schema.ts';
import { bouncedSchema } from './bounced/schema.ts';
import { changeContactsSchema } from './change-contacts/schema.ts';
import { declineSchema } from './decline/schema.ts';
import { determineSchema } from './determine/schema.ts';
import { extendSchema } from './extend/schema.ts';
import { holdSchema } from './hold/schema.ts';
import { leaveSchema } from './leave/schema.ts';
import { nameContactSchema } from './name-contact/schema.ts';
import { observeClosuresSchema } from './observe-closures/schema.ts';
import { choosePaceSchema } from './pace/schema.ts';
import { reconcileSchema } from './reconcile/schema.ts';
import { reinstateSchema } from './reinstate/schema.ts';
import { releaseSchema } from './release/schema.ts';
import { renewSchema } from './renew/schema.ts';
import { resendSchema } from './resend/schema.ts';
import { retrySchema } from './retry/schema.ts';
import { sendLinkSchema } from './send-link/schema.ts';
import type { Parsed } from './shared/schema.ts';
import { suspendSchema } from './suspend/schema.ts';
import { switchSchema } from './switch/schema.ts';
import { terminateSchema } from './terminate/schema.ts';
import { trainedSchema } from './trained/schema.ts';

const schemas = [
  acceptSchema,
  determineSchema,
  renewSchema,
  declineSchema,
  switchSchema,
  extendSchema,
  amendSchema,
  suspendSchema,
  reinstateSchema,
  terminateSchema,
  changeContactsSchema,
  retrySchema,
  acknowledgeSchema,
  resendSchema,
  bouncedSchema,
  bounceUnreadSchema,
  holdSchema,
  releaseSchema,
  askRenewalSchema,
  nameContactSchema,
  leaveSchema,
  choosePaceSchema,
  sendLinkSchema,
  trainedSchema,
  observeClosuresSchema,
  reconcileSchema,
] as const;

const commandSchema = z.discriminatedUnion(
  'type',
  schemas,
  `must be one of ${schemas.map(({ shape }) => shape.type.value).join(', ')}`,
);

/** What a person asks for. Its field `contact` is the contact who asks, or the contact whom the command is about. */
export type Command = Parsed<typeof commandSchema>;

/** Checks a command. @throws {RefusedError} that names each flaw and its place. */
export function parseCommand(value: unknown): Command {
  return parse(commandSchema, value, 'The command') as Command;
}

/** The flaws of a command. There are none if `parseCommand` accepts it. */
export function flawsOfCommand(value: unknown): Flaw[] {
  return flawsIn(commandSchema, value);
}
