// What is being carried out at this moment, and what has to wait for its end.

import { isInvitation } from '../contacts/invitations.ts';
import { originalId } from '../model/ids.ts';
import type { Obligation } from '../model/obligations.ts';
import { isAccess } from './relevance.ts';

/** Obligations that are being carried out, by id. */
export type InProgress = ReadonlyMap<string, Obligation>;

/** Is access being changed? Changes are made one after the other. */
export function isAccessBusy(inProgress: InProgress): boolean {
  return [...inProgress.values()].some(isAccess);
}

/**
 * Must this notice follow one that is being sent? Invitations go one after the other, because each one has to know what
 * the one before put into calendars. So do a notice for those who were missed and the rest of that notice.
 */
export function followsOne(obligation: Obligation, inProgress: InProgress, due: Obligation[] = []): boolean {
  if (obligation.kind !== 'notice') return false;
  const { id, after = [], missed } = obligation;
  const sending = [...inProgress.values()];
  if (isInvitation(obligation) && sending.some(isInvitation)) return true;
  const others = [...sending, ...due].filter((one) => originalId(one.id) === originalId(id));
  if (others.some((one) => missed || (one.kind === 'notice' && one.missed))) return true;
  return after.some((one) => inProgress.has(one));
}
