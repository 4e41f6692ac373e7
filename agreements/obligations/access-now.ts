// What an agreement says about access now. The directory is compared with it.
import type { Agreement } from '../model/agreement.ts';
import type { Agency, Contact } from '../model/parties.ts';
import { type InDirectory, nothingInDirectory } from '../model/receipts.ts';
import { isOverForGood } from '../model/status.ts';
import type { Instant } from '../time/instants.ts';
import { earliest, isReached } from '../time/instants.ts';
import { isAccess } from './relevance.ts';

export type AccessNow = {
  agreement: string;
  agency: Agency;
  product: string;
  /** `given`: its contacts have access. `ended`: nobody has any by it. `not-yet`: it has given none so far. */
  access: 'given' | 'ended' | 'not-yet';
  features: { id: string; on: boolean }[];
  people: Pick<Contact, 'name' | 'email'>[];
  /** What the directory has of it, by the receipts so far. */
  known: InDirectory;
  /** When access changes next by its plan. An instant that has passed: it is being changed, or tried again. */
  changesAt?: Instant;
  /** A change of access has failed, which is an open issue. */
  hasFailed?: true;
};

export function accessNow(agreement: Agreement): AccessNow {
  const { id, agency, offer, features, contacts, inDirectory, plan, issues } = agreement;
  const changesAt = earliest(plan.filter(changesAccess).map(({ dueAt }) => dueAt));
  const hasFailed = issues.some(({ kind, obligation }) => kind === 'failed' && isAccess(obligation));
  return {
    agreement: id,
    agency,
    product: offer.product,
    access: accessOf(agreement),
    features: features.map((feature) => ({ id: feature.id, on: feature.on })),
    people: contacts.map(({ name, email }) => ({ name, email })),
    known: inDirectory ?? nothingInDirectory,
    ...(changesAt && { changesAt }),
    ...(hasFailed && { hasFailed }),
  };
}

function accessOf(agreement: Agreement): AccessNow['access'] {
  const { status } = agreement;
  const endedSuspended = status === 'renewed' && agreement.since !== undefined;
  if (status === 'suspended' || endedSuspended || isOverForGood(agreement)) return 'ended';
  return agreement.activatedAt ? 'given' : 'not-yet';
}

/** Is it a change of access, or a step that brings one at once? */
function changesAccess(obligation: Agreement['plan'][number]): boolean {
  return isAccess(obligation) || obligation.kind === 'end-term' || obligation.kind === 'end-grace';
}

/** Does its access change until an instant, or is it being changed, or has a change failed? Then a difference is no drift. */
export function isSettling({ changesAt, hasFailed }: AccessNow, until: Instant): boolean {
  return hasFailed === true || (changesAt !== undefined && isReached(changesAt, until));
}
