// Questions about how an agreement stands that its state alone answers.
import type { Agreement } from './agreement.ts';

/** Is it over, except for what is still to be carried out? A renewed agreement is over, too: its next term goes on. */
export function isOver({ status }: Pick<Agreement, 'status'>): boolean {
  return ['renewed', 'expired', 'declined', 'terminated', 'withdrawn'].includes(status);
}

/** Is it over without a next term? */
export function isOverForGood(agreement: Pick<Agreement, 'status'>): boolean {
  return isOver(agreement) && agreement.status !== 'renewed';
}

/** Was it ended by a command before its term was over, or before its term began? */
export function isEndedEarly({ status }: Pick<Agreement, 'status'>): boolean {
  return status === 'terminated' || status === 'withdrawn';
}

/** Does a hold or a suspension keep the agency from answering? */
export function isPaused({ status, hold }: Pick<Agreement, 'status' | 'hold'>): boolean {
  return hold !== undefined || status === 'suspended';
}

/** Are the terms still to be accepted? */
export function awaitsAcceptance({ acceptance }: Pick<Agreement, 'acceptance'>): boolean {
  return acceptance !== undefined && 'awaitedSince' in acceptance;
}

/** Is a determination on record in this term? */
export function isOnRecord({ determinations }: Pick<Agreement, 'determinations'>, id: string): boolean {
  return determinations.some((one) => one.id === id);
}
