// `onegov name-contact`: one more contact, or one in place of another.
import type { Command as Program } from 'commander';
import { Option } from 'commander';
import type { Contact } from '../../../agreements/model/parties.ts';
import { RefusedError } from '../../../agreements/validation/errors.ts';
import { addAgreementCommand } from '../agreement-command.ts';
import { contact, required } from '../options.ts';
import { contactTyped, flag } from '../typed-flaws.ts';

export function addNameContact(program: Program): void {
  addAgreementCommand<{ contact?: Contact[]; instead?: string }>(program, {
    type: 'name-contact',
    says: 'add a contact, or put one in the place of another; the others stay',
    example: 'gsa.gov chatgpt --contact "Nina New <nina@gsa.gov> owner" --instead olive@gsa.gov',
    done: 'Named a contact of',
    options: [
      required(contact()),
      new Option('--instead <mail>', 'the mail address of the contact who is replaced'),
    ],
    fields: ({ contact = [], instead }) => ({ contact: theOne(contact), instead }),
    typed: ({ contact = [] }) => ({ contact: contactTyped(contact[0]), instead: flag('--instead') }),
  });
}

function theOne([contact, ...others]: Contact[]): Contact | undefined {
  if (others.length > 0)
    throw new RefusedError('Name one contact at a time, or all of them with "change-contacts".');
  return contact;
}
