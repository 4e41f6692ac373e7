// The JSON of "suspend".
import { z } from 'zod';
import { asked, type Parsed } from '../shared/schema.ts';

export const suspendSchema = z.strictObject({ type: z.literal('suspend'), ...asked });

export type Suspend = Parsed<typeof suspendSchema>;
