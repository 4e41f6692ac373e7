// The one link that a message asks its reader to answer by.
import type { Language } from '../../agreements/agreement.ts';
import { dayAt, shiftDate } from '../../agreements/calendar.ts';
import { later } from '../../agreements/instants.ts';
import type { NoticeKind } from '../../agreements/offer.ts';
import type { Brief, DeliveryOrder, NoticeOrder } from '../../workflows/ports.ts';
import type { Asked } from './edition.ts';
import { editions } from './editions.ts';
import { type Links, lasting, linkTo } from './links.ts';
import type { Answer } from './wording.ts';

/** From what asks most of the reader to what asks least. */
const byDemand: Asked[] = ['accept', 'decide', 'trained', 'acknowledge'];

/** The link of a person's own in a message with these notices: for the one that asks most. */
export async function answerFor(
  address: string,
  notices: NoticeOrder[],
  { brief, now }: Pick<DeliveryOrder, 'brief' | 'now'>,
  links: Links,
  language: Language = 'en',
): Promise<Answer> {
  const asked = notices.map(({ notice, obligation }) => ({ purpose: purposeOf(notice, brief), obligation }));
  const [most] = asked.toSorted(
    (one, other) => byDemand.indexOf(one.purpose) - byDemand.indexOf(other.purpose),
  );
  if (!most) throw new TypeError('A message has a notice.');
  const { agreement, agency, version } = brief;
  const { frame } = editions[language];
  const through = shiftDate(dayAt(later(now, lasting(most.purpose)), agency.timeZone), '-P1D');
  return {
    url: await linkTo({ agreement, address, version, ...most }, links, now),
    label: frame.answer[asksOneThing(asked, most) ? most.purpose : 'several'],
    note: frame.linkNote(through),
  };
}

/** Of several notices, what binds the agency is named; else the page shows what there is to answer. */
function asksOneThing(asked: { purpose: Asked }[], { purpose }: { purpose: Asked }): boolean {
  return asked.length === 1 || purpose === 'accept' || purpose === 'decide';
}

/** What a notice's link is for: what it asks, or what is asked now where somebody asked for a link. */
export function purposeOf(notice: NoticeKind, { status, decision }: Brief): Asked {
  switch (notice) {
    case 'terms':
      return 'accept';
    case 'renewal':
      return 'decide';
    case 'training':
    case 'training-reminder':
      return 'trained';
    case 'link':
      return status === 'onboarding'
        ? 'accept'
        : status === 'renewal' && !decision
          ? 'decide'
          : 'acknowledge';
    default:
      return 'acknowledge';
  }
}
