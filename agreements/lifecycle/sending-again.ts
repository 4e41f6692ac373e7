// What is sent again: by a command, to contacts whom it has not reached, and after a retry.
import { recipientsLeft } from '../contacts/recipients.ts';
import type { Agreement, Issue } from '../model/agreement.ts';
import { originalId, sentAgainId } from '../model/ids.ts';
import type { NoticeObligation, Obligation } from '../model/obligations.ts';
import { whyIrrelevantAt } from '../obligations/relevance.ts';
import type { Instant } from '../time/instants.ts';
import { withFreshTries } from './delays.ts';
import { freeId } from './known-ids.ts';

/** The obligation, due again. It has a series of its own, so that it neither supersedes another one nor is superseded. */
export function dueAgain<One extends Obligation>(obligation: One, at: Instant, agreement: Agreement): One {
  const id = freeId((instant) => sentAgainId(obligation.id, instant), at, agreement);
  const series = obligation.kind === 'notice' && { series: id };
  return { ...withFreshTries(obligation), id, dueAt: at, ...series } as One;
}

/**
 * Each of these obligations once more, for the recipients who do not have it yet. Left out is what is no longer relevant,
 * and what everyone has.
 */
export function dueAgainForMissed(
  obligations: Obligation[],
  agreement: Agreement,
  at: Instant,
): Obligation[] {
  const latest = new Map(obligations.map((obligation) => [originalId(obligation.id), obligation]));
  return [...latest.values()].flatMap((obligation): Obligation[] => {
    if (obligation.kind !== 'notice') return [dueAgain(obligation, at, agreement)];
    const { receipts: _, ...notice } = obligation;
    const again: NoticeObligation = { ...dueAgain(notice, at, agreement), missed: true };
    const isRelevant = whyIrrelevantAt(agreement, again, at) === undefined;
    return isRelevant && recipientsLeft(again, agreement).length > 0 ? [again] : [];
  });
}

/**
 * The agreement after a retry. What failed is due again, what bounced goes to the same address again, and nothing waits
 * for its next try. A refused or uncertain message is not sent again, and its issue stays open.
 */
export function afterRetry(agreement: Agreement, at: Instant): Agreement {
  const { unreachable: _, issues, ...rest } = agreement;
  const of = (kind: Issue['kind']) =>
    issues.filter((issue) => issue.kind === kind).map((one) => one.obligation);
  const isOpen = ({ kind }: Issue) => kind !== 'failed' && kind !== 'bounced';
  const next: Agreement = { ...rest, issues: issues.filter(isOpen) };
  const again = [...of('failed'), ...dueAgainForMissed(of('bounced'), next, at)];
  return { ...next, plan: [...again, ...agreement.plan].map(withFreshTries) };
}
