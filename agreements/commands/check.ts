// What may be done to an agreement as it is, and why not.

import { freshLink, receivedWith } from '../contacts/messages-received.ts';
import { receiptsOf } from '../contacts/notices-sent.ts';
import { contactWith, hasCompleted, isSameAddress } from '../contacts/recipients.ts';
import type { Agreement, Attention } from '../model/agreement.ts';
import { versionOf } from '../model/ids.ts';
import type { NoticeObligation } from '../model/obligations.ts';
import type { Contact } from '../model/parties.ts';
import {
  awaitsAcceptance,
  isOnRecord,
  isOver,
  whyIrrelevant,
  whyIrrelevantAt,
} from '../obligations/relevance.ts';
import type { Gate } from '../offer/schema.ts';
import type { Instant } from '../time/instants.ts';
import { inWords } from '../time/instants.ts';
import { AlreadyDoneError, LimitReachedError, RefusedError } from '../validation/errors.ts';
import { type Command, commandTypes } from './command.ts';
import { overLimit } from './limits.ts';

/**
 * Does a command fit the agreement as it is?
 * @throws {AlreadyDoneError} if it would change nothing; {LimitReachedError} if it is too much; {RefusedError} otherwise.
 */
export function check(agreement: Agreement, command: Command, now?: Instant): void {
  const { id, status } = agreement;
  if (!commandTypes.includes(command.type)) {
    throw new RefusedError(`There is no decision "${command.type}"; there are ${commandTypes.join(', ')}.`);
  }
  if (!command.by?.trim()) throw new RefusedError(`Say who decides to ${command.type} ${id} ("by").`);
  if (!lasting.includes(command.type) && isOver(agreement)) {
    throw new RefusedError(`${id} is over (${status}), so it can't be asked to ${command.type}.`);
  }
  const already = isSo(agreement, command, now) || isAnswered(agreement, command);
  if (already) throw new AlreadyDoneError(already);
  const why = isOutdated(agreement, command) || objection(agreement, command, now);
  if (why) throw new RefusedError(why);
  const limit = overLimit(agreement, command, now);
  if (limit) throw new LimitReachedError(limit);
}

/** What may be done to an agreement that is over, as long as something is left to be carried out. */
const lasting: Command['type'][] = ['retry', 'acknowledge', 'resend', 'bounced', 'hold', 'release'];

type Objection = string | false | undefined;

function isSo(agreement: Agreement, command: Command, now?: Instant): Objection {
  const { id, status, decision, acceptance, hold } = agreement;
  switch (command.type) {
    case 'accept':
      return acceptance && 'acceptedAt' in acceptance && `The terms of ${id} were accepted already.`;
    case 'renew':
      return isRenewedSo(agreement, command) && `${id} was decided to renew on these terms already.`;
    case 'decline':
      return decision?.kind === 'decline' && `${id} was decided to decline already.`;
    case 'switch':
      return (
        decision?.kind === 'decline' &&
        decision.to === command.to &&
        `${id} was decided to go on with ${command.to} already.`
      );
    case 'suspend':
      return status === 'suspended' && `${id} is suspended already.`;
    case 'reinstate':
      return status !== 'suspended' && `${id} is not suspended, so it can't be reinstated.`;
    case 'bounced':
      return isKnownBounce(agreement, command) && `It is known already that this mail of ${id} came back.`;
    case 'ask-renewal':
      return (
        (decision?.kind === 'renew' && `${id} was decided to renew already.`) ||
        (agreement.renewalAsked && `It is known already that the agency asks for renewal of ${id}.`)
      );
    case 'name-contact':
      return isKnownContact(agreement, command.contact) && `This is a contact of ${id} already.`;
    case 'pace': {
      const { pace = 'all' } = contactAt(agreement, command.contact);
      return pace === command.pace && `This contact of ${id} gets notices at that pace already.`;
    }
    case 'send-link':
      return freshLink(agreement, command.contact, now) && `A link went to this contact of ${id} already.`;
    case 'trained':
      return (
        command.people.every((one) => hasCompleted(agreement, one)) &&
        `It is on record already for ${id} that they have completed a training.`
      );
    case 'hold':
      return hold && `The notices of ${id} are on hold already.`;
    case 'release':
      return !hold && `The notices of ${id} are not on hold.`;
    default:
      return undefined;
  }
}

