// The JSON of "change-contacts".
import { z } from 'zod';
import { contactsSchema } from '../../contacts/schema.ts';
import { asked, type Parsed } from '../shared/schema.ts';

export const changeContactsSchema = z.strictObject({
  type: z.literal('change-contacts'),
  ...asked,
  contacts: contactsSchema,
});

export type ChangeContacts = Parsed<typeof changeContactsSchema>;
