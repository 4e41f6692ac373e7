// The JSON of "ask-renewal".
import { z } from 'zod';
import { mailSchema } from '../../contacts/schema.ts';
import { asked, type Parsed } from '../shared/schema.ts';

export const askRenewalSchema = z.strictObject({
  type: z.literal('ask-renewal'),
  ...asked,
  contact: mailSchema,
});

export type AskRenewal = Parsed<typeof askRenewalSchema>;
