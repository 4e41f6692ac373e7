// The status of a link at this moment: its question, the forms that it opens, and who has already answered. Pure.
import { contactKey, type Link, type Purpose } from '../../activities/notices/links/signed-links.ts';
import { noticeOfLink, noticesInSameMessage } from '../../agreements/contacts/messages-received.ts';
import { isClosed } from '../../agreements/lifecycle/phases.ts';
import type { Agreement } from '../../agreements/model/agreement.ts';
import { kindIn, versionOf } from '../../agreements/model/ids.ts';
import type { Contact, Language } from '../../agreements/model/parties.ts';
import { awaitsAcceptance, isOver } from '../../agreements/model/status.ts';
import type { NoticeKind } from '../../agreements/offer/notice-kinds.ts';
import { type Instant, isReached } from '../../agreements/time/instants.ts';

/** The forms of the pages. Each one makes a command. */
export const forms = [
  'accept',
  'answer',
  'decline',
  'training',
  'acknowledge',
  'contact',
  'pace',
  'leave',
  'link',
] as const;
export type Form = (typeof forms)[number];

/**
 * `done`: someone has answered. `changed`: the link asks about terms that have changed since. `former`: it went to a
 * former contact. `over`: the agreement is over. `suspended`: it can't be answered while the agreement is suspended.
 */
type State = 'open' | 'done' | 'changed' | 'expired' | 'former' | 'over' | 'suspended';

type Answered = { by: string; at: Instant };

export type LinkStatus = {
  state: State;
  contact?: Contact;
  /** The form that the contact is asked to fill in; left out: nothing is asked. */
  form?: Form;
  /** All forms that the link opens now. */
  allowed: Form[];
  /** Forms that need a new link first, which is mailed to the contact's address. */
  needNewLink: Form[];
  /** Who answered, and when. */
  answered?: Answered;
};

/** @param now as `nowOf` returns it */
export function linkStatus(agreement: Agreement, link: Link, now: Instant): LinkStatus {
  const contact = contactOf(agreement, link);
  if (!contact) return { state: 'former', allowed: [], needNewLink: [] };
  if (isReached(link.expiresAt, now)) {
    const allowed: Form[] = isPossible(agreement, link, 'link') ? ['link'] : [];
    return { state: 'expired', contact, allowed, needNewLink: [] };
  }
  if (isOver(agreement)) return { contact, ...statusAfterEnd(agreement, link) };
  const form = askedForm(agreement, link);
  const own = ownForms.filter((one) => isPossible(agreement, link, one));
  const common = {
    contact,
    allowed: own.filter((one) => one !== form),
    needNewLink: own.includes('link') ? contactForms.filter((one) => !own.includes(one)) : [],
  };
  const answered = answeredWith(agreement, link, form);
  if (answered) return { ...common, state: 'done', form, answered };
  if (isBinding(form) && link.version !== versionOf(agreement)) return { ...common, state: 'changed' };
  if (isBinding(form) && agreement.status === 'suspended') return { ...common, state: 'suspended' };
  if (!isPossible(agreement, link, form)) return { ...common, state: 'open' };
  const refusal: Form[] = form === 'accept' ? ['decline'] : [];
  return { ...common, state: 'open', form, allowed: [form, ...refusal, ...common.allowed] };
}

/** A notice can still be confirmed as long as the agreement has something left to carry out. */
function statusAfterEnd(agreement: Agreement, link: Link): LinkStatus {
  const form = 'acknowledge';
  const over: LinkStatus = { state: 'over', allowed: [], needNewLink: [] };
  const answered = acknowledgedBy(agreement, link);
  if (answered) return { ...over, form, answered };
  const isOpen = !isClosed(agreement) && isPossible(agreement, link, form);
  return isOpen ? { ...over, form, allowed: [form] } : over;
}

/** The clock's time; in a rehearsal, whose clock is ahead, the time of the last event. */
export function nowOf({ record }: Agreement, clock: Instant): Instant {
  const last = record.at(-1)?.at ?? clock;
  return isReached(last, clock) ? clock : last;
}

function contactOf({ contacts }: Agreement, link: Link): Contact | undefined {
  return contacts.find(({ email }) => contactKey(email) === link.contact);
}

