// Which ids of obligations an agreement has used, and which are free.
import type { Agreement } from '../model/agreement.ts';
import type { Instant } from '../time/instants.ts';
import { later } from '../time/instants.ts';

/** Is an obligation with this id planned, or did one end? */
export function isKnownId({ plan, record }: Agreement, id: string): boolean {
  return [...plan, ...record.filter((entry) => entry.type === 'settled')].some((one) => one.id === id);
}

/** The id of an instant, or of the next one whose id is free: one instant may bring two obligations. */
export function freeId(idAt: (at: Instant) => string, at: Instant, agreement: Agreement): string {
  const id = idAt(at);
  return isKnownId(agreement, id) ? freeId(idAt, later(at, 1), agreement) : id;
}
