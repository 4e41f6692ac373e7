// The content of one notice: its letter, its calendar entries, and the sections around the letter.

import type { Language } from '../../../agreements/model/parties.ts';
import type { NoticeKind } from '../../../agreements/offer/notice-kinds.ts';
import type { LocalDate } from '../../../agreements/time/calendar.ts';
import { dayToAct, type Facts, factsOf, type NoticeInput } from '../letters/facts.ts';
import type { Section } from '../letters/letter.ts';
import { letterNameOf, letters } from '../letters/letters.ts';
import { wordsIn } from '../letters/words/languages.ts';
import type { Words } from '../letters/words/words.ts';
import { ownLetter, type Templates } from '../templates/own-letter.ts';
import { calendarDays, calendarEvent } from './calendar-entries.ts';
import { aboutSection, questionsSection, recipientsSection } from './closing-sections.ts';
import type { CalendarDay, CalendarEvent, Content } from './content.ts';

/** The whole content of a notice in one language. "Today" is the day of `now` in the agency's time zone. */
export function noticeContent(
  kind: NoticeKind,
  input: NoticeInput,
  language: Language = 'en',
  templates?: Templates,
): Content {
  const { content, facts } = noticePart(kind, input, language, templates);
  const words = wordsIn[language];
  const recipients = kind === 'link' ? [] : [recipientsSection(facts, words)];
  const closing = [aboutSection(facts, words), ...recipients, questionsSection(facts, words)];
  return { ...content, sections: [...content.sections, ...closing] };
}

/** A notice without the closing sections of a message. */
export type NoticePart = {
  content: Content;
  facts: Facts;
  /** The last day to do what the notice asks. Left out: the notice asks for nothing by a day. */
  askedBy?: LocalDate;
};

export function noticePart(
  kind: NoticeKind,
  input: NoticeInput,
  language: Language = 'en',
  templates?: Templates,
): NoticePart {
  const words = wordsIn[language];
  const facts = factsOf(input, words);
  const name = letterNameOf(kind, facts);
  const letter = ownLetter(templates, name, facts, language) ?? letters[name].write(facts, words);
  const days = calendarDays(facts, words);
  const withdrawnDays = (input.withdrawn ?? []).flatMap((about) =>
    calendarDays(factsOf({ ...input, about }, words), words),
  );
  const sessions = facts.sessions.map((session) => calendarEvent(session, facts, words));
  const withdrawnSessions = facts.withdrawnSessions.map((session) => calendarEvent(session, facts, words));
  const content: Content = {
    language,
    ...letter,
    preheader: letter.lead[1],
    sections: [
      ...sessionsAhead(facts, words),
      ...letter.sections,
      ...takenOut(withdrawnDays, withdrawnSessions, words),
    ],
    ...(days.length > 0 && { calendarDays: days }),
    ...(withdrawnDays.length > 0 && { withdrawnDays }),
    ...(sessions.length > 0 && { sessions }),
    ...(withdrawnSessions.length > 0 && { withdrawnSessions }),
  };
  return { content, facts, ...(letters[name].asksByDay && { askedBy: dayToAct(facts) }) };
}

function sessionsAhead({ sessions }: Facts, words: Words): Section[] {
  if (sessions.length === 0) return [];
  const { heading, text } = words.around.sessions;
  const list = sessions.map((session) => {
    const { title, place, minutes } = session;
    return `${title}: ${words.startOf(session)}, ${words.countOf(minutes, 'minute')}. ${place}`;
  });
  return [{ heading, paragraphs: [text], list }];
}

/** The entries that the reader's calendar loses. */
function takenOut(days: CalendarDay[], sessions: CalendarEvent[], words: Words): Section[] {
  const list = [
    ...days.map(({ day, summary }) => `${summary} (${words.longDay(day)})`),
    ...sessions.map(({ session }) => `${session.title}: ${words.startOf(session)}`),
  ];
  if (list.length === 0) return [];
  const { heading, one, several } = words.around.takenOut;
  return [{ heading, paragraphs: [list.length === 1 ? one : several], list }];
}
