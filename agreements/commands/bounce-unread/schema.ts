// The JSON of "bounce-unread".
import { z } from 'zod';
import { mailSchema } from '../../contacts/schema.ts';
import { line } from '../../validation/parse.ts';
import { asked, type Parsed } from '../shared/schema.ts';

export const bounceUnreadSchema = z.strictObject({
  type: z.literal('bounce-unread'),
  ...asked,
  address: mailSchema,
  /** Without an id: the last message to the address. */
  messageId: line('a Message-ID').optional(),
  /** The first lines of what came back. */
  lines: z.array(line('a line of a message')).min(1, 'must have at least one line').max(10),
});

export type RecordUnread = Parsed<typeof bounceUnreadSchema>;
