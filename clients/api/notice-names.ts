// Notices by the names that people type: an id, its beginning such as `renewal-P30D`, or a kind such as `renewal`.
import type { Agreement } from '../../agreements/model/agreement.ts';
import { isNamedBy, kindIn, slotOf } from '../../agreements/model/ids.ts';
import type { NoticeObligation } from '../../agreements/model/obligations.ts';
import type { Receipt } from '../../agreements/model/receipts.ts';
import { noticeKinds } from '../../agreements/offer/notice-kinds.ts';
import type { Instant } from '../../agreements/time/instants.ts';
import { between } from '../../agreements/time/instants.ts';
import { RefusedError } from '../../agreements/validation/errors.ts';
import type { Catalog } from '../../offers/catalog.ts';
import type { Agreements } from './agreements.ts';
import { resolveAgreement } from './names.ts';
import { didYouMean, namesLike } from './suggestions.ts';

/** A notice of an agreement; if it was sent, when and to whom. */
export type FoundNotice = { notice: NoticeObligation; sentAt?: Instant; receipts?: Receipt[] };

/**
 * The notice that a name means: the next one that is planned, or else the last one that was sent.
 * @throws {RefusedError} with names that may have been meant, or those of what is planned.
 */
export function noticeNamed({ id, plan, record }: Agreement, name: string): FoundNotice {
  const isMeant = (notice: NoticeObligation) => isNamedBy(name, notice.id) || notice.notice === name;
  const ahead = plan
    .filter((obligation) => obligation.kind === 'notice')
    .toSorted((one, other) => between(other.dueAt, one.dueAt));
  const next = ahead.find(isMeant);
  if (next) return { notice: next };
  const sent = record.findLast(
    (entry) =>
      entry.type === 'settled' && entry.outcome === 'carried-out' && entry.notice && isMeant(entry.notice),
  );
  if (sent?.type === 'settled' && sent.notice)
    return { notice: sent.notice, sentAt: sent.at, receipts: sent.receipts ?? [] };
  const planned = [...new Set(ahead.map((notice) => slotOf(notice.id)))];
  const known = planned.length > 0 ? `planned are ${planned.join(', ')}.` : 'nothing is planned any more.';
  if (kindIn(name)) throw new RefusedError(`${id} has no notice "${name}"; ${known}`);
  const near = kindsLike(name);
  throw new RefusedError(`No notice "${name}"${near.length > 0 ? didYouMean(near) : `; ${known}`}`);
}

/**
 * The agreement that words name, and the obligation that the last word names, if it names one.
 * @throws {RefusedError} naming the agreements, agencies or kinds of notices that may have been meant.
 */
export async function resolveWithNotice(
  agreements: Agreements,
  words: string[],
  catalog: Catalog,
): Promise<{ id: string; notice?: string }> {
  const last = words.at(-1) ?? '';
  const before = words.slice(0, -1);
  const resolve = (some: string[]) => resolveAgreement(agreements, some, catalog);
  if (before.length === 0) return { id: await resolve(words) };
  if (kindIn(last)) return { id: await resolve(before), notice: last };
  try {
    return { id: await resolve(words) };
  } catch (error) {
    const near = kindsLike(last);
    const isNotice = near.length > 0 || before.length > 1;
    if (!(error instanceof RefusedError) || !isNotice) throw error;
    await resolve(before).catch(() => {
      throw error;
    });
    throw new RefusedError(
      `No notice "${last}"${near.length > 0 ? didYouMean(near) : `; the kinds are ${noticeKinds.join(', ')}.`}`,
    );
  }
}

/** Kinds of notices that someone may have meant by a mistyped name. */
function kindsLike(name: string): string[] {
  return namesLike(name.replace(/-P\d+[YMD].*$/, ''), noticeKinds);
}
