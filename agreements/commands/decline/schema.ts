// The JSON of "decline".
import { z } from 'zod';
import { asked, type Parsed } from '../shared/schema.ts';

export const declineSchema = z.strictObject({ type: z.literal('decline'), ...asked });

export type Decline = Parsed<typeof declineSchema>;