/** Somebody was faster: what answers a page that showed no answer takes none back. */
function isAnswered({ id, decision, renewalAsked }: Agreement, { type, version }: Command): Objection {
  const isAnswer = version !== undefined && (type === 'decline' || type === 'ask-renewal');
  return isAnswer && (decision ?? renewalAsked) && `${id} was answered already.`;
}

function isOutdated(agreement: Agreement, { version }: Command): Objection {
  return (
    version !== undefined &&
    version !== versionOf(agreement) &&
    `The terms of ${agreement.id} have changed since this was asked.`
  );
}

/** Renewing again on other terms mends a renewal. */
function isRenewedSo({ decision, offer }: Agreement, { price, length }: Renewal): boolean {
  const ownLength = 'length' in offer.term ? offer.term.length : undefined;
  return (
    decision?.kind === 'renew' &&
    JSON.stringify(decision.price) === JSON.stringify(price) &&
    decision.length === (length ?? ownLength)
  );
}

type Renewal = Extract<Command, { type: 'renew' }>;

function objection(agreement: Agreement, command: Command, now?: Instant): Objection {
  const { id, status, attention, decision } = agreement;
  switch (command.type) {
    case 'accept':
      return objectionToAccepting(agreement, command.startsOn);
    case 'determine':
      return objectionToDetermination(agreement, command.determination);
    case 'renew':
      return objectionToDeciding(agreement, command.type) || objectionOfGates(agreement);
    case 'decline':
      return objectionToDeciding(agreement, command.type);
    case 'switch':
      if (awaitsAcceptance(agreement))
        return `${notAccepted(agreement)} terminate it, and start the other offer.`;
      if (status === 'suspended') return `${id} is suspended; terminate it, and start the other offer.`;
      return command.to === agreement.offer.id && `${id} is of that offer already; renew it instead.`;
    case 'amend':
      return objectionToAmending(agreement, command);
    case 'extend':
      if (awaitsAcceptance(agreement)) return `${notAccepted(agreement)} its term begins when they are.`;
      return decision?.kind === 'decline' && `${id} was decided to decline, so its term can't be extended.`;
    case 'retry':
      return !attention.some(canBeRetried) && `${id} has nothing to try again.`;
    case 'acknowledge':
      return objectionToAcknowledging(agreement, command);
    case 'bounced':
      messageTo(agreement, command.address, command.messageId);
      return undefined;
    case 'name-contact':
      if (command.instead !== undefined) contactAt(agreement, command.instead);
      return undefined;
    case 'ask-renewal':
      contactAt(agreement, command.contact);
      return objectionToDeciding(agreement, command.type);
    case 'leave':
      contactAt(agreement, command.contact);
      return undefined;
    case 'resend':
      return objectionToResending(agreement, command.notice, now);
    default:
      return undefined;
  }
}

const canBeRetried = ({ kind }: Attention) => ['failed', 'bounced', 'delayed'].includes(kind);

function objectionToAccepting(agreement: Agreement, startsOn: string | undefined): Objection {
  const { id, status } = agreement;
  if (status === 'suspended') return `${id} is suspended; reinstate it before its terms are accepted.`;
  const isBegun = !awaitsAcceptance(agreement);
  return startsOn !== undefined && isBegun && `${id} has a start date already; amend its dates instead.`;
}

function objectionToAmending(
  agreement: Agreement,
  { termEndsOn, featuresEndOn }: Extract<Command, { type: 'amend' }>,
): Objection {
  const movesDates = termEndsOn !== undefined || featuresEndOn !== undefined;
  return (
    awaitsAcceptance(agreement) && movesDates && `${notAccepted(agreement)} its dates are set when they are.`
  );
}

function notAccepted({ id }: Agreement): string {
  return `The terms of ${id} are not accepted yet;`;
}

function objectionToDetermination(agreement: Agreement, determination: string): Objection {
  const { gates = [], deadlines = [] } = agreement.offer.renewal;
  const known = [...gates, ...deadlines].map(({ id }) => id);
  if (known.includes(determination)) return undefined;
  return known.length === 0
    ? `${agreement.id} has no clause that wants anything on record; amend it with one.`
    : `${agreement.id} wants no "${determination}" on record; it wants ${known.join(', ')}.`;
}

