// The JSON of "release".
import { z } from 'zod';
import { asked, type Parsed } from '../shared/schema.ts';

export const releaseSchema = z.strictObject({ type: z.literal('release'), ...asked });

export type Release = Parsed<typeof releaseSchema>;
