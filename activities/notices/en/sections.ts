// Parts that several notices of the English edition share, and what stands around each.
import { shiftDate } from '../../../agreements/calendar.ts';
import type { Frame } from '../edition.ts';
import { type Facts, stayingNames } from '../facts.ts';
import type { Section } from '../wording.ts';
import { listed, longDay } from './phrases.ts';

/** Texts of the offer, as they stand there; nothing if it has none. */
export function given(heading: string, list: string[]): Section[] {
  return list.length ? [{ heading, list }] : [];
}

export function whatYouHave({ brief, termLastDay }: Facts): Section {
  return {
    heading: 'What you have, and until when',
    list: brief.features.map(({ name, ends }) =>
      ends
        ? `${name}: through ${longDay(shiftDate(ends.on, '-P1D'))}`
        : `${name}: the whole term, through ${longDay(termLastDay)}`,
    ),
  };
}

export function whatStays(facts: Facts): Section {
  const heading = 'What stays';
  const staying = stayingNames(facts);
  const until = `through ${longDay(facts.termLastDay)}`;
  return staying.length
    ? { heading, paragraphs: [`Your agency keeps, ${until}:`], list: staying }
    : { heading, paragraphs: [`All else stays as it is, ${until}.`] };
}

/** Why it happened, and the reason given; nothing if neither is known. */
export function why(reason: string | undefined, cause?: string): Section[] {
  const paragraphs = [...(cause ? [cause] : []), ...(reason ? [`Reason given: ${reason}`] : [])];
  return paragraphs.length ? [{ heading: 'Why', paragraphs }] : [];
}

export function theDecision({ brief: { decision }, dayOf }: Facts): Section[] {
  if (!decision) return [];
  const recorded = `Recorded on ${dayOf(decision.at)}, by ${decision.by}.`;
  const goesOn =
    decision.kind === 'decline' && decision.to
      ? [`Your agency goes on with another offer (${decision.to}).`]
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
      'A last day counts in full: what ends, ends at midnight at the end of that day.',
    ],
  }),

  whoGotIt: (recipients) => {
    const heading = 'Who got this notice';
    const list = recipients.map(({ name, email, roles }) =>
      roles.length ? `${name || email} (${listed(roles)})` : name || email,
    );
    return list.length === 1
      ? { heading, list, paragraphs: ['Forward it to whoever else needs to know.'] }
      : { heading, list };
  },

  questions: {
    heading: 'Questions',
    paragraphs: ['Reply to this message. Your reply goes to the people who run this program.'],
  },

  answer: {
    accept: 'Read the terms and answer',
    decide: 'Say whether you renew or decline',
    trained: 'Report completed trainings',
    acknowledge: 'Confirm that you got this message',
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
        ? 'This day no longer holds. Open the calendar file that comes with this message: it takes the day out of your calendar.'
        : 'These days no longer hold. Open the calendar files that come with this message: they take the days out of your calendar.',
    ],
    list: days,
  }),

  lastDayOf: (what) => `Last day: ${what}`,
  lastDayToAccept: (product) => `Last day to accept the terms: ${product}`,
  doByToday: (text, product) => `Do by today: ${text} (${product})`,
};
