// The JSON of "name-contact".
import { z } from 'zod';
import { contactSchema, mailSchema } from '../../contacts/schema.ts';
import { asked, type Parsed } from '../shared/schema.ts';

export const nameContactSchema = z.strictObject({
  type: z.literal('name-contact'),
  ...asked,
  contact: contactSchema,
  /** The address of the contact who is replaced. */
  instead: mailSchema.optional(),
});

export type NameContact = Parsed<typeof nameContactSchema>;
