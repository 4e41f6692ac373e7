// The JSON of "pace".
import { z } from 'zod';
import { mailSchema, paceSchema } from '../../contacts/schema.ts';
import { asked, type Parsed } from '../shared/schema.ts';

export const choosePaceSchema = z.strictObject({
  type: z.literal('pace'),
  ...asked,
  contact: mailSchema,
  pace: paceSchema,
});

export type ChoosePace = Parsed<typeof choosePaceSchema>;
