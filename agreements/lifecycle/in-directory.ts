// What the directory has of an agreement, kept from the receipts of access for as long as the agreement lasts.
import type { Agreement } from '../model/agreement.ts';
import { alertId } from '../model/ids.ts';
import { type AccessReceipt, nothingInDirectory, together } from '../model/receipts.ts';
import { inDirectory } from '../model/stored.ts';
import type { Instant } from '../time/instants.ts';
import { withAlert } from './alerts.ts';

/**
 * With what a receipt of access says that the directory has. If the directory lacks something, the operators get one
 * alert about it, on the first day.
 * @param obligation the id of the change of access
 */
export function withReceipt(
  agreement: Agreement,
  { id: obligation, at, access }: { id: string; at: Instant; access?: AccessReceipt },
): Agreement {
  if (!access) return agreement;
  const known = agreement.inDirectory ?? nothingInDirectory;
  const now = inDirectory(access);
  const next = { ...agreement, inDirectory: together(known, now) };
  const fresh = now.lacks.filter((one) => !known.lacks.includes(one));
  if (fresh.length === 0) return next;
  return withAlert(next, alertId(obligation, at), at, `${obligation}: ${fresh.join(' ')}`);
}

/** Without the groups of these features, which are gone from the directory. */
export function withoutGroups(agreement: Agreement, features: string[]): Agreement {
  const known = agreement.inDirectory;
  if (!known) return agreement;
  const groups = known.groups.filter(({ feature }) => !features.includes(feature));
  return { ...agreement, inDirectory: { ...known, groups } };
}

/** Without any group, after an end of access that was carried out: nobody who was in one is left. */
export function withoutAnyGroup(agreement: Agreement): Agreement {
  if (!agreement.inDirectory) return agreement;
  const { members: _, ...known } = agreement.inDirectory;
  return { ...agreement, inDirectory: { ...known, groups: [] } };
}
