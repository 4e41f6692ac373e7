// The JSON of "retry".
import { z } from 'zod';
import { asked, type Parsed } from '../shared/schema.ts';

export const retrySchema = z.strictObject({ type: z.literal('retry'), ...asked });

export type Retry = Parsed<typeof retrySchema>;
