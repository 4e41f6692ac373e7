// The purpose of a notice's link: what the notice asks the reader to do.

import type { Brief } from '../../../agreements/delivery/order-types.ts';
import type { Contact } from '../../../agreements/model/parties.ts';
import { type NoticeKind, noticeTraits } from '../../../agreements/offer/notice-kinds.ts';
import type { Role } from '../../../agreements/offer/roles.ts';
import type { Purpose } from './signed-links.ts';

/** The purposes of an answer link. */
export type AnswerPurpose = Exclude<Purpose, 'calendar'>;

/**
 * The purpose of a notice's link. For a fresh link, the purpose is what this contact can answer now.
 * @param renews for a fresh link: the notice whose link is replaced
 */
export function purposeOf(
  notice: NoticeKind,
  brief: Brief,
  to: Pick<Contact, 'roles'>,
  renews?: NoticeKind,
): AnswerPurpose {
  if (notice === 'link') return freshPurpose(brief, to, renews);
  const { linkFor = 'acknowledge' } = noticeTraits[notice];
  if (linkFor !== 'decide') return linkFor;
  // A renewal notice may come before the renewal phase. An access-ended notice asks for a decision only in a grace period.
  const canDecide = notice === 'renewal' || brief.status === 'renewal';
  return canDecide && !isDecided(brief) ? 'decide' : 'acknowledge';
}

/** The purpose of the replaced link, if its question is still open. If not, the question that is open now for this contact's roles. */
function freshPurpose(brief: Brief, to: Pick<Contact, 'roles'>, renews?: NoticeKind): AnswerPurpose {
  const open = openQuestion(brief);
  const before = renews && purposeOf(renews, brief, to);
  if (before === 'trained' || (before !== undefined && before === open)) return before;
  const isAsked = to.roles.some((role) => answeringRoles.includes(role));
  return (isAsked && open) || 'acknowledge';
}

function openQuestion(brief: Brief): AnswerPurpose | undefined {
  if (brief.status === 'onboarding') return 'accept';
  return brief.status === 'renewal' && !isDecided(brief) ? 'decide' : undefined;
}

const isDecided = ({ decision, renewalAsked }: Brief) => decision !== undefined || renewalAsked === true;

/** The roles that are asked about terms and renewal. */
const answeringRoles: Role[] = ['owner', 'contracting', 'executive'];

/** The phases of an agreement that is over. In these phases, nobody is asked anything. */
export type EndedPhase = 'expired' | 'declined' | 'terminated' | 'withdrawn';

const endedPhases: readonly string[] = [
  'expired',
  'declined',
  'terminated',
  'withdrawn',
] satisfies EndedPhase[];

export function isEnded(status: Brief['status']): status is EndedPhase {
  return endedPhases.includes(status);
}
