// The JSON of "hold".
import { z } from 'zod';
import { asked, type Parsed } from '../shared/schema.ts';

export const holdSchema = z.strictObject({
  type: z.literal('hold'),
  ...asked,
  ofOffer: z.boolean().optional(),
});

export type Hold = Parsed<typeof holdSchema>;
