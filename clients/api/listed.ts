// One agreement in a list.
import type { WorkflowExecutionInfo } from '@temporalio/client';
import { rowOf } from '../../visibility/visibility.ts';
import { searchAttributes } from '../../workflows/messages.ts';

/** One agreement in a list, as visibility knows it. */
export type Listed = {
  id: string;
  agency: string;
  offer: string;
  phase: string;
  decision?: string;
  issues: string[];
  /** What is wrong with it, in words: its workflow keeps failing, or nobody can read what it has published. */
  broken?: string;
  nextDueAt?: string;
  termEndsAt?: string;
  /** When it ended, or was stopped in Temporal. */
  closedAt?: string;
};

/** An agreement's run as a list shows it. */
export function listed(run: WorkflowExecutionInfo): Listed {
  const { id, agency, offer, status, nextDueAt, closedAt, broken } = rowOf(run);
  const shown = run.typedSearchAttributes;
  const decision = shown.get(searchAttributes.decision);
  const termEndsAt = shown.get(searchAttributes.termEndsAt)?.toISOString();
  return {
    id,
    agency,
    offer,
    phase: phaseOf(status, shown.get(searchAttributes.phase)),
    ...(decision && { decision }),
    issues: shown.get(searchAttributes.attention) ?? [],
    ...(broken && { broken }),
    ...(nextDueAt && status === 'RUNNING' && { nextDueAt }),
    ...(termEndsAt && { termEndsAt }),
    ...(closedAt && { closedAt }),
  };
}

/** The phase of an agreement, or how it was stopped in Temporal. */
function phaseOf(status: string, phase = ''): string {
  if (status === 'FAILED') return 'refused';
  return ['TERMINATED', 'CANCELLED', 'TIMED_OUT'].includes(status) ? `stopped (was ${phase})` : phase;
}
