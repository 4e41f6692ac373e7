// Which ids of obligations an agreement has used, and which are free. Ids are made of kinds and instants.
import type { Agreement } from '../model/agreement.ts';
import type { Instant } from '../time/instants.ts';
import { between, later } from '../time/instants.ts';

/**
 * The instant of a command: now, or the next one at which nothing on record happened. What a command brings has its
 * instant in its id, so two commands in one millisecond would share an id.
 */
export function ownInstant({ record }: Agreement, now: Instant): Instant {
  const isTaken = (at: Instant) => record.some((entry) => between(entry.at, at) === 0);
  let at = now;
  while (isTaken(at)) at = later(at, 1);
  return at;
}

/** Is an obligation with this id planned, or did one end? */
export function isKnownId({ plan, record }: Agreement, id: string): boolean {
  return [...plan, ...record.filter((entry) => entry.type === 'settled')].some((one) => one.id === id);
}

/** The id of an instant, or of the next one whose id is free: one instant may bring two obligations. */
export function freeId(idAt: (at: Instant) => string, at: Instant, agreement: Agreement): string {
  const id = idAt(at);
  return isKnownId(agreement, id) ? freeId(idAt, later(at, 1), agreement) : id;
}
