// The JSON of "bounced".
import { z } from 'zod';
import { mailSchema } from '../../contacts/schema.ts';
import type { BounceMeaning } from '../../model/receipts.ts';
import { line } from '../../validation/parse.ts';
import { asked, type Parsed } from '../shared/schema.ts';

const meanings = [
  'no-mailbox',
  'passing',
  'our-mail-refused',
  'message-refused',
] as const satisfies BounceMeaning[];

export const bouncedSchema = z.strictObject({
  type: z.literal('bounced'),
  ...asked,
  address: mailSchema,
  /** Without an id: the last message to the address. */
  messageId: line('a Message-ID').optional(),
  /** What the mail server meant. Without it: the mailbox is gone. */
  meaning: z.enum(meanings).optional(),
  /** What older workers send for the meaning `passing`. */
  passing: z.literal(true).optional(),
});

export type RecordBounce = Parsed<typeof bouncedSchema>;
