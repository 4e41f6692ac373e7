// The term ends later. All extensions together, over all terms, stay within the clause's limit.

import type { Agreement } from '../../model/agreement.ts';
import { type Anchor, type Dates, endOf } from '../../model/dates.ts';
import type { Replan } from '../../model/events.ts';
import { extensionsNotInAnchor } from '../../model/stored.ts';
import { replan } from '../../planning/replan.ts';
import { anchorLater, dayOf, setNow, withTermEnd } from '../../planning/term-dates.ts';
import { refuseTooLong } from '../../planning/total-duration.ts';
import { dayAt, shiftDate } from '../../time/calendar.ts';
import { dayInWords } from '../../time/day-words.ts';
import type { Instant } from '../../time/instants.ts';
import { inWords } from '../../time/instants.ts';
import { RefusedError } from '../../validation/errors.ts';
import type { Extend } from './schema.ts';

export function planExtend(agreement: Agreement, { length }: Extend, now: Instant): Replan {
  return replan(agreement, extendedDates(agreement, length, now), now);
}

/** @throws {RefusedError} if no clause allows the extension, or the new end is not in the future. */
function extendedDates(agreement: Agreement, length: string, now: Instant): Dates {
  const { id, term, agency, offer, extensions = [] } = agreement;
  const { extension } = offer.renewal;
  if (!extension)
    throw new RefusedError(`${id} has no clause that allows an extension; amend it with one first.`);
  if (term.endsOn === undefined)
    throw new RefusedError(`The term of ${id} has no end, so there is nothing to extend.`);
  const from = term.extendedFrom ?? term.endsOn;
  const anchor = anchorLater(anchorOfEnd(agreement), [length]);
  const endsOn = dayOf(anchor);
  const ofAll = anchorLater({ date: from, months: 0 }, [...extensions, length]);
  if (dayOf(ofAll) > shiftDate(from, extension.limit)) {
    const used = extensions.length > 0 ? `, and ${extensions.map(inWords).join(' and ')} of it are used` : '';
    throw new RefusedError(
      `${id} can't be extended by ${inWords(length)}: ${extension.clause} allows ${inWords(extension.limit)} in all${used}.`,
    );
  }
  refuseTooLong(agreement, endsOn);
  if (endsOn <= dayAt(now, agency.timeZone)) {
    throw new RefusedError(
      `${id} would still end on ${dayInWords(endsOn)}, which is not in the future; extend it for longer.`,
    );
  }
  const dates = withTermEnd(agreement, anchor, agency.timeZone);
  return { ...dates, term: { ...dates.term, extendedFrom: from, ...setNow(agreement, now) } };
}

/** What extensions are counted from: the end before the first of them, or the end that a person or a pause set since. */
function anchorOfEnd(agreement: Agreement): Anchor {
  const { term, anchor } = agreement;
  const notCounted = extensionsNotInAnchor(agreement);
  if (term.extendedFrom !== undefined && notCounted.length > 0)
    return anchorLater({ date: term.extendedFrom, months: 0 }, notCounted);
  return anchor.date > term.startsOn ? anchor : { date: endOf(term).on, months: 0 };
}
