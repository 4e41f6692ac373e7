// The JSON of "trained".
import { z } from 'zod';
import { mailSchema } from '../../contacts/schema.ts';
import { line } from '../../validation/parse.ts';
import { asked, type Parsed } from '../shared/schema.ts';

export const trainedSchema = z.strictObject({
  type: z.literal('trained'),
  ...asked,
  people: z
    .array(mailSchema)
    .min(1, 'must name at least one person')
    .max(500, 'must name at most 500 people'),
  training: line('the name of a training').optional(),
});

export type Trained = Parsed<typeof trainedSchema>;
