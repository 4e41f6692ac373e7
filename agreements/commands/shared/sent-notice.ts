// Finds the notice that a command is about.

import type { Agreement } from '../../model/agreement.ts';
import { isNamedBy } from '../../model/ids.ts';
import type { NoticeObligation } from '../../model/obligations.ts';
import { RefusedError } from '../../validation/errors.ts';

/**
 * The notice that a name means (its id, or its beginning or kind such as `renewal-P30D` or `renewal`), if it was sent or
 * failed. Without a name: the last such notice.
 * @throws {RefusedError} if there is no such notice.
 */
export function sentNotice({ id, record, plan }: Agreement, asked?: string): NoticeObligation {
  const sent = record.flatMap((entry) =>
    entry.type === 'settled' && entry.notice && ['carried-out', 'failed'].includes(entry.outcome)
      ? [entry.notice]
      : [],
  );
  const found =
    sent.findLast((notice) => asked === undefined || notice.id === asked) ??
    sent.findLast((notice) => asked !== undefined && isMeant(notice, asked));
  if (found) return found;
  if (asked === undefined) throw new RefusedError(`${id} has not sent a notice yet.`);
  const isAhead = plan.some((one) => one.kind === 'notice' && isMeant(one, asked));
  throw new RefusedError(
    isAhead ? `${asked} of ${id} has not been sent yet.` : `${id} has not sent a notice "${asked}".`,
  );
}

function isMeant(notice: NoticeObligation, name: string): boolean {
  return isNamedBy(name, notice.id) || notice.notice === name;
}