/** The language of the contact that a link went to, even a former one; undefined if it is not known. */
export function languageOf(agreement: Agreement, link: Link): Language | undefined {
  const left = agreement.record.flatMap((entry) => (entry.type === 'contact-left' ? [entry.contact] : []));
  const found = contactOf(agreement, link) ?? left.find(({ email }) => contactKey(email) === link.contact);
  return found && (found.language ?? 'en');
}

/** The forms that answer no question. They are about the contacts and their mail. */
const ownForms: Form[] = ['acknowledge', 'contact', 'pace', 'leave', 'link'];

/** The forms that give someone access, remove a contact, or stop some of a contact's notices. */
const contactForms: Form[] = ['contact', 'pace', 'leave'];

/**
 * Is the link private to its contact? People forward notices with the links in them. So the forms about contacts need a
 * link from a notice that does not ask people to pass it on, or a link that the contact asked for.
 */
function isPrivate({ purpose, ...link }: Link): boolean {
  return (
    purpose === 'accept' ||
    purpose === 'decide' ||
    isFromNotice(link, 'contact-wanted') ||
    isFromNotice(link, 'link')
  );
}

/** Did the link come with a notice of this kind? The link has its id, even before the notice is on record. */
function isFromNotice({ obligation = '' }: Pick<Link, 'obligation'>, notice: NoticeKind): boolean {
  return kindIn(obligation) === notice;
}

/** An answer that binds the agency counts only for the terms that the link asked about. */
export const isBinding = (form: Form) => form === 'accept' || form === 'answer' || form === 'decline';

const formFor: Record<Purpose, Form> = {
  accept: 'accept',
  decide: 'answer',
  trained: 'training',
  acknowledge: 'acknowledge',
  calendar: 'acknowledge',
};

function askedForm(agreement: Agreement, link: Link): Form {
  const wantsContact =
    noticeOf(agreement, link)?.notice === 'contact-wanted' && agreement.contactsLeft?.length;
  return wantsContact ? 'contact' : formFor[link.purpose];
}

function answeredWith(agreement: Agreement, link: Link, form: Form): Answered | undefined {
  switch (form) {
    case 'accept':
      return acceptedBy(agreement);
    case 'answer': {
      const isOfThisTerm = link.version.startsWith(`${agreement.term.number}.`);
      return isOfThisTerm ? (agreement.decision ?? agreement.renewalAsked) : undefined;
    }
    case 'acknowledge':
      return acknowledgedBy(agreement, link);
    default:
      return undefined;
  }
}

function acceptedBy({ acceptance }: Agreement): Answered | undefined {
  if (!acceptance || 'awaitedSince' in acceptance) return undefined;
  return { by: acceptance.by, at: acceptance.acceptedAt };
}

function acknowledgedBy(agreement: Agreement, link: Link): Answered | undefined {
  const notice = noticeOf(agreement, link)?.id;
  const found = agreement.record.findLast(
    (entry) => entry.type === 'acknowledged' && entry.notice === notice,
  );
  return found?.type === 'acknowledged' ? { by: found.by, at: found.at } : undefined;
}

/** The notice that a link is about. */
function noticeOf(agreement: Agreement, { obligation }: Link) {
  return obligation === undefined ? undefined : noticeOfLink(agreement, obligation);
}

/** Is the notice known to have reached the contact? A notice that only brings a link needs no confirmation. */
function hasReceived(agreement: Agreement, link: Link): boolean {
  const about = noticeOf(agreement, link);
  const address = contactOf(agreement, link)?.email;
  if (!about || address === undefined || about.notice === 'link') return false;
  return noticesInSameMessage(agreement, about.id, address).length > 0;
}

/** Would the workflow accept the form? The workflow checks again, but the page offers no form that would be refused. */
function isPossible(agreement: Agreement, link: Link, form: Form): boolean {
  switch (form) {
    case 'accept':
    case 'decline':
      return awaitsAcceptance(agreement);
    case 'answer':
      return agreement.status === 'renewal';
    case 'acknowledge':
      return hasReceived(agreement, link) && !acknowledgedBy(agreement, link);
    case 'contact':
    case 'pace':
    case 'leave':
      return isPrivate(link);
    case 'link':
      return !isOver(agreement) && !isUnreachable(agreement, link);
    default:
      return true;
  }
}

/** Did mail to the contact bounce? Then a new link would bounce, too. */
function isUnreachable({ unreachable = [] }: Agreement, link: Link): boolean {
  return unreachable.some((address) => contactKey(address) === link.contact);
}
