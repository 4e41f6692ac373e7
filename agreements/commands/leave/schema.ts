// The JSON of "leave".
import { z } from 'zod';
import { mailSchema } from '../../contacts/schema.ts';
import { asked, type Parsed } from '../shared/schema.ts';

export const leaveSchema = z.strictObject({ type: z.literal('leave'), ...asked, contact: mailSchema });

export type Leave = Parsed<typeof leaveSchema>;
