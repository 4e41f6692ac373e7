// What is asked of whoever follows a link, and what may be done by it: pure, of the agreement as it is.
import { contactKey, type Link, type Purpose } from '../activities/notices/links/signed-links.ts';
import { noticeOfLink, receivedWith } from '../agreements/contacts/messages-received.ts';
import { isClosed } from '../agreements/lifecycle/phases.ts';
import type { Agreement } from '../agreements/model/agreement.ts';
import { kindIn, versionOf } from '../agreements/model/ids.ts';
import type { Contact, Language } from '../agreements/model/parties.ts';
import { awaitsAcceptance, isOver } from '../agreements/obligations/relevance.ts';
import type { NoticeKind } from '../agreements/offer/notice-kinds.ts';
import type { Instant } from '../agreements/time/instants.ts';
import { isReached } from '../agreements/time/instants.ts';

/** What can be done on a page. Each has a form of its own. */
export const acts = [
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
export type Act = (typeof acts)[number];

/**
 * How a link stands: `done`, somebody has answered already; `changed`, the terms are others than those it asked about;
 * `former`, it went to somebody who is no contact any more; `waiting`, suspended: what it asks can't be answered now.
 */
type State = 'open' | 'done' | 'changed' | 'expired' | 'former' | 'over' | 'waiting';

type Answered = { by: string; at: Instant };

export type Asked = {
  state: State;
  contact?: Contact;
  /** What is asked of the contact now; left out: nothing. */
  act?: Act;
  /** All that may be done by this link now. */
  may: Act[];
  /** What takes a fresh link first, mailed to the address on file. */
  afresh: Act[];
  /** Who has answered, and when. */
  answered?: Answered;
};

/**
 * What a link is good for at an instant.
 * @param now as `nowOf` has it
 */
export function askedBy(agreement: Agreement, link: Link, now: Instant): Asked {
  const contact = contactOf(agreement, link);
  if (!contact) return { state: 'former', may: [], afresh: [] };
  const isExpired = isReached(link.expiresAt, now);
  if (isExpired) {
    const may: Act[] = isPossible(agreement, link, 'link') ? ['link'] : [];
    return { state: 'expired', contact, may, afresh: [] };
  }
  if (isOver(agreement)) return { contact, ...afterTheEnd(agreement, link) };
  const own = ownActs.filter((one) => isPossible(agreement, link, one));
  const act = actOf(agreement, link);
  const rest = own.filter((one) => one !== act);
  const afresh = own.includes('link') ? people.filter((one) => !own.includes(one)) : [];
  const answered = answeredWith(agreement, link, act);
  if (answered) return { state: 'done', contact, act, may: rest, afresh, answered };
  if (isBinding(act) && link.version !== versionOf(agreement))
    return { state: 'changed', contact, may: rest, afresh };
  if (isBinding(act) && agreement.status === 'suspended')
    return { state: 'waiting', contact, may: rest, afresh };
  if (!isPossible(agreement, link, act)) return { state: 'open', contact, may: rest, afresh };
  const refusal: Act[] = act === 'accept' ? ['decline'] : [];
  return { state: 'open', contact, act, may: [act, ...refusal, ...rest], afresh };
}

/** A notice may still be confirmed as long as something is left to be carried out. */
function afterTheEnd(agreement: Agreement, link: Link): Asked {
  const act = 'acknowledge';
  const answered = acknowledgedBy(agreement, link);
  const over: Asked = { state: 'over', may: [], afresh: [] };
  if (answered) return { ...over, act, answered };
  const isOpen = !isClosed(agreement) && isPossible(agreement, link, act);
  return isOpen ? { ...over, act, may: [act] } : over;
}

/** Now, or in a rehearsal, whose clock is ahead, when something happened last. */
export function nowOf({ record }: Agreement, clock: Instant): Instant {
  const last = record.at(-1)?.at ?? clock;
  return isReached(last, clock) ? clock : last;
}

function contactOf({ contacts }: Agreement, link: Link): Contact | undefined {
  return contacts.find(({ email }) => contactKey(email) === link.contact);
}

/** The language of whom a link went to, even if she has left since; nothing if that is not known any more. */
export function languageOf(agreement: Agreement, link: Link): Language | undefined {
  const left = agreement.record.flatMap((entry) => (entry.type === 'contact-left' ? [entry.contact] : []));
  const found = contactOf(agreement, link) ?? left.find(({ email }) => contactKey(email) === link.contact);
  return found && (found.language ?? 'en');
}

/** What is no answer: it is about who is a contact, about her mail, or asks for nothing. */
const ownActs: Act[] = ['acknowledge', 'contact', 'pace', 'leave', 'link'];

/** What gives somebody access, takes somebody off, or keeps notices from somebody. */
const people: Act[] = ['contact', 'pace', 'leave'];

/**
 * Does nobody ask to pass its notice on? Notices are forwarded, and their links with them: what is about people takes
 * one that its reader keeps, or that went to her address because she asked for it.
 */
function isKept({ purpose, ...link }: Link): boolean {
  return purpose === 'accept' || purpose === 'decide' || isOf(link, 'contact-wanted') || isOf(link, 'link');
}

/** Which notice a link came with, by its id: that is known before the notice is on record. */
function isOf({ obligation = '' }: Pick<Link, 'obligation'>, notice: NoticeKind): boolean {
  return kindIn(obligation) === notice;
}

/** What binds the agency holds for the terms that it was asked about, and for no others. */
export const isBinding = (act: Act) => act === 'accept' || act === 'answer' || act === 'decline';

const actFor: Record<Purpose, Act> = {
  accept: 'accept',
  decide: 'answer',
  trained: 'training',
  acknowledge: 'acknowledge',
  calendar: 'acknowledge',
};

function actOf(agreement: Agreement, link: Link): Act {
  const wantsContact =
    noticeOf(agreement, link)?.notice === 'contact-wanted' && agreement.contactsLeft?.length;
  return wantsContact ? 'contact' : actFor[link.purpose];
}

function answeredWith(agreement: Agreement, link: Link, act: Act): Answered | undefined {
  switch (act) {
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

/** Is it known that the notice came to whoever is to confirm it? That a link was mailed needs no confirming. */
function hasReceived(agreement: Agreement, link: Link): boolean {
  const about = noticeOf(agreement, link);
  const address = contactOf(agreement, link)?.email;
  if (!about || address === undefined || about.notice === 'link') return false;
  return receivedWith(agreement, about.id, address).length > 0;
}

/** The workflow has the last word; what it would refuse is not offered. */
function isPossible(agreement: Agreement, link: Link, act: Act): boolean {
  switch (act) {
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
      return isKept(link);
    case 'link':
      return !isOver(agreement) && !isUnreachable(agreement, link);
    default:
      return true;
  }
}

/** A fresh link would come back, too. */
function isUnreachable({ unreachable = [] }: Agreement, link: Link): boolean {
  return unreachable.some((address) => contactKey(address) === link.contact);
}
