// Who gets a notice: the contacts of its roles as they are now, whom mail reaches, who want it, and have not got it yet.
import type { Agreement } from '../model/agreement.ts';
import { isSentAgain, originalId } from '../model/ids.ts';
import type { NoticeObligation, Receipt } from '../model/obligations.ts';
import type { Contact } from '../model/parties.ts';
import { type NoticeKind, noticeTraits } from '../offer/notice-kinds.ts';
import type { Role } from '../offer/roles.ts';
import { roles } from '../offer/roles.ts';
import type { NoticeRule } from '../offer/schema.ts';
import { arrivedBy, receiptsOf } from './notices-sent.ts';

type Addressed = Pick<NoticeObligation, 'notice' | 'to' | 'only' | 'but' | 'training'>;
type People = Pick<Agreement, 'contacts' | 'unreachable' | 'trained'>;

/**
 * The contacts of its roles; for a role that nobody has, or nobody whom mail reaches, those of the next role that
 * somebody has.
 */
export function recipientsOf(notice: Addressed, people: People): Contact[] {
  const asked = isForUntrained(notice) ? untrained(people) : () => true;
  return addressedBy(notice, people).filter((contact) => wants(contact, notice.notice) && asked(contact));
}

/** Its recipients but those whom it has reached: by its own tries, and by any of it, unless all are to get it anew. */
export function toReach(notice: NoticeObligation, agreement: Agreement): Contact[] {
  const isAnew = isSentAgain(notice.id) && !notice.missed;
  const arrived = isAnew ? [] : arrivedBesides(notice, agreement);
  return stillToReach(recipientsOf(notice, agreement), [...(notice.receipts ?? []), ...arrived]);
}

/** Who of them has no receipt yet. */
export function stillToReach(recipients: Contact[], receipts: Pick<Receipt, 'to'>[] = []): Contact[] {
  return recipients.filter(({ email }) => !receipts.some((receipt) => isSameAddress(receipt.to, email)));
}

/** What else was sent of a notice, whenever, and neither was refused nor came back; of tries that go on as well. */
function arrivedBesides({ id }: NoticeObligation, agreement: Agreement): Receipt[] {
  const isThere = arrivedBy(agreement.record);
  return receiptsOf(agreement).flatMap(({ receipt, notice }) => {
    const isOther = notice && notice.id !== id && originalId(notice.id) === originalId(id);
    return isOther && isThere(receipt) ? [receipt] : [];
  });
}

/** Whoever has completed a training is not bothered by it: not by its reminder, nor when its sessions change. */
export function isForUntrained({ notice, training }: Pick<Addressed, 'notice' | 'training'>): boolean {
  return notice === 'training-reminder' || training?.changed === true;
}

/** Do all who would get it want only what needs a decision? */
export function nobodyWants(notice: Addressed, people: People): boolean {
  const addressed = addressedBy(notice, people);
  return addressed.length > 0 && !addressed.some((contact) => wants(contact, notice.notice));
}

/** The contacts whom mail reaches, as far as is known, but these. */
export function reachable({ contacts, unreachable = [] }: People, but: string[] = []): Contact[] {
  const isThere = ({ email }: Contact) =>
    ![...unreachable, ...but].some((address) => isSameAddress(address, email));
  return contacts.filter(isThere);
}

function addressedBy({ to, only, but }: Addressed, people: People): Contact[] {
  const there = reachable(people, but);
  if (only) return there.filter(({ email }) => only.some((address) => isSameAddress(address, email)));
  const asked = new Set(to.flatMap((role) => contactsOf(role, there)));
  return there.filter((contact) => asked.has(contact));
}

/** The agency's own roles among those that a rule names. */
export function rolesIn(to: NoticeRule['to']): Role[] {
  return to.filter((role) => role !== 'operators');
}

function contactsOf(role: Role, contacts: Contact[]): Contact[] {
  const from = roles.indexOf(role);
  const inTurn = [...roles.slice(from), ...roles.slice(0, from)];
  const found = inTurn.find((one) => contacts.some((contact) => contact.roles.includes(one)));
  return contacts.filter((contact) => found !== undefined && contact.roles.includes(found));
}

function untrained(people: People): (contact: Contact) => boolean {
  return ({ email }) => !hasCompleted(people, email);
}

/** Is it on record that somebody has completed a training? */
export function hasCompleted({ trained = [] }: Pick<Agreement, 'trained'>, address: string): boolean {
  return trained.includes(address.toLowerCase());
}

function wants({ pace }: Contact, notice: NoticeKind): boolean {
  return pace !== 'decisions' || noticeTraits[notice].needsDecision === true;
}

/** The contact with an address; nothing if it is nobody's. */
export function contactWith(address: string, { contacts }: Pick<Agreement, 'contacts'>): Contact | undefined {
  return contacts.find(({ email }) => isSameAddress(email, address));
}

/** Mail addresses are compared without regard to case, as mail servers do. */
export function isSameAddress(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
