// One agreement in a list.
import type { Ledger } from '../../agreements/model/ledger.ts';
import { type Run, textsOf } from '../../visibility/runs.ts';
import { dateOf, rowOf } from '../../visibility/visibility.ts';
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

/** An agreement's run as a list shows it, with the plan and the open issues that it has published. */
export function listed(run: Run): Listed & { ledger?: Ledger } {
  const { id, agency, offer, status, nextDueAt, closedAt, broken, ledger } = rowOf(run);
  const [phase] = textsOf(run, searchAttributes.phase);
  const [decision] = textsOf(run, searchAttributes.decision);
  const termEndsAt = dateOf(textsOf(run, searchAttributes.termEndsAt)[0]);
  return {
    id,
    agency,
    offer,
    phase: phaseOf(run, phase),
    ...(decision && { decision }),
    issues: textsOf(run, searchAttributes.attention),
    ...(broken && { broken }),
    ...(nextDueAt && status === 'RUNNING' && { nextDueAt }),
    ...(termEndsAt && { termEndsAt }),
    ...(closedAt && { closedAt }),
    ...(ledger && { ledger }),
  };
}

/** The phase of an agreement, or that it was refused or stopped in Temporal. */
function phaseOf(run: Run, phase = ''): string {
  if (isRefusedStart(run)) return 'refused';
  return ['FAILED', 'TERMINATED', 'CANCELLED', 'TIMED_OUT'].includes(run.status)
    ? `stopped (was ${phase})`
    : phase;
}

/** Was its request refused? It has published nothing then. */
export function isRefusedStart({ status, published }: Run): boolean {
  return status === 'FAILED' && published === undefined;
}
