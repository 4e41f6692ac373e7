// The calendar entries of a notice: its day and its training sessions.

import type { CalendarSession } from '../../../agreements/delivery/calendar-sessions.ts';
import { daysToAct, dayToAct, type Facts } from '../letters/facts.ts';
import type { Words } from '../letters/words/words.ts';
import type { CalendarDay, CalendarEvent } from './content.ts';

/** The day that a notice is about. Empty if the notice is not about a day. */
export function calendarDays(facts: Facts, words: Words): CalendarDay[] {
  const { about } = facts;
  if (!about) return [];
  return [{ day: dayToAct(facts), ...textsOf(facts, words), ahead: daysToAct(facts) > 1, about }];
}

function textsOf(facts: Facts, { around }: Words): { summary: string; description: string } {
  const { about, ending, product, said } = facts;
  const { calendar } = around;
  if (about?.deadline) {
    const { title, text } = about.deadline;
    return {
      summary: calendar.deadline(said(title ?? text), facts),
      description: calendar.dueByClause(facts, said(text), about.deadline),
    };
  }
  switch (about?.event) {
    case 'acceptance':
      return { summary: calendar.lastDayToAccept(facts), description: calendar.canAccept(facts) };
    case 'features-end':
      return {
        summary: calendar.lastDay(`${product}: ${ending}`),
        description: calendar.hasFeatures(facts),
      };
    default:
      return { summary: calendar.lastDay(product), description: calendar.termLasts(facts) };
  }
}

export function calendarEvent(session: CalendarSession, facts: Facts, { around }: Words): CalendarEvent {
  return {
    session,
    summary: `${facts.product}: ${session.title}`,
    description: around.calendar.session(facts),
  };
}
