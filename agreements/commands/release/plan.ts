// The days of a hold don't count toward the time in which the agency must accept the terms.

import type { Agreement } from '../../model/agreement.ts';
import type { Replan } from '../../model/events.ts';
import { termsAfterPause } from '../../planning/offered-terms.ts';
import type { Instant } from '../../time/instants.ts';
import type { Release } from './schema.ts';

export function planRelease(agreement: Agreement, _command: Release, now: Instant): Replan | undefined {
  return termsAfterPause(agreement, 'hold', now);
}
