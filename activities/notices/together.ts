// What one person gets at one moment: a notice as it is, or several of them in one message, the most urgent first.
import type { Language } from '../../agreements/agreement.ts';
import type { NoticeKind } from '../../agreements/offer.ts';
import { editions } from './editions.ts';
import type { Occasion } from './facts.ts';
import type { Templates } from './templates.ts';
import { type Body, bodyOf, type CalendarDay, type Content, noticeContent, type Section } from './wording.ts';

type Notice = { notice: NoticeKind; occasion: Occasion };

/** The content of the one message with these notices; in the order of the plan where nothing is more urgent. */
export function togetherContent(
  notices: [Notice, ...Notice[]],
  language: Language = 'en',
  templates?: Templates,
): Content {
  const [{ notice, occasion }, ...others] = notices;
  if (others.length === 0) return noticeContent(notice, occasion, language, templates);
  const bodies = notices
    .map((one) => bodyOf(one.notice, one.occasion, language, templates))
    .toSorted(byUrgency);
  const [first] = bodies as [Body];
  const { andMore, together, inThisMessage, aboutThis, questions } = editions[language].frame;
  const { subject, preheader, lead } = first.content;
  const calendarDays = daysOf(bodies, 'calendarDays');
  const withdrawnDays = daysOf(bodies, 'withdrawnDays');
  return {
    language,
    subject: andMore(subject, others.length),
    preheader,
    lead,
    sections: [
      {
        heading: inThisMessage,
        paragraphs: [together(bodies.length, first.facts)],
        steps: bodies.map(({ content }) => content.subject),
      },
      ...bodies.map((body) => partOf(body, language)),
      aboutThis(first.facts),
      questions,
    ],
    ...(calendarDays.length > 0 && { calendarDays }),
    ...(withdrawnDays.length > 0 && { withdrawnDays }),
  };
}

/** What asks for something by the nearest day comes first, and what asks for nothing by a day last. */
function byUrgency({ askedBy: one = '~' }: Body, { askedBy: other = '~' }: Body): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function partOf({ content: { subject, lead, sections }, facts }: Body, language: Language): Section {
  const { whoGotIt } = editions[language].frame;
  return { heading: subject, paragraphs: [...lead], sections: [...sections, whoGotIt(facts.recipients)] };
}

function daysOf(bodies: Body[], which: 'calendarDays' | 'withdrawnDays'): CalendarDay[] {
  return bodies.flatMap(({ content }) => content[which] ?? []);
}
