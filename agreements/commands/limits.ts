// How much an agreement takes: what it has in its state has to fit into what Temporal takes.

import { contactWith } from '../contacts/recipients.ts';
import type { Agreement } from '../model/agreement.ts';
import type { RecordEntry } from '../model/events.ts';
import type { Instant } from '../time/instants.ts';
import { between, day } from '../time/instants.ts';
import type { Command } from './command.ts';

const mostTrained = 1000;
const mostContacts = 50;
/** So often in 24 hours an agency's people change by their links who is a contact, and what comes to them. */
const mostChangesByLink = 5;

/** Why a command would be more than that; nothing if it is not. */
export function overLimit(agreement: Agreement, command: Command, now?: Instant): string | undefined {
  const { id, contacts, trained = [] } = agreement;
  if (command.type === 'trained') {
    const all = new Set([...trained, ...command.people.map((one) => one.toLowerCase())]);
    return all.size > mostTrained
      ? `${id} can have ${mostTrained} people on record who have completed a training.`
      : undefined;
  }
  if (command.type === 'name-contact') {
    const isNew = !contactWith(command.contact.email, agreement);
    if (isNew && contacts.length >= mostContacts) return `${id} has ${mostContacts} contacts already.`;
  }
  const isChange = ['name-contact', 'leave', 'pace'].includes(command.type) && command.answers !== undefined;
  return isChange && now !== undefined && changesByLink(agreement, now) >= mostChangesByLink
    ? `The contacts of ${id} were changed by link ${mostChangesByLink} times within a day; that is as often as it goes.`
    : undefined;
}

function changesByLink({ record }: Agreement, now: Instant): number {
  const types: RecordEntry['type'][] = ['contacts-changed', 'contact-left', 'pace-chosen'];
  const isByLink = (entry: RecordEntry) => 'answers' in entry && types.includes(entry.type);
  return record.filter((entry) => isByLink(entry) && between(entry.at, now) < day).length;
}
