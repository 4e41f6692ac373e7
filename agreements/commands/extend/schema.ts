// The JSON of "extend".
import { z } from 'zod';
import { periodSchema } from '../../offer/schema.ts';
import { asked, type Parsed } from '../shared/schema.ts';

export const extendSchema = z.strictObject({ type: z.literal('extend'), ...asked, length: periodSchema });

export type Extend = Parsed<typeof extendSchema>;
