// The one source of what a notice says: subject, text, HTML and calendar entry are all made from its content.
import type { About, LocalDate } from '../../agreements/agreement.ts';
import type { NoticeKind } from '../../agreements/offer.ts';
import { daysUntil, type Facts, factsOf, longDay, type Occasion, oneLine } from './facts.ts';
import { letters } from './letters.ts';
import { aboutThis, whoGotIt } from './sections.ts';

export type Section = { heading: string; paragraphs?: string[]; list?: string[]; steps?: string[] };

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

export type Content = {
  subject: string;
  /** What a mail program shows beside the subject. */
  preheader: string;
  /** Said before all else. */
  banner?: string;
  /** What happens when; what the reader has to do. */
  lead: [string, string];
  sections: Section[];
  calendarDay?: CalendarDay;
  /** Days that fall away, to be taken out of the reader's calendar. */
  withdrawnDays?: CalendarDay[];
};

/** What one kind of notice says of its own. */
export type Letter = Pick<Content, 'subject' | 'lead' | 'sections'>;

/** What a notice says to all of its recipients, worded for the day of `now` where the agency is. */
export function noticeContent(kind: NoticeKind, occasion: Occasion): Content {
  const facts = factsOf(occasion);
  const letter = letters[kind](facts);
  const calendarDay = dayFor(facts, letter);
  const withdrawnDays = (occasion.withdrawn ?? []).flatMap(
    (about) => dayFor(factsOf({ ...occasion, about }), letter) ?? [],
  );
  return {
    ...letter,
    preheader: letter.lead[1],
    sections: [...letter.sections, ...takenOut(withdrawnDays), ...closing(facts)],
    ...(calendarDay && { calendarDay }),
    ...(withdrawnDays.length > 0 && { withdrawnDays }),
  };
}

/** What the operators are told about something that needs them. */
export function alertContent(alert: string, occasion: Omit<Occasion, 'recipients' | 'about'>): Content {
  const facts = factsOf({ ...occasion, recipients: [] });
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
      aboutThis(facts),
    ],
  };
}

/** The same content, marked as part of a rehearsal. */
export function rehearsed(content: Content): Content {
  const { calendarDay: entry, withdrawnDays: gone } = content;
  const marked = (day: CalendarDay) => ({ ...day, summary: `[Rehearsal] ${day.summary}` });
  return {
    ...content,
    subject: `[Rehearsal] ${content.subject}`,
    banner: 'This is a rehearsal. Nothing changes for your agency.',
    ...(entry && { calendarDay: marked(entry) }),
    ...(gone && { withdrawnDays: gone.map(marked) }),
  };
}

function dayFor(
  { about, ending, product, lastDay, today }: Facts,
  { lead }: Letter,
): CalendarDay | undefined {
  if (!about) return undefined;
  const description = lead.join('\n\n');
  const ahead = (day: LocalDate) => daysUntil(today, day) > 1;
  if (about.deadline) {
    const { safeDay: day, text } = about.deadline;
    return { day, summary: `Do by today: ${text} (${product})`, description, ahead: ahead(day), about };
  }
  const what = about.event === 'features-end' ? `${product}: ${ending}` : product;
  return { day: lastDay, summary: `Last day: ${what}`, description, ahead: ahead(lastDay), about };
}

function takenOut(days: CalendarDay[]): Section[] {
  if (days.length === 0) return [];
  const toDo =
    days.length === 1
      ? 'This day no longer holds. Open the calendar file that comes with this message: it takes the day out of your calendar.'
      : 'These days no longer hold. Open the calendar files that come with this message: they take the days out of your calendar.';
  const list = days.map(({ day, summary }) => `${summary} (${longDay(day)})`);
  return [{ heading: 'Your calendar', paragraphs: [toDo], list }];
}

function closing(facts: Facts): Section[] {
  return [
    aboutThis(facts),
    whoGotIt(facts.recipients),
    {
      heading: 'Questions',
      paragraphs: ['Reply to this message. Your reply goes to the people who run this program.'],
    },
  ];
}
