// The JSON of "renew".
import { z } from 'zod';
import { periodSchema, priceSchema } from '../../offer/schema.ts';
import { asked, type Parsed } from '../shared/schema.ts';

export const renewSchema = z.strictObject({
  type: z.literal('renew'),
  ...asked,
  price: priceSchema.optional(),
  length: periodSchema.optional(),
});

export type Renew = Parsed<typeof renewSchema>;
