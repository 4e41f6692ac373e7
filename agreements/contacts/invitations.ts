// Which training sessions contacts were told of, and whether those are still the same.
import type { Agreement } from '../model/agreement.ts';
import type { PlannedSession } from '../model/dates.ts';
import type { NoticeObligation, Obligation } from '../model/obligations.ts';
import type { Instant } from '../time/instants.ts';
import { isReached } from '../time/instants.ts';
import { hasReached } from './arrivals.ts';

/** Is it an invitation to training, or a notice that its sessions have changed? */
export function isInvitation(obligation: Obligation): obligation is NoticeObligation {
  return obligation.kind === 'notice' && obligation.notice === 'training';
}

/**
 * The last invitation to training that reached anyone, and the addresses that it reached.
 * @param except the id of an invitation to leave out
 */
export function lastInvitation(
  { record }: Pick<Agreement, 'record'>,
  except?: string,
): { notice: NoticeObligation; reached: string[] } | undefined {
  const last = record.findLast(
    (entry) =>
      entry.type === 'settled' &&
      entry.notice?.notice === 'training' &&
      entry.id !== except &&
      hasReached(entry.receipts),
  );
  if (last?.type !== 'settled' || !last.notice) return undefined;
  const reached = (last.receipts ?? []).filter(({ result }) => result !== 'refused').map(({ to }) => to);
  return { notice: last.notice, reached };
}

/** Do both lists say the same about the sessions that are still to come? */
export function haveSameSessionsAhead(
  one: PlannedSession[] = [],
  other: PlannedSession[] = [],
  now: Instant,
): boolean {
  const ahead = (sessions: PlannedSession[]) =>
    sessions
      .filter(({ startsAt }) => !isReached(startsAt, now))
      .map(sessionText)
      .toSorted();
  return `${ahead(one)}` === `${ahead(other)}`;
}

/** What a person reads of a session, as one text. */
export function sessionText({ id, title, starts, timeZone, minutes, place }: PlannedSession): string {
  return JSON.stringify([id, title, starts, timeZone, minutes, place]);
}
