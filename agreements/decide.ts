// What people may do to an agreement, and what comes of it.
import type { Agreement, AgreementEvent, Contact, Instant, NoticeObligation, Replan } from './agreement.ts';
import type { Gate, NoticeRule, Price, RenewalRules } from './offer.ts';
import { Refusal } from './refusal.ts';
import { awaitsAcceptance, isOnRecord, isOver, noLongerTrue } from './review.ts';

type By = { by: string; reason?: string };

export type Command = By &
  (
    | { type: 'accept'; startsOn?: string; reference?: string }
    | { type: 'determine'; determination: string; reference: string }
    | { type: 'renew'; price?: Price; length?: string }
    | { type: 'decline' }
    | { type: 'switch'; to: string }
    | { type: 'extend'; length: string }
    | {
        type: 'amend';
        termEndsOn?: string;
        featuresEndOn?: string;
        notices?: NoticeRule[];
        rules?: RenewalRules;
      }
    | { type: 'suspend' }
    | { type: 'reinstate'; clock: 'keep' | 'move' }
    | { type: 'terminate' }
    | { type: 'change-contacts'; contacts: Contact[] }
    | { type: 'retry' }
    | { type: 'acknowledge'; notice?: string }
    | { type: 'resend'; notice: string }
    | { type: 'hold' }
    | { type: 'release' }
  );

export const commandTypes = [
  'accept',
  'determine',
  'renew',
  'decline',
  'switch',
  'extend',
  'amend',
  'suspend',
  'reinstate',
  'terminate',
  'change-contacts',
  'retry',
  'acknowledge',
  'resend',
  'hold',
  'release',
] as const satisfies Command['type'][];

/** A command that was parsed, with the dates and the plan that it leads to, if it moves any. */
export type Examined = { command: Command; replan?: Replan };

/**
 * What happens by a command.
 * @throws {Refusal} if it does not fit the agreement as it is.
 */
export function decide(agreement: Agreement, { command, replan }: Examined, now: Instant): AgreementEvent[] {
  check(agreement, command);
  const { by, reason } = command;
  const act = { at: now, by, ...(reason !== undefined && { reason }) };
  switch (command.type) {
    case 'accept':
      return [{ type: 'accepted', ...act, ...referenceOf(command), ...(replan && { replan }) }];
    case 'determine': {
      const { determination: id, reference } = command;
      return [{ type: 'determined', ...act, determination: { id, at: now, by, reference } }];
    }
    case 'renew': {
      const { price, length = ownLength(agreement) } = command;
      const decision = { kind: 'renew' as const, ...act, length, ...(price && { price }) };
      return [{ type: 'decided', ...act, decision }];
    }
    case 'decline':
      return [{ type: 'decided', ...act, decision: { kind: 'decline', ...act } }];
    case 'switch':
      return [{ type: 'decided', ...act, decision: { kind: 'decline', ...act, to: command.to } }];
    case 'extend':
      return [{ type: 'extended', ...act, length: command.length, replan: needed(replan) }];
    case 'amend':
      return [{ type: 'amended', ...act, replan: needed(replan) }];
    case 'suspend':
      return [{ type: 'suspended', ...act }];
    case 'reinstate':
      return [{ type: 'reinstated', ...act, clock: command.clock, ...(replan && { replan }) }];
    case 'terminate':
      return [{ type: 'terminated', ...act }];
    case 'change-contacts':
      return [{ type: 'contacts-changed', ...act, contacts: command.contacts }];
    case 'retry':
      return [{ type: 'retried', ...act }];
    case 'acknowledge':
      return [{ type: 'acknowledged', ...act, notice: sentNotice(agreement, command.notice).id }];
    case 'resend': {
      const notice = sentNotice(agreement, command.notice);
      const again = { ...notice, id: `${notice.id}@${now}`, dueAt: now };
      return [{ type: 'resent', ...act, notice: notice.id, again }];
    }
    case 'hold':
      return [{ type: 'held', ...act }];
    case 'release':
      return [{ type: 'released', ...act }];
    default:
      return command satisfies never;
  }
}

function referenceOf({ reference }: { reference?: string }): { reference?: string } {
  return reference === undefined ? {} : { reference };
}

/**
 * Does a command fit the agreement as it is?
 * @throws {Refusal} saying why not, and what would.
 */
export function check(agreement: Agreement, command: Command): void {
  const { id, status } = agreement;
  if (!commandTypes.includes(command.type)) {
    throw new Refusal(`There is no decision "${command.type}"; there are ${commandTypes.join(', ')}.`);
  }
  if (!command.by?.trim()) throw new Refusal(`Say who decides to ${command.type} ${id} ("by").`);
  if (!lasting.includes(command.type) && isOver(agreement)) {
    throw new Refusal(`${id} is over (${status}), so it can't be asked to ${command.type}.`);
  }
  checkOfItsKind(agreement, command);
}

/** What may be done to an agreement that is over, as long as something is left to be carried out. */
const lasting: Command['type'][] = ['retry', 'acknowledge', 'resend', 'hold', 'release'];

