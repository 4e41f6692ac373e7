// The content of the one message that a contact gets at one moment. It has one notice or several, the most urgent first.
import type { Language } from '../../../agreements/model/parties.ts';
import type { NoticeKind } from '../../../agreements/offer/notice-kinds.ts';
import type { NoticeInput } from '../letters/facts.ts';
import type { Section } from '../letters/letter.ts';
import { wordsIn } from '../letters/words/languages.ts';
import type { Templates } from '../templates/own-letter.ts';
import { aboutSection, questionsSection, recipientsSection } from './closing-sections.ts';
import type { Content } from './content.ts';
import { type NoticePart, noticeContent, noticePart } from './notice-content.ts';

type Notice = { notice: NoticeKind; input: NoticeInput };

/** The content of a message with these notices. Equally urgent notices keep the order of the plan. */
export function messageContent(notices: Notice[], language: Language = 'en', templates?: Templates): Content {
  const [one, ...others] = notices;
  if (one && others.length === 0) return noticeContent(one.notice, one.input, language, templates);
  const parts = notices
    .map(({ notice, input }) => noticePart(notice, input, language, templates))
    .toSorted(byUrgency);
  const [first] = parts;
  if (!first) throw new TypeError('A message needs a notice.');
  const words = wordsIn[language];
  const { several } = words.around;
  const asksForLink = notices.some(({ notice }) => notice === 'link');
  // A fresh link goes only to the contact who asked for it, so it needs no list of recipients.
  const recipients = ({ facts }: NoticePart) =>
    asksForLink && facts.allRecipients.length === 1 ? [] : [recipientsSection(facts, words)];
  const haveSameRecipients = new Set(parts.map(recipientKey)).size === 1;
  const { subject, preheader, lead } = first.content;
  return {
    language,
    subject: several.subject(subject, others.length),
    preheader,
    lead,
    sections: [
      {
        heading: several.heading,
        paragraphs: [several.text(parts.length, first.facts)],
        steps: parts.map(({ content }) => content.subject),
      },
      ...parts.map((part) => sectionOf(part, first, haveSameRecipients ? [] : recipients(part))),
      aboutSection(first.facts, words),
      ...(haveSameRecipients ? recipients(first) : []),
      questionsSection(first.facts, words),
    ],
    ...entriesOf(parts, 'calendarDays'),
    ...entriesOf(parts, 'withdrawnDays'),
    ...entriesOf(parts, 'sessions'),
    ...entriesOf(parts, 'withdrawnSessions'),
  };
}

/** Notices that ask for something by a day come first, the nearest day first. The other notices come last. */
function byUrgency({ askedBy: one = '~' }: NoticePart, { askedBy: other = '~' }: NoticePart): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function recipientKey({ facts: { allRecipients, operatorsToo } }: NoticePart): string {
  return `${[...allRecipients.map(({ email }) => email), operatorsToo]}`;
}

/** A notice as a section of the message. The first notice's lead is left out here, because it is at the top of the message. */
function sectionOf(part: NoticePart, first: NoticePart, closing: Section[]): Section {
  const { subject, lead, sections } = part.content;
  return {
    heading: subject,
    ...(part !== first && { paragraphs: [...lead] }),
    sections: [...sections, ...closing],
  };
}

type Entries = 'calendarDays' | 'withdrawnDays' | 'sessions' | 'withdrawnSessions';

/** The calendar entries of one sort, from all notices of the message. */
function entriesOf<Sort extends Entries>(parts: NoticePart[], sort: Sort): Pick<Content, Sort> {
  const entries = parts.flatMap(({ content }): unknown[] => content[sort] ?? []);
  return (entries.length > 0 ? { [sort]: entries } : {}) as Pick<Content, Sort>;
}
