// The JSON of "bounced".
import { z } from 'zod';
import { mailSchema } from '../../contacts/schema.ts';
import { line } from '../../validation/parse.ts';
import { asked, type Parsed } from '../shared/schema.ts';

export const bouncedSchema = z.strictObject({
  type: z.literal('bounced'),
  ...asked,
  address: mailSchema,
  /** Without an id: the last message to the address. */
  messageId: line('a Message-ID').optional(),
  /** The bounce is temporary: later messages still go to the address. */
  passing: z.literal(true).optional(),
});

export type RecordBounce = Parsed<typeof bouncedSchema>;
