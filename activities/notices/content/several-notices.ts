// What one person gets at one moment: a notice as it is, or several of them in one message, the most urgent first.
import type { Language } from '../../../agreements/model/parties.ts';
import type { NoticeKind } from '../../../agreements/offer/notice-kinds.ts';
import { editions } from '../letters/editions.ts';
import type { Occasion } from '../letters/facts.ts';
import type { Templates } from '../templates/load-templates.ts';
import { type Body, bodyOf, type Content, noticeContent, type Section } from './content.ts';

type Notice = { notice: NoticeKind; occasion: Occasion };

/** The content of the one message with these notices; in the order of the plan where nothing is more urgent. */
export function togetherContent(
  notices: Notice[],
  language: Language = 'en',
  templates?: Templates,
): Content {
  const [one, ...others] = notices;
  if (one && others.length === 0) return noticeContent(one.notice, one.occasion, language, templates);
  const bodies = notices
    .map(({ notice, occasion }) => bodyOf(notice, occasion, language, templates))
    .toSorted(byUrgency);
  const [first] = bodies;
  if (!first) throw new TypeError('A message has a notice.');
  const { andMore, together, inThisMessage, aboutThis, whoGotIt, questions } = editions[language].frame;
  const people = bodies.map(
    ({ facts: { whoGot, operatorsToo } }) => `${[...whoGot.map(({ email }) => email), operatorsToo]}`,
  );
  const isForSame = new Set(people).size === 1;
  const isHers = notices.some(({ notice }) => notice === 'link');
  const whoGot = ({ facts }: Body) => (isHers && facts.whoGot.length === 1 ? [] : [whoGotIt(facts)]);
  const { subject, preheader, lead } = first.content;
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
      ...bodies.map((body) => partOf(body, first, isForSame ? [] : whoGot(body))),
      aboutThis(first.facts),
      ...(isForSame ? whoGot(first) : []),
      questions(first.facts),
    ],
    ...all(bodies, 'calendarDays'),
    ...all(bodies, 'withdrawnDays'),
    ...all(bodies, 'sessions'),
    ...all(bodies, 'withdrawnSessions'),
  };
}

/** What asks for something by the nearest day comes first, and what asks for nothing by a day last. */
function byUrgency({ askedBy: one = '~' }: Body, { askedBy: other = '~' }: Body): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** The first one's two lines stand at the top of the message already. */
function partOf(body: Body, first: Body, last: Section[]): Section {
  const { subject, lead, sections } = body.content;
  return {
    heading: subject,
    ...(body !== first && { paragraphs: [...lead] }),
    sections: [...sections, ...last],
  };
}

type Entries = 'calendarDays' | 'withdrawnDays' | 'sessions' | 'withdrawnSessions';

/** What all of them have for calendars, of one sort; nothing if they have none. */
function all<Which extends Entries>(bodies: Body[], which: Which): Pick<Content, Which> {
  const entries = bodies.flatMap(({ content }): unknown[] => content[which] ?? []);
  return (entries.length > 0 ? { [which]: entries } : {}) as Pick<Content, Which>;
}
