// The content of a message: subject, text, HTML and calendar entries are all made from it.
import type { CalendarSession } from '../../../agreements/delivery/calendar-sessions.ts';
import type { About } from '../../../agreements/model/obligations.ts';
import type { Language } from '../../../agreements/model/parties.ts';
import type { LocalDate } from '../../../agreements/time/calendar.ts';
import type { Letter } from '../letters/letter.ts';

export type Content = Letter & {
  /** Left out: English. */
  language?: Language;
  /** What a mail program shows beside the subject. */
  preheader: string;
  /** Stands before everything else. */
  banner?: string;
  /** Left out: by reply only. */
  answer?: AnswerLink;
  /** Days to be put into the reader's calendar. */
  calendarDays?: CalendarDay[];
  /** Days to be taken out of the reader's calendar. */
  withdrawnDays?: CalendarDay[];
  /** The training sessions ahead, to be put into the reader's calendar. */
  sessions?: CalendarEvent[];
  /** Training sessions to be taken out of it. */
  withdrawnSessions?: CalendarEvent[];
};

/** The link to answer by: for one contact, with the label of its button. */
export type AnswerLink = { url: string; label: string; note: string };

/** A day for the reader's calendar: the last one with what ends, or the one by which to meet a deadline. */
export type CalendarDay = {
  day: LocalDate;
  summary: string;
  description: string;
  /** Is it still to come, so that a reminder makes sense? */
  ahead: boolean;
  /** Identifies the entry across notices, and its version. */
  about: About;
};

/** A training session for the reader's calendar. */
export type CalendarEvent = { session: CalendarSession; summary: string; description: string };
