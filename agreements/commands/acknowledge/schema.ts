// The JSON of "acknowledge".
import { z } from 'zod';
import { mailSchema } from '../../contacts/schema.ts';
import { asked, noticeId, type Parsed } from '../shared/schema.ts';

export const acknowledgeSchema = z.strictObject({
  type: z.literal('acknowledge'),
  ...asked,
  /** Without an id: the last notice that was sent. */
  notice: noticeId.optional(),
  /** This contact acknowledges every notice of the same message. */
  contact: mailSchema.optional(),
});

export type Acknowledge = Parsed<typeof acknowledgeSchema>;
