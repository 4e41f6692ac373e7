// `onegov change-contacts`: other contacts in place of all of them.
import type { Command as Program } from 'commander';
import type { Contact } from '../../../agreements/model/parties.ts';
import { addAgreementCommand } from '../agreement-command.ts';
import { contact, contactsFile } from '../options.ts';
import { contactsOf } from '../start-options.ts';
import { contactsTyped } from '../typed-flaws.ts';

export function addChangeContacts(program: Program): void {
  addAgreementCommand<{ contact?: Contact[]; contacts?: string }>(program, {
    type: 'change-contacts',
    says: 'replace all contacts, who get the notices and access; of one agreement or of all of an agency',
    example: '--agency gsa.gov --contact "Olive Owner <olive@gsa.gov> owner,technical"',
    done: 'Changed the contacts of',
    options: [contact(), contactsFile()],
    fields: (options) => ({ contacts: contactsOf(options) }),
    typed: ({ contact, contacts }) => ({ contacts: contactsTyped(contact, contacts) }),
  });
}
