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
    /** All that are sent from now on. */
    notices: z.array(noticeSchema).min(1).optional(),
    /** Added to the rules that there are. */
    rules: renewalRulesSchema.optional(),
    /** All of them from now on. */
    sessions: sessionsSchema.optional(),
  })
  .refine(
    ({ termEndsOn, featuresEndOn, notices, rules, sessions }) =>
      termEndsOn ?? featuresEndOn ?? notices ?? rules ?? sessions,
    'must have a new date, notices, rules or sessions',
  );

export type Amend = Parsed<typeof amendSchema>;
