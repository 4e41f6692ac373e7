// The content of a message. Subject, text, HTML and calendar entries are all made from this content.
import type { CalendarSession } from '../../../agreements/delivery/calendar-sessions.ts';
import type { About } from '../../../agreements/model/obligations.ts';
import type { Language } from '../../../agreements/model/parties.ts';
import type { LocalDate } from '../../../agreements/time/calendar.ts';
import type { Letter } from '../letters/letter.ts';

export type Content = Letter & {
  /** Left out: English. */
  language?: Language;
  /** The line that mail programs show beside the subject. */
  preheader: string;
  /** The line before everything else. */
  banner?: string;
  /** Left out: the contact can answer by reply only. */
  answer?: AnswerLink;
  /** Days to add to the reader's calendar. */
  calendarDays?: CalendarDay[];
  /** Days to remove from the reader's calendar. */
  withdrawnDays?: CalendarDay[];
  /** The training sessions ahead, to add to the reader's calendar. */
  sessions?: CalendarEvent[];
  /** Training sessions to remove from the reader's calendar. */
  withdrawnSessions?: CalendarEvent[];
};

/** The link by which one contact answers, with the label of its button. */
export type AnswerLink = { url: string; label: string; note: string };

/** A day for the reader's calendar: the last day before something ends, or the day by which to meet a deadline. */
export type CalendarDay = {
  day: LocalDate;
  summary: string;
  description: string;
  /** Is the day still ahead? Only then does the entry get a reminder. */
  ahead: boolean;
  /** Identifies the entry and its version across notices. */
  about: About;
};

/** A training session for the reader's calendar. */
export type CalendarEvent = { session: CalendarSession; summary: string; description: string };
