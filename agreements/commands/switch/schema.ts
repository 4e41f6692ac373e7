// The JSON of "switch".
import { z } from 'zod';
import { line } from '../../validation/parse.ts';
import { asked, type Parsed } from '../shared/schema.ts';

export const switchSchema = z.strictObject({
  type: z.literal('switch'),
  ...asked,
  to: line('the id of an offer'),
});

export type Switch = Parsed<typeof switchSchema>;
