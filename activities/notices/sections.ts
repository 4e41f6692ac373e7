// Parts that several notices share.
import type { Contact, Feature } from '../../agreements/agreement.ts';
import { shiftDate } from '../../agreements/calendar.ts';
import { type Facts, listed, longDay } from './facts.ts';
import type { Section } from './wording.ts';

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

export function whatStays({ brief, about, termLastDay }: Facts): Section {
  const heading = 'What stays';
  const staying = namesOf(brief.features).filter((name) => !about?.features.includes(name));
  const until = `through ${longDay(termLastDay)}`;
  return staying.length
    ? { heading, paragraphs: [`Your agency keeps, ${until}:`], list: staying }
    : { heading, paragraphs: [`All else stays as it is, ${until}.`] };
}

export function namesOf(features: Feature[]): string[] {
  return features.map(({ name }) => name);
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

export function aboutThis({ brief, agency, product, zone, today }: Facts): Section {
  return {
    heading: 'About this notice',
    paragraphs: [
      `It is about ${product} (${brief.vendor}) for ${agency} (${brief.agency.id}).`,
      `Days and times are in ${zone}, where the agency is. Today means ${longDay(today)}.`,
      'A last day counts in full: what ends, ends at midnight at the end of that day.',
    ],
  };
}

export function whoGotIt(recipients: Contact[]): Section {
  const heading = 'Who got this notice';
  const list = recipients.map(({ name, email, roles }) =>
    roles.length ? `${name || email} (${listed(roles)})` : name || email,
  );
  return list.length === 1
    ? { heading, list, paragraphs: ['Forward it to whoever else needs to know.'] }
    : { heading, list };
}
