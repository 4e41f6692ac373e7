// The JSON of "bounced".
import { z } from 'zod';
import { mailSchema } from '../../contacts/schema.ts';
import { line } from '../../validation/parse.ts';
import { asked, type Parsed } from '../shared/schema.ts';

export const bouncedSchema = z.strictObject({
  type: z.literal('bounced'),
  ...asked,
  address: mailSchema,
  /** Left out: the last message that went there. */
  messageId: line('a Message-ID').optional(),
  /** What follows is still sent there. */
  passing: z.literal(true).optional(),
});

export type RecordBounce = Parsed<typeof bouncedSchema>;
