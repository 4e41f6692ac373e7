// How an agreement ended. Each way has its own words in the letters.
import { type EndedPhase, isEnded } from '../links/purpose.ts';
import type { Facts } from './facts.ts';

/** `unrenewed`: the agreement expired although the agency had asked for renewal. */
export type Ending = EndedPhase | 'unrenewed';

/** Why access ended; undefined if the agreement has not ended. */
export function endingOf({ brief: { status, renewalAsked } }: Facts): Ending | undefined {
  if (status === 'expired' && renewalAsked) return 'unrenewed';
  return isEnded(status) ? status : undefined;
}
