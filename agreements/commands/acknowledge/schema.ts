// The JSON of "acknowledge".
import { z } from 'zod';
import { mailSchema } from '../../contacts/schema.ts';
import { asked, noticeId, type Parsed } from '../shared/schema.ts';

export const acknowledgeSchema = z.strictObject({
  type: z.literal('acknowledge'),
  ...asked,
  /** Left out: the last one that was sent. */
  notice: noticeId.optional(),
  /** They acknowledge all that was in the same message. */
  contact: mailSchema.optional(),
});

export type Acknowledge = Parsed<typeof acknowledgeSchema>;
