// The JSON of "terminate".
import { z } from 'zod';
import { asked, type Parsed } from '../shared/schema.ts';

export const terminateSchema = z.strictObject({ type: z.literal('terminate'), ...asked });

export type Terminate = Parsed<typeof terminateSchema>;
