// How an agreement ended, as far as its letters tell it apart.
import { type EndedPhase, isEnded } from '../links/purpose.ts';
import type { Facts } from './facts.ts';

/** `unrenewed`: it expired, although the agency had asked for renewal. */
export type Ending = EndedPhase | 'unrenewed';

/** Why access ended; undefined if the agreement has not ended. */
export function endingOf({ brief: { status, renewalAsked } }: Facts): Ending | undefined {
  if (status === 'expired' && renewalAsked) return 'unrenewed';
  return isEnded(status) ? status : undefined;
}
