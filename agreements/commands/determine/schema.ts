// The JSON of "determine".
import { z } from 'zod';
import { line } from '../../validation/parse.ts';
import { asked, type Parsed, reference } from '../shared/schema.ts';

export const determineSchema = z.strictObject({
  type: z.literal('determine'),
  ...asked,
  determination: line('the id of a determination'),
  reference,
  clause: line('the clause that the determination cites').optional(),
});

export type Determine = Parsed<typeof determineSchema>;
