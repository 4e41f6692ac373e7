// Switches to another vendor's offer: it starts, and this agreement ends with its term.

import { check } from '../../agreements/commands/check.ts';
import type { Agreement } from '../../agreements/model/agreement.ts';
import { endOf } from '../../agreements/model/dates.ts';
import { agreementId } from '../../agreements/model/ids.ts';
import type { Offer } from '../../agreements/offer/schema.ts';
import { dayAt, laterDay, shiftDate } from '../../agreements/time/calendar.ts';
import { dayBefore, dayInWords } from '../../agreements/time/day-words.ts';
import type { Standing } from '../../workflows/messages.ts';
import { type Agreements, AlreadyStartedError } from './agreements.ts';

export type Switch = { to: Offer; overlap?: string; by: string; reason?: string };

/**
 * Starts the other offer for the same agency and contacts, on the day that this term ends or an overlap before. Then it
 * records that this agreement ends with its term. It may be repeated: what was done is not done again.
 * @param asked `overlap` is a period, such as `P14D`
 * @throws {RefusedError} if either does not fit. Then nothing was done, or only the other agreement started.
 */
export async function switchOffer(agreements: Agreements, id: string, asked: Switch): Promise<Standing> {
  const { to, by, reason } = asked;
  const command = { type: 'switch' as const, to: to.id, by, ...(reason !== undefined && { reason }) };
  const agreement = await agreements.view(id);
  check(agreement, command);
  const { contacts } = agreement;
  const { id: domain, name, timeZone } = agreement.agency;
  const agency = { id: domain, name, timeZone };
  try {
    await agreements.start({ offer: to, agency, contacts, by, startsOn: startOfNext(agreement, asked) });
  } catch (error) {
    if (!(error instanceof AlreadyStartedError)) throw error;
  }
  return agreements.decide(id, command);
}

/** What a switch would start, in words. */
export function switchLine(
  agreement: Parameters<typeof startOfNext>[0],
  asked: Pick<Switch, 'to' | 'overlap'>,
): string {
  const { agency, term } = agreement;
  const id = agreementId(asked.to.id, agency.id);
  const starts = dayInWords(startOfNext(agreement, asked));
  return `${id} starts on ${starts}; the last day of this one is ${dayInWords(dayBefore(endOf(term).on))}.`;
}

function startOfNext(
  { term, agency }: Pick<Agreement, 'term' | 'agency'>,
  { overlap }: Pick<Switch, 'overlap'>,
): string {
  const today = dayAt(new Date().toISOString(), agency.timeZone);
  const { on } = endOf(term);
  return laterDay(today, overlap ? shiftDate(on, `-${overlap}`) : on);
}
