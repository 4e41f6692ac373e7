// Issues with obligations: how each one opens and is resolved.
import type { Agreement, Issue } from '../model/agreement.ts';
import { alertId, isSentAgain, originalId } from '../model/ids.ts';
import type { Obligation, Settlement } from '../model/obligations.ts';
import type { Receipt } from '../model/receipts.ts';
import { meaningOfRefusal, reasonOf } from '../model/stored.ts';
import { whyIrrelevant } from '../obligations/relevance.ts';
import { withAlert } from './alerts.ts';

/** With one more open issue. */
export function withIssue(agreement: Agreement, issue: Issue): Agreement {
  const { unanswered: _, ...obligation } = issue.obligation;
  return { ...agreement, issues: [...agreement.issues, { ...issue, obligation: obligation as Obligation }] };
}

/** With an issue if an obligation did not end well; the operators get one alert about it. */
export function withIssueOf(agreement: Agreement, obligation: Obligation, settlement: Settlement): Agreement {
  const found = issueOf(settlement);
  if (!found) return agreement;
  const receipts = settlement.receipts?.filter(({ result }) => result === 'accepted') ?? [];
  const refused = settlement.receipts?.filter(isRefused).map(({ to }) => to) ?? [];
  const next = withIssue(agreement, {
    ...found,
    obligation: { ...obligation, receipts },
    since: settlement.at,
    ...(refused.length > 0 && { refused }),
  });
  if (obligation.kind === 'alert') return next;
  return withAlert(next, alertId(obligation.id, settlement.at), settlement.at, found.text);
}

function issueOf(settlement: Settlement): Pick<Issue, 'kind' | 'text'> | undefined {
  const { id, outcome, reason, receipts = [] } = settlement;
  // Each of its messages bounced at once, and those bounces open issues.
  const code = reasonOf(settlement)?.code;
  if (code === 'no-mailbox' || code === 'came-back') return undefined;
  if (outcome === 'failed') return { kind: 'failed', text: `${id}: ${reason ?? 'it failed'}` };
  const all = receipts.length;
  const refused = receipts.filter(isRefused).length;
  if (refused > 0) return { kind: 'refused', text: `${id}: refused for ${refused} of ${all} recipients` };
  const uncertain = receipts.filter(({ result }) => result === 'uncertain').length;
  const text = `${id}: it is not known whether ${uncertain} of ${all} messages arrived`;
  return uncertain > 0 ? { kind: 'uncertain', text } : undefined;
}

/** A refusal with a meaning counts as a bounce. */
function isRefused(receipt: Receipt): boolean {
  return receipt.result === 'refused' && meaningOfRefusal(receipt) === undefined;
}

/** Without the issues that the end of an obligation resolves. */
export function withoutResolvedIssues(
  agreement: Agreement,
  obligation: Obligation,
  settlement: Settlement,
): Agreement {
  const issues = agreement.issues.filter((issue) => !resolves(obligation, settlement, issue));
  return { ...agreement, issues };
}

/** A notice that is sent again to everyone resolves earlier issues with it, except for addresses that mail bounced from. */
function resolves(ended: Obligation, { outcome }: Settlement, { kind, obligation }: Issue): boolean {
  if (kind === 'bounced') return false;
  if (kind !== 'bounce-unread' && obligation.id === ended.id) return true;
  const isForEverybody = ended.kind === 'notice' && isSentAgain(ended.id) && !ended.missed;
  return isForEverybody && outcome === 'carried-out' && originalId(obligation.id) === originalId(ended.id);
}

/** Without issues that make no difference any more: delays of what is no longer planned, and what is irrelevant. */
export function withoutPastIssues(agreement: Agreement): Agreement {
  const planned = new Set(agreement.plan.map(({ id }) => id));
  const isCurrent = ({ kind, obligation }: Issue) => {
    if (kind === 'delayed') return planned.has(obligation.id);
    return staysOpen.includes(kind) || whyIrrelevant(agreement, obligation) === undefined;
  };
  return { ...agreement, issues: agreement.issues.filter(isCurrent) };
}

/** A person has to look at these, whether or not what they are about is still relevant. */
const staysOpen: Issue['kind'][] = ['failed', 'bounced', 'bounce-unread'];

/** Without issues with obligations of these kinds. */
export function withoutIssuesOfKinds(agreement: Agreement, kinds: Obligation['kind'][]): Agreement {
  const issues = agreement.issues.filter(({ obligation }) => !kinds.includes(obligation.kind));
  return { ...agreement, issues };
}
