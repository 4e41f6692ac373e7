// The decision at the end of a term: when it can be made, and its words in the record.

import type { Agreement } from '../../model/agreement.ts';
import { dayBefore, dayInWords } from '../../time/day-words.ts';
import { inWords } from '../../time/instants.ts';
import { byWhom, type EventWords } from './event-words.ts';

/** Why it is too early to renew or decline; false if it is not. */
export function tooEarly(
  { id, status, offer, term }: Agreement,
  decided: 'renewed' | 'declined',
): string | false {
  if (status === 'suspended') return `${id} is suspended and can't be ${decided}; reinstate it first.`;
  if (term.endsOn === undefined)
    return `The term of ${id} has no end, so it can't be ${decided}; give it one with "amend", or end it with "terminate".`;
  return (
    status !== 'renewal' &&
    `${id} can't be ${decided} yet; its renewal window opens ${inWords(offer.renewal.opens)} before the term ends; its last day is ${dayInWords(dayBefore(term.endsOn))}.`
  );
}

/** Why a form is refused: its page showed no answer, and someone has answered since. */
export function isAnswered(
  { id, decision, renewalAsked }: Agreement,
  { version }: { version?: string },
): string | false | undefined {
  const isFromPage = version !== undefined;
  return isFromPage && (decision ?? renewalAsked) && `The question about ${id} is already answered.`;
}

export const decided: EventWords<'decided'> = (entry) => {
  const { decision } = entry;
  const isSwitch = decision.kind === 'decline' && decision.to !== undefined;
  return {
    what: 'decision',
    text: `${isSwitch ? `switch to ${decision.to}` : decision.kind}, ${byWhom(entry)}`,
  };
};
