// When to try again what could not be carried out, and for how long.

import type { Obligation } from '../model/obligations.ts';
import type { Instant } from '../time/instants.ts';
import { between, day, hour, later } from '../time/instants.ts';

/** How long a message is tried before it fails for good: RFC 5321, 4.5.4.1. */
export const patience = 5 * day;

/**
 * When to try again. Undefined once a message has been tried for long enough. No pause is longer than a quarter of the
 * time that is left until the day that the obligation is about.
 */
export function tryAgainAt(obligation: Obligation, now: Instant): Instant | undefined {
  const age = between(obligation.triedSince ?? now, now);
  const isMessage = obligation.kind === 'notice' || obligation.kind === 'alert';
  if (isMessage && age >= patience) return undefined;
  return later(now, Math.max(Math.min(age / 2, 4 * hour, timeLeft(obligation, now) / 4), hour / 60));
}

/** Milliseconds until the day that a message is about; infinite if it is about no day, or that day has come. */
export function timeLeft(obligation: Obligation, now: Instant): number {
  const { about } = { about: undefined, ...obligation };
  const left = about ? between(now, about.endsAt) : 0;
  return left > 0 ? left : Number.POSITIVE_INFINITY;
}
