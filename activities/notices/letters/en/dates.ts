// The English words about dates that count: one that moved after it was told, and the deadlines that clauses set.

import type { PlannedDeadline } from '../../../../agreements/model/obligations.ts';
import type { LocalDate } from '../../../../agreements/time/calendar.ts';
import { daysBetween, shiftDate } from '../../../../agreements/time/calendar.ts';
import type { Letter, Section } from '../../content/content.ts';
import { capitalized, daysUntil, deadlineOf, type Facts, sentence } from '../facts.ts';
import { countOf, longDay, shortDay, timeLeft } from './phrases.ts';

/** A day that was told before is another one now. */
export function correction(facts: Facts): Letter {
  const { agency, product, about, ending, lastDay, daysLeft, midnightAfter } = facts;
  const ofFeatures = about?.event === 'features-end';
  const change = ofFeatures ? `the last day with ${ending} is` : 'the term ends on';
  const ends = ofFeatures
    ? `${agency} now has ${ending} until`
    : `The term of ${product} for ${agency} now ends at`;
  return {
    subject: `${product}, new date: ${change} ${shortDay(lastDay)}`,
    lead: [
      `${ends} ${midnightAfter(lastDay)}. ${timeLeft(daysLeft)}`,
      'The date in earlier notices no longer holds. Please tell your people, and go by the new one.',
    ],
    sections: [
      ...(about?.was ? [whatChanged(shiftDate(about.was, '-P1D'), lastDay)] : []),
      {
        heading: 'What to do',
        steps: [
          'Forward this notice to everybody who plans by this date.',
          'Open the calendar file that comes with this message. It moves the day in your calendar.',
          'Reply if the new date is not what you expect.',
        ],
      },
    ],
  };
}

function whatChanged(before: LocalDate, lastDay: LocalDate): Section {
  const days = daysBetween(before, lastDay);
  return {
    heading: 'What changed',
    list: [
      `Last day until now: ${longDay(before)}. It no longer holds.`,
      `New last day: ${longDay(lastDay)}. That is ${countOf(Math.abs(days), 'day')} ${days < 0 ? 'earlier' : 'later'}.`,
    ],
  };
}

/** Something has to be done before its day. */
export function deadline(facts: Facts): Letter {
  const { agency, product, brief, today, lastDay, byLink } = facts;
  const known = deadlineOf(facts);
  const { text, title = text, clause, ifMissed, safeDay } = known;
  const isSafe = daysUntil(today, safeDay) >= 1;
  const byThen = isSafe ? `by ${longDay(safeDay)}` : 'today';
  return {
    subject: `${product}, ${isSafe ? `by ${shortDay(safeDay)}` : 'today'}: ${title}`,
    lead: [
      `${agency} has a deadline for ${product}. ${sentence(text)} The last day for it is ${longDay(lastDay)}.`,
      `Please do it ${byThen}, and reply when it is done. ${isSafe ? timeLeft(daysUntil(today, safeDay)) : ''}`.trim(),
    ],
    sections: [
      ...whyEarlier(known, isSafe),
      ...whereItComesFrom(known),
      { heading: 'If it is missed', paragraphs: [sentence(ifMissed)] },
      {
        heading: 'What to do',
        steps: [
          `Do it ${byThen}, as ${clause} asks.`,
          replyWhenDone(byLink),
          ...(brief.decision ? [] : ['Reply if your agency declines to renew instead.']),
        ],
      },
    ],
  };
}

/** What the link confirms is another thing. */
function replyWhenDone(byLink: boolean): string {
  const reply = 'Reply when it is done: on which day, and where it is written.';
  return byLink ? `${reply} To confirm that you got this message does not record it.` : reply;
}

/** The deadline has passed, and nothing says that it was met. */
export function deadlineMissed(facts: Facts): Letter {
  const { agency, product, lastDay } = facts;
  const known = deadlineOf(facts);
  const { text, title = known.clause } = known;
  return {
    subject: `${product}: a deadline passed on ${shortDay(lastDay)}, and nothing is on record`,
    lead: [
      `${agency} had a deadline for ${product} (${title}). It passed on ${longDay(lastDay)}, and nothing on record says that it was done.`,
      'Reply at once if it was done in time: on which day, and where it is written.',
    ],
    sections: [
      { heading: 'What was asked', paragraphs: [sentence(text)] },
      { heading: 'What follows', paragraphs: [sentence(known.ifMissed)] },
      ...whereItComesFrom(known),
      {
        heading: 'What to do',
        steps: [
          'Find out whether it was done in time.',
          'If it was, reply at once: on which day, and where it is written.',
          'If it was not, ask your contracting officer what is still possible.',
        ],
      },
    ],
  };
}

/** The day by which to do it is a business day; the last day that the clause leaves need not be one. */
function whyEarlier({ lastDay, safeDay }: PlannedDeadline, isSafe: boolean): Section[] {
  if (safeDay === lastDay) return [];
  const closed = `The last day, ${longDay(lastDay)}, falls on a day when offices are closed.`;
  const before = `The last business day before it ${isSafe ? 'is' : 'was'} ${longDay(safeDay)}.`;
  return [{ heading: 'Why not on the last day', paragraphs: [`${closed} ${before}`] }];
}

function whereItComesFrom({ clause, termEndsOn }: PlannedDeadline): Section[] {
  const counted = `It is counted back from the last day of the term, ${longDay(shiftDate(termEndsOn, '-P1D'))}.`;
  return [{ heading: 'Where the deadline comes from', paragraphs: [`${capitalized(clause)}.`, counted] }];
}
