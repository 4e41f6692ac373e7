// The letters about days: a day in earlier notices has moved, and the deadlines of clauses.

import type { PlannedDeadline } from '../../../agreements/model/obligations.ts';
import { daysBetween, type LocalDate } from '../../../agreements/time/calendar.ts';
import { dayBefore } from '../../../agreements/time/day-words.ts';
import { capitalized, sentence } from '../../../text/sentences.ts';
import { daysUntil, deadlineOf, type Facts } from './facts.ts';
import type { Letter, Section } from './letter.ts';
import { englishOnly, given, givenSentence, whatToDo } from './sections.ts';
import type { Words } from './words/words.ts';

/** A day in earlier notices has moved. */
export function correction(facts: Facts, words: Words): Letter {
  const { about, daysLeft } = facts;
  const phrases = words.letters.correction;
  const [subject, until] =
    about?.event === 'features-end'
      ? [phrases.subjectOfFeatures, phrases.featuresUntil]
      : [phrases.subjectOfTerm, phrases.termUntil];
  return {
    subject: subject(facts),
    lead: [`${until(facts)} ${words.timeLeft(daysLeft)}`, phrases.please],
    sections: [...whatChanged(facts, words), whatToDo(words, phrases.steps)],
  };
}

function whatChanged({ about, lastDay }: Facts, words: Words): Section[] {
  if (!about?.was) return [];
  const { heading, before, earlier, later } = words.letters.correction.changed;
  const lastDayBefore = dayBefore(about.was);
  const days = daysBetween(lastDayBefore, lastDay);
  const now = days < 0 ? earlier : later;
  return [{ heading, list: [before(lastDayBefore), now(lastDay, words.countOf(Math.abs(days), 'day'))] }];
}

/** The agency has to do something by a deadline. */
export function deadline(facts: Facts, words: Words): Letter {
  const { about, brief, today, answerBy, said } = facts;
  const known = deadlineOf(facts);
  const { text, title = text, ifMissed, safeDay } = known;
  const phrases = words.letters.deadline;
  const english = englishOnly(text, facts, words);
  const name = english ? english.deadline(known) : said(title);
  const daysToSafeDay = daysUntil(today, safeDay);
  const isSafe = daysToSafeDay >= 1;
  const byThen = isSafe ? phrases.byDay(safeDay) : phrases.byToday;
  const has = english
    ? english.hasDeadline(facts, known)
    : `${phrases.hasDeadline(facts)} ${sentence(said(text))}`;
  const please = english ? english.doWhatIsBelow(byThen) : phrases.please(byThen);
  const reply = answerBy === 'link' ? `${phrases.reply} ${phrases.confirmingIsNotEnough}` : phrases.reply;
  const subject = about?.was === undefined ? phrases.subject : phrases.moved.subject;
  return {
    subject: isSafe ? subject(facts, name, safeDay) : phrases.subjectToday(facts, name),
    lead: [
      `${has} ${phrases.lastDay(facts)}`,
      isSafe ? `${please} ${words.timeLeft(daysToSafeDay)}` : please,
    ],
    sections: [
      ...howItMoved(facts, safeDay, isSafe, words),
      ...(english ? given(english.whatIsAsked, [text], facts, words) : []),
      ...whyEarlier(known, isSafe, words),
      whereFrom(known, words),
      ...givenSentence(phrases.ifMissed, ifMissed, facts, words),
      whatToDo(words, [phrases.doIt(byThen, known), reply, ...(brief.decision ? [] : [phrases.orDecline])]),
    ],
  };
}

/** The deadline has passed, and the record does not say that it was met. */
export function deadlineMissed(facts: Facts, words: Words): Letter {
  const known = deadlineOf(facts);
  const { text, title, ifMissed } = known;
  const phrases = words.letters.deadlineMissed;
  const isNamed = title !== undefined && !englishOnly(title, facts, words);
  return {
    subject: phrases.subject(facts),
    lead: [phrases.passed(facts, isNamed ? facts.said(title) : phrases.byClause(known)), phrases.please],
    sections: [
      ...givenSentence(phrases.whatWasAsked, text, facts, words),
      ...givenSentence(phrases.whatFollows, ifMissed, facts, words),
      whereFrom(known, words),
      whatToDo(words, phrases.steps),
    ],
  };
}

function howItMoved({ about, lastDay }: Facts, safeDay: LocalDate, isSafe: boolean, words: Words): Section[] {
  if (about?.was === undefined) return [];
  const { heading, from, fromToPast, lastDayFrom } = words.letters.deadline.moved;
  if (about.wasLastDay !== undefined)
    return [{ heading, paragraphs: [lastDayFrom(about.wasLastDay, lastDay)] }];
  return [{ heading, paragraphs: [(isSafe ? from : fromToPast)(about.was, safeDay)] }];
}

/** Explains why the safe day is before the last day: offices are closed on the last day. */
function whyEarlier(deadline: PlannedDeadline, isSafe: boolean, words: Words): Section[] {
  if (deadline.safeDay === deadline.lastDay) return [];
  const { heading, closed, safeDayIs, safeDayWas } = words.letters.deadline.whyEarlier;
  const safeDay = isSafe ? safeDayIs : safeDayWas;
  return [{ heading, paragraphs: [`${closed(deadline)} ${safeDay(deadline)}`] }];
}

function whereFrom({ clause, termEndsOn }: PlannedDeadline, words: Words): Section {
  const { heading, counted } = words.letters.deadline.whereFrom;
  const from = termEndsOn === undefined ? [] : [counted(dayBefore(termEndsOn))];
  return { heading, paragraphs: [`${capitalized(clause)}.`, ...from] };
}
