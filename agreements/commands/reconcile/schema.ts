// The JSON of "reconcile".
import { z } from 'zod';
import { driftCodes } from '../../model/drift.ts';
import { line } from '../../validation/parse.ts';
import { asked, type Parsed } from '../shared/schema.ts';

const driftSchema = z.strictObject({
  code: z.enum(driftCodes),
  agency: line('the domain of an agency'),
  agreement: line('the id of an agreement').optional(),
  feature: line('the id of a feature').optional(),
  group: line('the id of a group').optional(),
  user: line('the id of a user').optional(),
});

export const reconcileSchema = z.strictObject({
  type: z.literal('reconcile'),
  ...asked,
  /** What was found in the directory. */
  drift: z.array(driftSchema).min(1),
});

export type Reconcile = Parsed<typeof reconcileSchema>;
