// Who gets a notice: the contacts who have its roles now, whom mail reaches, who want it, and who do not have it yet.
import type { Agreement } from '../model/agreement.ts';
import { isSentAgain, originalId } from '../model/ids.ts';
import type { NoticeObligation } from '../model/obligations.ts';
import type { Contact } from '../model/parties.ts';
import type { Receipt } from '../model/receipts.ts';
import { type NoticeKind, noticeTraits } from '../offer/notice-kinds.ts';
import type { Role } from '../offer/roles.ts';
import { roles } from '../offer/roles.ts';
import type { NoticeRule } from '../offer/schema.ts';
import { arrivedAccordingTo, receiptsOf } from './arrivals.ts';

type Addressed = Pick<NoticeObligation, 'notice' | 'to' | 'only' | 'but' | 'training'>;
type People = Pick<Agreement, 'contacts' | 'unreachable' | 'trained'>;

/**
 * The contacts of a notice's roles. If nobody has a role, or mail reaches nobody who has it, the contacts of the next
 * role take its place.
 */
export function recipientsOf(notice: Addressed, people: People): Contact[] {
  const needsIt = isForUntrained(notice) ? isUntrained(people) : () => true;
  return addressedBy(notice, people).filter((contact) => wants(contact, notice.notice) && needsIt(contact));
}

/** The recipients who do not have a notice yet. If it is sent again to everyone, what was sent before doesn't count. */
export function recipientsLeft(notice: NoticeObligation, agreement: Agreement): Contact[] {
  const isForEverybody = isSentAgain(notice.id) && !notice.missed;
  const arrived = isForEverybody ? [] : arrivedOtherwise(notice, agreement);
  return withoutReceipt(recipientsOf(notice, agreement), [...(notice.receipts ?? []), ...arrived]);
}

/** Those of the recipients who have no receipt. */
export function withoutReceipt(recipients: Contact[], receipts: Pick<Receipt, 'to'>[] = []): Contact[] {
  return recipients.filter(({ email }) => !receipts.some((receipt) => isSameAddress(receipt.to, email)));
}

/** The receipts of all other times that the same notice was sent, or is being sent, and arrived. */
function arrivedOtherwise({ id }: NoticeObligation, agreement: Agreement): Receipt[] {
  const hasArrived = arrivedAccordingTo(agreement.record);
  return receiptsOf(agreement).flatMap(({ receipt, notice }) => {
    const isOther = notice && notice.id !== id && originalId(notice.id) === originalId(id);
    return isOther && hasArrived(receipt) ? [receipt] : [];
  });
}

/** Does it go only to contacts who have not completed a training: a reminder, or a notice that sessions changed? */
export function isForUntrained({ notice, training }: Pick<Addressed, 'notice' | 'training'>): boolean {
  return notice === 'training-reminder' || training?.changed === true;
}

/** Do all who would get it want only what needs a decision? */
export function isUnwanted(notice: Addressed, people: People): boolean {
  const addressed = addressedBy(notice, people);
  return addressed.length > 0 && !addressed.some((contact) => wants(contact, notice.notice));
}

/**
 * The contacts whom mail reaches, as far as is known.
 * @param but addresses to leave out
 */
export function reachableContacts({ contacts, unreachable = [] }: People, but: string[] = []): Contact[] {
  const isReachable = ({ email }: Contact) =>
    ![...unreachable, ...but].some((address) => isSameAddress(address, email));
  return contacts.filter(isReachable);
}

function addressedBy({ to, only, but }: Addressed, people: People): Contact[] {
  const reachable = reachableContacts(people, but);
  if (only) return reachable.filter(({ email }) => only.some((address) => isSameAddress(address, email)));
  const asked = new Set(to.flatMap((role) => contactsOf(role, reachable)));
  return reachable.filter((contact) => asked.has(contact));
}

/** The agency's own roles among those that a rule names. */
export function rolesIn(to: NoticeRule['to']): Role[] {
  return to.filter((role) => role !== 'operators');
}

/** The contacts of a role, or of the next role that someone has. */
function contactsOf(role: Role, contacts: Contact[]): Contact[] {
  const from = roles.indexOf(role);
  const inTurn = [...roles.slice(from), ...roles.slice(0, from)];
  const found = inTurn.find((one) => contacts.some((contact) => contact.roles.includes(one)));
  return contacts.filter((contact) => found !== undefined && contact.roles.includes(found));
}

function isUntrained(people: People): (contact: Contact) => boolean {
  return ({ email }) => !hasCompletedTraining(people, email);
}

/** Is it on record that the person with this address has completed a training? */
export function hasCompletedTraining({ trained = [] }: Pick<Agreement, 'trained'>, address: string): boolean {
  return trained.includes(address.toLowerCase());
}

function wants({ pace }: Contact, notice: NoticeKind): boolean {
  return pace !== 'decisions' || noticeTraits[notice].needsDecision === true;
}

/** The contact with an address; nothing if no contact has it. */
export function contactWith(address: string, { contacts }: Pick<Agreement, 'contacts'>): Contact | undefined {
  return contacts.find(({ email }) => isSameAddress(email, address));
}

/** Mail servers ignore the case of addresses, so this does, too. */
export function isSameAddress(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
