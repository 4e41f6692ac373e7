// The JSON of "resend".
import { z } from 'zod';
import { asked, noticeId, type Parsed } from '../shared/schema.ts';

export const resendSchema = z.strictObject({ type: z.literal('resend'), ...asked, notice: noticeId });

export type Resend = Parsed<typeof resendSchema>;
