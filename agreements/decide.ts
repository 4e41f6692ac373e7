// What people may do to an agreement, and what comes of it.
import type { Agreement, AgreementEvent, Contact, Instant, Replan } from './agreement.ts';
import type { Price } from './offer.ts';
import { Refusal } from './refusal.ts';
import { isOver } from './review.ts';

type By = { by: string; reason?: string };

export type Command = By &
  (
    | { type: 'renew'; price?: Price; length?: string }
    | { type: 'decline' }
    | { type: 'suspend' }
    | { type: 'reinstate'; clock: 'keep' | 'move' }
    | { type: 'terminate' }
    | { type: 'amend'; termEndsOn?: string; featuresEndOn?: string }
    | { type: 'change-contacts'; contacts: Contact[] }
    | { type: 'retry' }
  );

export const commandTypes = [
  'renew',
  'decline',
  'suspend',
  'reinstate',
  'terminate',
  'amend',
  'change-contacts',
  'retry',
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
    case 'renew': {
      const { price, length = ownLength(agreement) } = command;
      const decision = { kind: 'renew' as const, ...act, length, ...(price && { price }) };
      return [{ type: 'decided', ...act, decision }];
    }
    case 'decline':
      return [{ type: 'decided', ...act, decision: { kind: 'decline', ...act } }];
    case 'suspend':
      return [{ type: 'suspended', ...act }];
    case 'reinstate':
      return [{ type: 'reinstated', ...act, clock: command.clock, ...(replan && { replan }) }];
    case 'terminate':
      return [{ type: 'terminated', ...act }];
    case 'amend':
      return [{ type: 'amended', ...act, replan: needed(replan) }];
    case 'change-contacts':
      return [{ type: 'contacts-changed', ...act, contacts: command.contacts }];
    case 'retry':
      return [{ type: 'retried', ...act }];
    default:
      return command satisfies never;
  }
}

/**
 * Does a command fit the agreement as it is?
 * @throws {Refusal} saying why not, and what would.
 */
export function check(agreement: Agreement, command: Command): void {
  const { id, status, term } = agreement;
  if (!commandTypes.includes(command.type)) {
    throw new Refusal(`There is no decision "${command.type}"; there are ${commandTypes.join(', ')}.`);
  }
  if (!command.by?.trim()) throw new Refusal(`Say who decides to ${command.type} ${id} ("by").`);
  if (command.type === 'retry') {
    if (agreement.attention.length > 0) return;
    throw new Refusal(`${id} has nothing to try again.`);
  }
  if (isOver(agreement)) {
    throw new Refusal(`${id} is over (${status}), so it can't be asked to ${command.type}.`);
  }
  if (command.type === 'suspend' && status === 'suspended') throw new Refusal(`${id} is suspended already.`);
  if (command.type === 'reinstate' && status !== 'suspended') {
    throw new Refusal(`${id} is not suspended, so it can't be reinstated.`);
  }
  if (command.type === 'renew' || command.type === 'decline')
    checkRenewal(agreement, command.type, term.endsOn);
}

function checkRenewal({ id, status, decision, offer }: Agreement, type: 'renew' | 'decline', endsOn: string) {
  if (status === 'suspended') throw new Refusal(`${id} is suspended; reinstate it before you ${type} it.`);
  if (status !== 'renewal') {
    throw new Refusal(
      `${id} can't be asked to ${type} yet: its renewal window opens ${inWords(offer.renewal.opens)} before the term ends on ${endsOn}.`,
    );
  }
  // Renewing again mends the terms of a renewal.
  if (type === 'decline' && decision?.kind === type) {
    throw new Refusal(`${id} was decided to decline already, at ${decision.at}.`);
  }
}

/** `P120D` → `120 days`. */
function inWords(period: string): string {
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
