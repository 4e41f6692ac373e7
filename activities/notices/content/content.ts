// The one source of what a notice says: subject, text, HTML and calendar entry are all made from its content.

import type { CalendarSession } from '../../../agreements/delivery/calendar-sessions.ts';
import type { About } from '../../../agreements/model/obligations.ts';
import type { Language } from '../../../agreements/model/parties.ts';
import type { NoticeKind } from '../../../agreements/offer/notice-kinds.ts';
import type { LocalDate } from '../../../agreements/time/calendar.ts';
import { type LetterName, letterName } from '../letters/edition.ts';
import { editions } from '../letters/editions.ts';
import { daysUntil, type Facts, factsOf, type Occasion, oneLine } from '../letters/facts.ts';
import { ownLetter, type Templates } from '../templates/load-templates.ts';

export type Section = {
  heading: string;
  paragraphs?: string[];
  list?: string[];
  /** Of the list, where it is not the notice's own. */
  listLanguage?: Language;
  steps?: string[];
  /** What stands under it, one heading level down. */
  sections?: Section[];
};

/** Where to answer by a link of one's own. */
export type Answer = { url: string; label: string; note: string };

/** A day for the reader's calendar: the last one with what ends, or the one by which to meet a deadline. */
export type CalendarDay = {
  day: LocalDate;
  summary: string;
  description: string;
  /** Is it still to come, so that a reminder makes sense? */
  ahead: boolean;
  /** What makes it the same entry as that of other notices, and newer. */
  about: About;
};

/** A session of the training for the reader's calendar. */
export type CalendarEvent = { session: CalendarSession; summary: string; description: string };

export type Content = {
  /** Left out: English. */
  language?: Language;
  subject: string;
  /** What a mail program shows beside the subject. */
  preheader: string;
  /** Said before all else. */
  banner?: string;
  /** What happens when; what the reader has to do. */
  lead: [string, string];
  /** Left out: by reply only. */
  answer?: Answer;
  sections: Section[];
  /** Days to be put into the reader's calendar. */
  calendarDays?: CalendarDay[];
  /** Days that fall away, to be taken out of the reader's calendar. */
  withdrawnDays?: CalendarDay[];
  /** The sessions of the training that lie ahead, and those to be taken out. */
  sessions?: CalendarEvent[];
  withdrawnSessions?: CalendarEvent[];
};

/** What one kind of notice says of its own. */
export type Letter = Pick<Content, 'subject' | 'lead' | 'sections'>;

/** A notice by itself, without what stands at a message's end. */
export type Body = {
  content: Content;
  facts: Facts;
  /** The last day for what it asks; left out: it asks for nothing by a day. */
  askedBy?: LocalDate;
};

/** What a notice says to its recipients who read that language, worded for the day of `now` where the agency is. */
export function noticeContent(
  kind: NoticeKind,
  occasion: Occasion,
  language: Language = 'en',
  templates?: Templates,
): Content {
  const { content, facts } = bodyOf(kind, occasion, language, templates);
  const { aboutThis, whoGotIt, questions } = editions[language].frame;
  const whoGot = kind === 'link' ? [] : [whoGotIt(facts)];
  const closing = [aboutThis(facts), ...whoGot, questions(facts)];
  return { ...content, sections: [...content.sections, ...closing] };
}

export function bodyOf(
  kind: NoticeKind,
  occasion: Occasion,
  language: Language = 'en',
  templates?: Templates,
): Body {
  const { phrases, letters } = editions[language];
  const facts = factsOf(occasion, phrases);
  const name = letterName(kind, facts);
  const letter = ownLetter(templates, name, facts, language) ?? letters[name](facts);
  const calendarDays = dayFor(facts, language);
  const withdrawnDays = (occasion.withdrawn ?? []).flatMap((about) =>
    dayFor(factsOf({ ...occasion, about }, phrases), language),
  );
  const sessions = facts.sessions.map((session) => eventFor(session, facts, language));
  const withdrawnSessions = facts.withdrawnSessions.map((session) => eventFor(session, facts, language));
  const gone = [
    ...withdrawnDays.map(({ day, summary }) => `${summary} (${phrases.longDay(day)})`),
    ...withdrawnSessions.map(({ session }) => `${session.title}: ${phrases.startOf(session)}`),
  ];
  const content: Content = {
    language,
    ...letter,
    preheader: letter.lead[1],
    sections: [
      ...sessionsAhead(facts.sessions, language),
      ...letter.sections,
      ...(gone.length > 0 ? [editions[language].frame.takenOut(gone)] : []),
    ],
    ...(calendarDays.length > 0 && { calendarDays }),
    ...(withdrawnDays.length > 0 && { withdrawnDays }),
    ...(sessions.length > 0 && { sessions }),
    ...(withdrawnSessions.length > 0 && { withdrawnSessions }),
  };
  const askedBy = asking.includes(name) ? (facts.about?.deadline?.safeDay ?? facts.lastDay) : undefined;
  return { content, facts, ...(askedBy && { askedBy }) };
}

