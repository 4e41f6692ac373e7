// The decision at the end of a term: when it may be made, and how the record tells it.

import type { Agreement } from '../../model/agreement.ts';
import { inWords } from '../../time/instants.ts';
import { byWhom, type EventWords } from './event-words.ts';

/** Why the term's end can't be decided yet; nothing if it can. */
export function tooEarly(
  { id, status, offer, term }: Agreement,
  decided: 'renewed' | 'declined',
): string | false {
  if (status === 'suspended') return `${id} is suspended and can't be ${decided}; reinstate it first.`;
  return (
    status !== 'renewal' &&
    `${id} can't be ${decided} yet; its renewal window opens ${inWords(offer.renewal.opens)} before the term ends on ${term.endsOn}.`
  );
}

/** Somebody else has answered: a page that showed no answer doesn't take one back. */
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
