// The one link that a message asks its reader to answer by.

import type { Brief, DeliveryOrder, NoticeOrder } from '../../../agreements/delivery/order-types.ts';
import type { Contact } from '../../../agreements/model/parties.ts';
import type { NoticeKind } from '../../../agreements/offer/notice-kinds.ts';
import type { Role } from '../../../agreements/offer/roles.ts';
import { dayAt, shiftDate } from '../../../agreements/time/calendar.ts';
import { later } from '../../../agreements/time/instants.ts';
import { type Asked, isEnded } from '../letters/edition.ts';
import { editions } from '../letters/editions.ts';
import { type Links, lasting, linkTo } from '../links/signed-links.ts';
import type { Answer } from './content.ts';

/** From what asks most of the reader to what asks least; a link that she asked for is not lost among notices. */
const byDemand = ['accept', 'decide', 'link', 'trained', 'acknowledge'] as const;

type AskedFor = Pick<NoticeOrder, 'notice' | 'obligation' | 'renews'> & { purpose: Asked };

/** The link of a person's own in a message with these notices: for the one that asks most. After the end, none. */
export async function answerFor(
  to: Contact,
  notices: NoticeOrder[],
  { brief, now }: Pick<DeliveryOrder, 'brief' | 'now'>,
  links: Links,
): Promise<Answer | undefined> {
  if (isEnded(brief.status)) return undefined;
  const asked = notices.map(({ notice, obligation, renews }): AskedFor => {
    const purpose = purposeOf(notice, brief, to, renews);
    return { notice, obligation, purpose, ...(renews && { renews }) };
  });
  const [most] = asked.toSorted((one, other) => demandOf(one) - demandOf(other));
  if (!most) throw new TypeError('A message has a notice.');
  const { agreement, agency, version } = brief;
  const { purpose, obligation } = most;
  const { frame } = editions[to.language ?? 'en'];
  const through = shiftDate(dayAt(later(now, lasting(purpose)), agency.timeZone), '-P1D');
  const isHers = notices.some(({ notice }) => notice === 'link');
  return {
    url: await linkTo({ agreement, address: to.email, version, purpose, obligation }, links, now),
    label: frame.answer[asksOneThing(asked, most) ? labelOf(most) : 'several'],
    note: frame.linkNote(through, isHers ? 'keep' : 'take out'),
  };
}

const isBinding = (purpose: Asked) => purpose === 'accept' || purpose === 'decide';

function demandOf({ notice, purpose }: AskedFor): number {
  return byDemand.indexOf(notice === 'link' && !isBinding(purpose) ? notice : purpose);
}

/**
 * Of several notices, what binds the agency is named, and of a fresh link what it was asked for; else the page shows
 * what there is to answer.
 */
function asksOneThing(asked: AskedFor[], { notice, purpose, renews }: AskedFor): boolean {
  if (notice === 'link' && (!renews || purpose === 'acknowledge')) return false;
  return asked.length === 1 || isBinding(purpose);
}

function labelOf({ notice, purpose }: AskedFor): Asked | 'name' {
  return notice === 'contact-wanted' ? 'name' : purpose;
}

/**
 * What a notice's link is for: what it asks, or where somebody asked for a link, what may be asked of her now.
 * @param renews of a fresh link: the notice whose link it takes the place of
 */
export function purposeOf(
  notice: NoticeKind,
  brief: Brief,
  to: Pick<Contact, 'roles'>,
  renews?: NoticeKind,
): Asked {
  switch (notice) {
    case 'terms':
      return 'accept';
    case 'renewal':
      return isDecided(brief) ? 'acknowledge' : 'decide';
    case 'access-ended':
      return brief.status === 'renewal' && !isDecided(brief) ? 'decide' : 'acknowledge';
    case 'training':
    case 'training-reminder':
      return 'trained';
    case 'link':
      return freshPurpose(brief, to, renews);
    default:
      return 'acknowledge';
  }
}

/** The same again if that still stands, whoever was asked in the place of whom; else what her roles are asked now. */
function freshPurpose(brief: Brief, to: Pick<Contact, 'roles'>, renews?: NoticeKind): Asked {
  const open = openDecision(brief);
  const before = renews && purposeOf(renews, brief, to);
  if (before === 'trained' || (before !== undefined && before === open)) return before;
  const isAsked = to.roles.some((role) => deciding.includes(role));
  return (isAsked && open) || 'acknowledge';
}

function openDecision(brief: Brief): Asked | undefined {
  if (brief.status === 'onboarding') return 'accept';
  return brief.status === 'renewal' && !isDecided(brief) ? 'decide' : undefined;
}

const isDecided = ({ decision, renewalAsked }: Brief) => decision !== undefined || renewalAsked === true;

/** Whom one asks about terms and renewal. */
const deciding: Role[] = ['owner', 'contracting', 'executive'];