/** The letters that ask for something by their day, or at once when it has passed. */
const asking: LetterName[] = [
  'terms',
  'features-ending',
  'renewal',
  'renewal-asked',
  'grace-began',
  'deadline',
  'deadline-missed',
  'correction',
];

/** What the operators are told, in English, about something that needs them. */
export function alertContent(alert: string, occasion: Omit<Occasion, 'recipients' | 'about'>): Content {
  const { phrases, frame } = editions.en;
  const { longDay } = phrases;
  const facts = factsOf({ ...occasion, recipients: [] }, phrases);
  const text = oneLine(alert);
  const { brief, agency, product } = facts;
  const toDo = `Please look at this agreement and act on it. "onegov show ${brief.agreement}" shows where it stands.`;
  return {
    subject: `Needs attention: ${agency}, ${product}`,
    preheader: text,
    lead: [text, toDo],
    sections: [
      {
        heading: 'The agreement',
        list: [
          `Agreement: ${brief.agreement}`,
          `Phase: ${brief.status}`,
          `Term ${brief.term.number}: ${longDay(brief.term.startsOn)}, through ${longDay(facts.termLastDay)}`,
        ],
      },
      frame.aboutThis(facts),
    ],
  };
}

/** The same content, marked as part of a rehearsal. */
export function rehearsed(content: Content): Content {
  const { calendarDays: told, withdrawnDays: gone, sessions, withdrawnSessions, language = 'en' } = content;
  const { rehearsalMark, rehearsalBanner } = editions[language].frame;
  const marked = <Entry extends { summary: string }>(entry: Entry) => ({
    ...entry,
    summary: `${rehearsalMark} ${entry.summary}`,
  });
  return {
    ...content,
    subject: `${rehearsalMark} ${content.subject}`,
    banner: rehearsalBanner,
    ...(told && { calendarDays: told.map(marked) }),
    ...(gone && { withdrawnDays: gone.map(marked) }),
    ...(sessions && { sessions: sessions.map(marked) }),
    ...(withdrawnSessions && { withdrawnSessions: withdrawnSessions.map(marked) }),
  };
}

function dayFor(facts: Facts, language: Language): CalendarDay[] {
  const { about, ending, product, lastDay, today, said } = facts;
  if (!about) return [];
  const { lastDayOf, lastDayToAccept, deadlineFor, dayNote } = editions[language].frame;
  const description = dayNote(about, facts);
  const ahead = (day: LocalDate) => daysUntil(today, day) > 1;
  if (about.deadline) {
    const { safeDay: day, title, text } = about.deadline;
    const summary = deadlineFor(said(title ?? text), product);
    return [{ day, summary, description, ahead: ahead(day), about }];
  }
  const what = about.event === 'features-end' ? `${product}: ${ending}` : product;
  const summary = about.event === 'acceptance' ? lastDayToAccept(product) : lastDayOf(what);
  return [{ day: lastDay, summary, description, ahead: ahead(lastDay), about }];
}

function eventFor(session: CalendarSession, facts: Facts, language: Language): CalendarEvent {
  const description = editions[language].frame.sessionNote(facts);
  return { session, summary: `${facts.product}: ${session.title}`, description };
}

function sessionsAhead(sessions: CalendarSession[], language: Language): Section[] {
  if (sessions.length === 0) return [];
  const { phrases, frame } = editions[language];
  const list = sessions.map((session) => {
    const { title, place } = session;
    return `${title}: ${phrases.startOf(session)}, ${phrases.lengthOf(session)}. ${place}`;
  });
  return [frame.sessions(list)];
}
