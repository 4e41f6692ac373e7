// A renewal moves no date. In a time of grace, the next term begins in the past, and must not have ended by then.

import type { Agreement } from '../../model/agreement.ts';
import { nextTermDates } from '../../planning/term-dates.ts';
import { dayAt, shiftDate } from '../../time/calendar.ts';
import { dayInWords } from '../../time/day-words.ts';
import { type Instant, inWords } from '../../time/instants.ts';
import { RefusedError } from '../../validation/errors.ts';
import { ownLength } from './renew.ts';
import type { Renew } from './schema.ts';

/** @throws {RefusedError} if the next term would already be over. */
export function planRenew(agreement: Agreement, command: Renew, now: Instant): undefined {
  const { id, agency } = agreement;
  const length = command.length ?? ownLength(agreement);
  const { endsOn } = nextTermDates(agreement, length, command.price, agency.timeZone).term;
  if (endsOn !== undefined && endsOn <= dayAt(now, agency.timeZone))
    throw new RefusedError(
      `${id} can't be renewed for ${inWords(length)}: the next term would have ended on ${dayInWords(shiftDate(endsOn, '-P1D'))}; renew it for longer.`,
    );
}
