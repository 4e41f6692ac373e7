// A renewal moves no date. Its term must not end later than a clause allows. In a time of grace, the next term begins in
// the past, and must not have ended by then.

import type { Agreement } from '../../model/agreement.ts';
import { endOf } from '../../model/dates.ts';
import { nextTermDates } from '../../planning/term-dates.ts';
import { refuseTooLong } from '../../planning/total-duration.ts';
import { dayAt } from '../../time/calendar.ts';
import { dayBefore, dayInWords } from '../../time/day-words.ts';
import { type Instant, inWords } from '../../time/instants.ts';
import { RefusedError } from '../../validation/errors.ts';
import { ownLength } from './renew.ts';
import type { Renew } from './schema.ts';

/** @throws {RefusedError} if the next term would already be over, or end later than a clause allows. */
export function planRenew(agreement: Agreement, command: Renew, now: Instant): undefined {
  const { id, agency, term } = agreement;
  if (term.endsOn === undefined) return;
  const length = command.length ?? ownLength(agreement);
  const { on } = endOf(nextTermDates(agreement, length, command.price, agency.timeZone).term);
  if (on <= dayAt(now, agency.timeZone))
    throw new RefusedError(
      `${id} can't be renewed for ${inWords(length)}: the next term would have ended on ${dayInWords(dayBefore(on))}; renew it for longer.`,
    );
  refuseTooLong(agreement, on);
}
