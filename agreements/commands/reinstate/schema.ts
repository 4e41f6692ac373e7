// The JSON of "reinstate".
import { z } from 'zod';
import { asked, type Parsed } from '../shared/schema.ts';

export const reinstateSchema = z.strictObject({
  type: z.literal('reinstate'),
  ...asked,
  clock: z.enum(['keep', 'move']),
});

export type Reinstate = Parsed<typeof reinstateSchema>;