function checkOfItsKind(agreement: Agreement, command: Command): void {
  const { id, status, attention, acceptance, hold } = agreement;
  switch (command.type) {
    case 'retry':
      return refuseIf(attention.length === 0, `${id} has nothing to try again.`);
    case 'accept':
      refuseIf(status === 'suspended', `${id} is suspended; reinstate it before its terms are accepted.`);
      refuseIf(
        acceptance !== undefined && 'acceptedAt' in acceptance,
        `The terms of ${id} were accepted already.`,
      );
      return refuseIf(
        command.startsOn !== undefined && !awaitsAcceptance(agreement),
        `${id} has a start date already; amend its dates instead.`,
      );
    case 'determine':
      return checkDetermination(agreement, command.determination);
    case 'renew':
      checkRenewal(agreement, command.type);
      return checkGates(agreement);
    case 'decline':
      return checkRenewal(agreement, command.type);
    case 'switch':
      refuseIf(status === 'suspended', `${id} is suspended; terminate it, and start the other offer.`);
      refuseIf(command.to === agreement.offer.id, `${id} is of that offer already; renew it instead.`);
      return;
    case 'extend':
      return refuseIf(
        agreement.decision?.kind === 'decline',
        `${id} was decided to decline; renew it before you extend its term.`,
      );
    case 'suspend':
      return refuseIf(status === 'suspended', `${id} is suspended already.`);
    case 'reinstate':
      return refuseIf(status !== 'suspended', `${id} is not suspended, so it can't be reinstated.`);
    case 'acknowledge':
      sentNotice(agreement, command.notice);
      return;
    case 'resend':
      return checkResending(agreement, command.notice);
    case 'hold':
      return refuseIf(hold !== undefined, `The notices of ${id} are on hold already.`);
    case 'release':
      return refuseIf(hold === undefined, `The notices of ${id} are not on hold.`);
    default:
  }
}

function refuseIf(isWrong: boolean, sentence: string): void {
  if (isWrong) throw new Refusal(sentence);
}

function checkRenewal(agreement: Agreement, type: 'renew' | 'decline') {
  const { id, status, decision, offer, term } = agreement;
  if (status === 'suspended') throw new Refusal(`${id} is suspended; reinstate it before you ${type} it.`);
  if (status !== 'renewal') {
    throw new Refusal(
      `${id} can't be asked to ${type} yet: its renewal window opens ${inWords(offer.renewal.opens)} before the term ends on ${term.endsOn}.`,
    );
  }
  // Renewing again mends the terms of a renewal.
  if (type === 'decline' && decision?.kind === type) {
    throw new Refusal(`${id} was decided to decline already, at ${decision.at}.`);
  }
}

/** Determinations that the clauses of its order want on record first, such as those of FAR 17.207(c). */
function checkGates(agreement: Agreement): void {
  const missing = missingGates(agreement).map(({ id, text, clause }) => `${id} (${text}, ${clause})`);
  refuseIf(
    missing.length > 0,
    `${agreement.id} can't be renewed before these are on record: ${missing.join('; ')}. Record each with "determine".`,
  );
}

/** The gates of a renewal that have no determination on record in this term. */
export function missingGates(agreement: Agreement): Gate[] {
  return (agreement.offer.renewal.gates ?? []).filter(({ id }) => !isOnRecord(agreement, id));
}

function checkDetermination(agreement: Agreement, determination: string): void {
  const { gates = [], deadlines = [] } = agreement.offer.renewal;
  const known = [...gates, ...deadlines].map(({ id }) => id);
  refuseIf(
    known.length === 0,
    `${agreement.id} has no clause that wants anything on record; amend it with one.`,
  );
  refuseIf(
    !known.includes(determination),
    `${agreement.id} wants no "${determination}" on record; it wants ${known.join(', ')}.`,
  );
}

/**
 * A notice that went out, or should have; the last one if none is named.
 * @throws {Refusal} if there is none such.
 */
export function sentNotice({ id, record, plan }: Agreement, asked?: string): NoticeObligation {
  const found = record.findLast(
    (entry) =>
      entry.type === 'settled' &&
      entry.notice !== undefined &&
      (entry.outcome === 'carried-out' || entry.outcome === 'failed') &&
      (asked === undefined || entry.id === asked),
  );
  if (found?.type === 'settled' && found.notice) return found.notice;
  const ahead = plan.find((obligation) => obligation.id === asked);
  if (ahead) throw new Refusal(`${asked} of ${id} has not been sent yet: it is due at ${ahead.dueAt}.`);
  throw new Refusal(
    asked === undefined ? `${id} has sent no notice yet.` : `${id} has sent no notice "${asked}".`,
  );
}

function checkResending(agreement: Agreement, notice: string): void {
  const moot = noLongerTrue(agreement, sentNotice(agreement, notice));
  refuseIf(moot !== undefined, `${notice} of ${agreement.id} can't be sent again: ${moot}.`);
}

/** `P120D` → `120 days`. */
export function inWords(period: string): string {
  const count = Number.parseInt(period.slice(1), 10);
  const unit = { Y: 'year', M: 'month', D: 'day' }[period.slice(-1)] ?? '';
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

/** The next term is as long as the offer's, unless told otherwise; after a fixed end it has to be told. */
function ownLength({ id, offer }: Agreement): string {
  if ('length' in offer.term) return offer.term.length;
  throw new Refusal(`Say how long the next term of ${id} is ("length"): this one has a fixed end.`);
}

function needed(replan: Replan | undefined): Replan {
  if (!replan) throw new Refusal('The dates that this leads to were not worked out.');
  return replan;
}
