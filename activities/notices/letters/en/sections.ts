// Parts that several notices of the English edition share, and what stands around each.
import type { Feature } from '../../../../agreements/model/dates.ts';
import type { LocalDate } from '../../../../agreements/time/calendar.ts';
import { shiftDate } from '../../../../agreements/time/calendar.ts';
import type { Section } from '../../content/content.ts';
import type { Frame } from '../edition.ts';
import { capitalized, type Facts, sentence, staying } from '../facts.ts';
import { listed, longDay } from './phrases.ts';

/** Texts of the offer; nothing if it has none. */
export function given(heading: string, list: string[]): Section[] {
  return list.length ? [{ heading, list }] : [];
}

export function whatYouHave({ brief, termLastDay }: Facts): Section {
  return { heading: 'What you have, and until when', list: untilWhen(brief.features, termLastDay) };
}

/** Each feature, and its last day. */
export function untilWhen(features: Feature[], termLastDay: LocalDate): string[] {
  return features.map(({ name, ends }) =>
    ends
      ? `${capitalized(name)}: through ${longDay(shiftDate(ends.on, '-P1D'))}`
      : `${capitalized(name)}: the whole term, through ${longDay(termLastDay)}`,
  );
}

export function whatStays(facts: Facts): Section {
  const heading = 'What stays';
  const list = untilWhen(staying(facts), facts.termLastDay);
  return list.length
    ? { heading, list }
    : { heading, paragraphs: [`All else stays as it is, through ${longDay(facts.termLastDay)}.`] };
}

/** Why it happened, and the reason given; nothing if neither is known. */
export function why(reason: string | undefined, cause?: string): Section[] {
  const paragraphs = [...(cause ? [cause] : []), ...(reason ? [`Reason given: ${reason}`] : [])];
  return paragraphs.length ? [{ heading: 'Why', paragraphs }] : [];
}

export function theDecision({ brief: { decision }, dayOf, offerNamed }: Facts): Section[] {
  if (!decision) return [];
  const recorded = `Recorded on ${dayOf(decision.at)}, by ${decision.by}.`;
  const goesOn =
    decision.kind === 'decline' && decision.to
      ? [`Your agency goes on with another offer: ${offerNamed(decision.to)}.`]
      : [];
  const because = decision.reason ? [`Reason given: ${decision.reason}`] : [];
  return [{ heading: 'The decision', paragraphs: [recorded, ...goesOn, ...because] }];
}

export function accountsAreOff(): Section {
  return {
    heading: 'What happens to the accounts',
    paragraphs: [
      'The accounts made for this agreement are switched off, not deleted. Accounts that another agreement still needs stay on.',
      'Reply to this message if you need something that is in them.',
    ],
  };
}

export const frame: Frame = {
  rehearsalMark: '[Rehearsal]',
  rehearsalBanner: 'This is a rehearsal. Nothing changes for your agency.',

  aboutThis: ({ brief, agency, product, zone, today }) => ({
    heading: 'About this notice',
    paragraphs: [
      `It is about ${product} (${brief.vendor}) for ${agency} (${brief.agency.id}).`,
      `Days and times are in ${zone}, where the agency is. Today means ${longDay(today)}.`,
    ],
  }),

  whoGotIt: ({ whoGot, operatorsToo }) => ({
    heading: 'Who gets this notice',
    list: [
      ...whoGot.map(({ name, email, roles }) =>
        roles.length ? `${name || email} (${listed(roles)})` : name || email,
      ),
      ...(operatorsToo ? ['The people who run this program'] : []),
    ],
  }),

  questions: ({ askAt }) => ({
    heading: 'Questions',
    paragraphs: [
      `Reply to this message${askAt ? `, or write to ${askAt}` : ''}. Your message goes to the people who run this program.`,
    ],
  }),

  answer: {
    accept: 'Read the terms and answer',
    decide: 'Say whether you renew or decline',
    trained: 'Report completed trainings',
    acknowledge: 'Confirm that you got this message',
    name: 'Name who takes over',
    several: 'Open the page of your agreement',
  },
  linkNote: (through, forwarding) =>
    `This link is yours alone and works through ${longDay(through)}. ${forwarding === 'keep' ? 'Do not forward it.' : 'Take it out before you forward this message.'} You can also reply to this message.`,

  andMore: (subject, count) => `${subject} (and ${count} more ${count === 1 ? 'notice' : 'notices'})`,
  together: (count, { agency, product }) =>
    `There are ${count} notices about ${product} for ${agency}, the most urgent first:`,
  inThisMessage: 'In this message',

  sessions: (sessions) => ({
    heading: 'Sessions with a date',
    paragraphs: [
      'Each has a calendar file with this message. Open those of the sessions that fit. Times are in the time zone that stands beside them.',
    ],
    list: sessions,
  }),

  takenOut: (days) => ({
    heading: 'Your calendar',
    paragraphs: [
      days.length === 1
        ? 'This day no longer holds. Open the calendar file that comes with this message: it takes the day out of your calendar. If it is still there then, delete it.'
        : 'These days no longer hold. Open the calendar files that come with this message: they take the days out of your calendar. If one is still there then, delete it.',
    ],
    list: days,
  }),

  lastDayOf: (what) => `Last day: ${what}`,
  lastDayToAccept: (product) => `Last day to accept the terms: ${product}`,
  deadlineFor: (what, product) => `Deadline: ${what} (${product})`,

  dayNote: (about, { agency, product, ending, zone }) => {
    const until = `until midnight at the end of this day, ${zone}`;
    if (about.deadline) {
      const { text, clause, lastDay } = about.deadline;
      return `${agency}, ${product}. ${sentence(text)} ${capitalized(clause)} asks for it. The last day for it is ${longDay(lastDay)}.`;
    }
    if (about.event === 'acceptance') return `${agency} can accept the terms of ${product} ${until}.`;
    if (about.event === 'term-end') return `The term of ${product} for ${agency} lasts ${until}.`;
    return `${agency} has ${ending} in ${product} ${until}.`;
  },
  sessionNote: ({ agency, product }) => `A training in ${product} for ${agency}.`,
};
