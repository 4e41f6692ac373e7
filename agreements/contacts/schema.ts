// The shape of contacts as people enter them.
import { z } from 'zod';
import { roleSchema } from '../offer/schema.ts';
import { isMailAddress } from '../validation/mail-address.ts';
import { line } from '../validation/parse.ts';

export const mailSchema = z
  .string()
  .refine(isMailAddress, 'must be one mail address such as owner@access-board.gov')
  .pipe(line('a mail address'));

export const paceSchema = z.enum(['all', 'decisions']);

export const contactSchema = z.strictObject({
  name: line('a name'),
  email: mailSchema,
  roles: z.array(roleSchema).min(1, 'must have at least one role'),
  language: z.enum(['en', 'es']).optional(),
  pace: paceSchema.optional(),
});

export const contactsSchema = z
  .array(contactSchema)
  .min(1, 'must name at least one contact')
  .max(50, 'must name at most 50 contacts')
  .refine(
    (contacts) => new Set(contacts.map(({ email }) => email.toLowerCase())).size === contacts.length,
    'must name each mail address once',
  );
