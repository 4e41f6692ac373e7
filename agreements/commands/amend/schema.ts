// The JSON of "amend".
import { z } from 'zod';
import { localDateSchema, noticeSchema, renewalRulesSchema, sessionsSchema } from '../../offer/schema.ts';
import { asked, type Parsed } from '../shared/schema.ts';

export const amendSchema = z
  .strictObject({
    type: z.literal('amend'),
    ...asked,
    termEndsOn: localDateSchema.optional(),
    featuresEndOn: localDateSchema.optional(),
    /** These replace all notices. */
    notices: z.array(noticeSchema).min(1).optional(),
    /** These are added to the offer's rules. */
    rules: renewalRulesSchema.optional(),
    /** These replace all sessions. */
    sessions: sessionsSchema.optional(),
  })
  .refine(
    ({ termEndsOn, featuresEndOn, notices, rules, sessions }) =>
      termEndsOn ?? featuresEndOn ?? notices ?? rules ?? sessions,
    'must have a new date, notices, rules or sessions',
  );

export type Amend = Parsed<typeof amendSchema>;
