// The JSON of "send-link".
import { z } from 'zod';
import { mailSchema } from '../../contacts/schema.ts';
import { asked, type Parsed } from '../shared/schema.ts';

export const sendLinkSchema = z.strictObject({ type: z.literal('send-link'), ...asked, contact: mailSchema });

export type SendLink = Parsed<typeof sendLinkSchema>;
