// Shared by commands about one contact: finds the contact, and limits changes by link.

import { contactWith } from '../../contacts/recipients.ts';
import type { Agreement } from '../../model/agreement.ts';
import type { RecordEntry } from '../../model/events.ts';
import type { Contact } from '../../model/parties.ts';
import type { Instant } from '../../time/instants.ts';
import { between, day } from '../../time/instants.ts';
import { RefusedError } from '../../validation/errors.ts';

/**
 * The contact with an address.
 * @throws {RefusedError} if no contact has it.
 */
export function contactAt(agreement: Agreement, address: string): Contact {
  const found = contactWith(address, agreement);
  if (!found) throw new RefusedError(`${address} is not a contact of ${agreement.id}.`);
  return found;
}

/** The limit for changes of contacts and their preferences by link, within 24 hours. */
const mostChangesByLink = 5;

/** Why another change by link is refused; false if it is allowed, or no link is used. */
export function changedTooOften(
  agreement: Agreement,
  { answers }: { answers?: string },
  now?: Instant,
): string | false {
  const isByLink = answers !== undefined;
  return (
    isByLink &&
    now !== undefined &&
    changesByLink(agreement, now) >= mostChangesByLink &&
    `The contacts of ${agreement.id} were changed by link ${mostChangesByLink} times within a day, which is the limit; try again tomorrow.`
  );
}

function changesByLink({ record }: Agreement, now: Instant): number {
  const types: RecordEntry['type'][] = ['contacts-changed', 'contact-left', 'pace-chosen'];
  const isByLink = (entry: RecordEntry) => 'answers' in entry && types.includes(entry.type);
  return record.filter((entry) => isByLink(entry) && between(entry.at, now) < day).length;
}
