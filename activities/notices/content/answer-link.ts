// The answer link of a message, with the label of its button and a note. Each message has at most one.
import type { DeliveryOrder, NoticeOrder } from '../../../agreements/delivery/order-types.ts';
import type { Contact } from '../../../agreements/model/parties.ts';
import { dayAt } from '../../../agreements/time/calendar.ts';
import { dayBefore } from '../../../agreements/time/day-words.ts';
import { later } from '../../../agreements/time/instants.ts';
import { wordsIn } from '../letters/words/languages.ts';
import { type AnswerPurpose, isEnded, purposeOf } from '../links/purpose.ts';
import { type Links, lasting, linkTo } from '../links/signed-links.ts';
import type { AnswerLink } from './content.ts';

/** From what asks most of the reader to what asks least. A link that the reader asked for ranks third, so other notices don't hide it. */
const byDemand = ['accept', 'decide', 'link', 'trained', 'acknowledge'] as const;

type Asked = Pick<NoticeOrder, 'notice' | 'obligation' | 'renews'> & { purpose: AnswerPurpose };

/** The contact's own link in a message with these notices. It is for the notice that asks most. After the agreement's end: undefined. */
export async function answerLinkFor(
  to: Contact,
  notices: NoticeOrder[],
  { brief, now }: Pick<DeliveryOrder, 'brief' | 'now'>,
  links: Links,
): Promise<AnswerLink | undefined> {
  if (isEnded(brief.status)) return undefined;
  const asked = notices.map(({ notice, obligation, renews }): Asked => {
    const purpose = purposeOf(notice, brief, to, renews);
    return { notice, obligation, purpose, ...(renews && { renews }) };
  });
  const [most] = asked.toSorted((one, other) => demandOf(one) - demandOf(other));
  if (!most) throw new TypeError('A message needs a notice.');
  const { agreement, agency, version } = brief;
  const { purpose, obligation } = most;
  const { buttons, link } = wordsIn[to.language ?? 'en'].around;
  const lastDay = dayBefore(dayAt(later(now, lasting(purpose)), agency.timeZone));
  const wasAskedFor = notices.some(({ notice }) => notice === 'link');
  const forwarding = wasAskedFor ? link.doNotForward : link.takeOut;
  return {
    url: await linkTo({ agreement, address: to.email, version, purpose, obligation }, links, now),
    label: buttons[asksOneThing(asked, most) ? buttonOf(most) : 'several'],
    note: `${link.works(lastDay)} ${forwarding} ${link.orReply}`,
  };
}

const isBinding = (purpose: AnswerPurpose) => purpose === 'accept' || purpose === 'decide';

function demandOf({ notice, purpose }: Asked): number {
  return byDemand.indexOf(notice === 'link' && !isBinding(purpose) ? notice : purpose);
}

/**
 * Does the button name one thing? Among several notices, it names only what binds the agency. For a fresh link, it names
 * the purpose of the link that it replaces. In all other cases, the page shows what the contact can answer.
 */
function asksOneThing(asked: Asked[], { notice, purpose, renews }: Asked): boolean {
  if (notice === 'link' && (!renews || purpose === 'acknowledge')) return false;
  return asked.length === 1 || isBinding(purpose);
}

function buttonOf({ notice, purpose }: Asked): AnswerPurpose | 'name' {
  return notice === 'contact-wanted' ? 'name' : purpose;
}
