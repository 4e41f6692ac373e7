// Renew: the agreement goes on for another term, at the same or another price.

import type { Agreement } from '../../model/agreement.ts';
import { isOnRecord } from '../../model/status.ts';
import type { Gate } from '../../offer/schema.ts';
import { RefusedError } from '../../validation/errors.ts';
import type { Definition } from '../definition.ts';
import { tooEarly } from '../shared/decision.ts';
import type { Renew } from './schema.ts';

export const renew: Definition<Renew> = {
  verb: 'renew it',
  alreadyDone: (agreement, command) =>
    isRenewedSo(agreement, command) &&
    `The decision to renew ${agreement.id} on these terms is already recorded.`,
  objection: (agreement) => tooEarly(agreement, 'renewed') || closedGates(agreement),
  events: ({ agreement, command: { price, length = ownLength(agreement) }, act }) => [
    { type: 'decided', ...act, decision: { kind: 'renew', ...act, length, ...(price && { price }) } },
  ],
};

/** Is this renewal already recorded? A second renewal on other terms corrects the first. */
function isRenewedSo({ decision, offer }: Agreement, { price, length }: Renew): boolean {
  const offered = 'length' in offer.term ? offer.term.length : undefined;
  return (
    decision?.kind === 'renew' &&
    JSON.stringify(decision.price) === JSON.stringify(price) &&
    decision.length === (length ?? offered)
  );
}

/** Why gates block a renewal. Clauses set gates, such as the determinations of FAR 17.207(c). */
function closedGates(agreement: Agreement): string | false {
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

/** The offer says how long the next term is. @throws {RefusedError} if it has a fixed end: the command has to give the length */
export function ownLength({ id, offer }: Agreement): string {
  if ('length' in offer.term) return offer.term.length;
  throw new RefusedError(`The term of ${id} has a fixed end; give the length of the next one.`);
}
