// The JSON of "accept".
import { z } from 'zod';
import { localDateSchema } from '../../offer/schema.ts';
import { asked, type Parsed, reference } from '../shared/schema.ts';

export const acceptSchema = z.strictObject({
  type: z.literal('accept'),
  ...asked,
  startsOn: localDateSchema.optional(),
  reference: reference.optional(),
});

export type Accept = Parsed<typeof acceptSchema>;