function objectionToDeciding(agreement: Agreement, type: 'renew' | 'decline' | 'ask-renewal'): Objection {
  const { id, status, offer, term } = agreement;
  if (status === 'suspended') return `${id} is suspended; reinstate it before you ${type} it.`;
  if (type === 'decline' && awaitsAcceptance(agreement)) return undefined;
  if (status !== 'renewal') {
    return `${id} can't be asked to ${type} yet: its renewal window opens ${inWords(offer.renewal.opens)} before the term ends on ${term.endsOn}.`;
  }
  return undefined;
}

/** Determinations that the clauses of its order want on record first, such as those of FAR 17.207(c). */
function objectionOfGates(agreement: Agreement): Objection {
  const missing = missingGates(agreement).map(({ id, text, clause }) => `${id} (${text}; ${clause})`);
  return (
    missing.length > 0 &&
    `${agreement.id} can't be renewed before these are on record: ${missing.join(', ')}. Record each with "determine".`
  );
}

/** The gates of a renewal that have no determination on record in this term. */
export function missingGates(agreement: Agreement): Gate[] {
  return (agreement.offer.renewal.gates ?? []).filter(({ id }) => !isOnRecord(agreement, id));
}

function objectionToAcknowledging(
  agreement: Agreement,
  { notice, contact }: Extract<Command, { type: 'acknowledge' }>,
): Objection {
  if (notice !== undefined && contact !== undefined)
    return (
      receivedWith(agreement, notice, contact).length === 0 &&
      `${notice} of ${agreement.id} has not come to ${contact}.`
    );
  sentNotice(agreement, notice);
  return undefined;
}

function objectionToResending(agreement: Agreement, notice: string, now?: Instant): Objection {
  const sent = sentNotice(agreement, notice);
  const why = now ? whyIrrelevantAt(agreement, sent, now) : whyIrrelevant(agreement, sent);
  return why && `${notice} of ${agreement.id} can't be sent again: ${why}.`;
}

type SentMessage = { messageId: string; notices: NoticeObligation[] };

/**
 * The message that came back from an address, with its notices: the one that is named, or else the last that went there.
 * @throws {RefusedError} if there is none.
 */
export function messageTo(agreement: Agreement, address: string, named?: string): SentMessage {
  const there = receiptsOf(agreement).flatMap(({ receipt: { to, messageId }, notice }) =>
    notice && isSameAddress(to, address) ? [{ messageId, notice }] : [],
  );
  const messageId = named ?? there.at(-1)?.messageId;
  const its = there.filter((one) => one.messageId === messageId);
  const notices = [...new Map(its.map(({ notice }) => [notice.id, notice])).values()];
  if (messageId === undefined || notices.length === 0)
    throw new RefusedError(`${agreement.id} has sent nothing${named ? ' like that' : ''} to ${address}.`);
  return { messageId, notices };
}

function isKnownBounce(
  agreement: Agreement,
  { address, messageId: named }: Extract<Command, { type: 'bounced' }>,
): boolean {
  const { messageId } = messageTo(agreement, address, named);
  return agreement.record.some(
    (entry) =>
      entry.type === 'bounced' && entry.messageId === messageId && isSameAddress(entry.address, address),
  );
}

/**
 * The contact with an address.
 * @throws {RefusedError} if there is none.
 */
export function contactAt(agreement: Agreement, address: string): Contact {
  const found = contactWith(address, agreement);
  if (!found) throw new RefusedError(`${address} is no contact of ${agreement.id}.`);
  return found;
}

function isKnownContact(agreement: Agreement, { name, email, roles, language = 'en' }: Contact): boolean {
  const known = contactWith(email, agreement);
  return (
    known?.name === name &&
    (known.language ?? 'en') === language &&
    `${known.roles.toSorted()}` === `${roles.toSorted()}`
  );
}

/**
 * A notice that went out, or should have; the last one if none is named.
 * @throws {RefusedError} if there is none such.
 */
export function sentNotice({ id, record, plan }: Agreement, asked?: string): NoticeObligation {
  const sent = record.flatMap((entry) =>
    entry.type === 'settled' && entry.notice && ['carried-out', 'failed'].includes(entry.outcome)
      ? [entry.notice]
      : [],
  );
  const found = sent.findLast((notice) => asked === undefined || notice.id === asked);
  if (found) return found;
  if (asked === undefined) throw new RefusedError(`${id} has sent no notice yet.`);
  const ahead = plan.find((obligation) => obligation.id === asked);
  throw new RefusedError(
    ahead
      ? `${asked} of ${id} has not been sent yet: it is due at ${ahead.dueAt}.`
      : `${id} has sent no notice "${asked}".`,
  );
}
