// The English words before an agreement begins, and about its people: terms, training, who takes over, fresh links.
import { daysBetween } from '../../../../agreements/time/calendar.ts';
import type { Letter, Section } from '../../content/content.ts';
import { capitalized, type Facts, helpOf } from '../facts.ts';
import { countOf, longDay, shortDay, spokenPeriod, spokenPrice, timeLeft } from './phrases.ts';
import { given, why } from './sections.ts';

/** Terms that are still to be accepted. */
export function terms(facts: Facts): Letter {
  const { agency, product, brief, about, lastDay, daysLeft, midnightAfter, byLink } = facts;
  const until = about ? ` until ${midnightAfter(lastDay)}. ${timeLeft(daysLeft)}` : '.';
  const how = byLink ? 'Accept by the link in this message, or reply' : 'Reply';
  return {
    subject: `${product}: ${about ? `accept the terms by ${shortDay(lastDay)}` : 'the terms to accept'}`,
    lead: [
      `${agency} can have ${product}. Your agency can accept the terms${until}`,
      'Please read what it contains, and accept it from a day of your choice, or name the contact who can.',
    ],
    sections: [
      whatIsOffered(facts),
      ...given(`What ${brief.vendor} promises`, brief.assurances),
      ...given('Help that comes with it', brief.support),
      ...given('What is known about renewing', brief.renewalRules),
      {
        heading: 'What to do',
        steps: [
          'Find out who accepts terms for your agency, and ask them.',
          'Choose the day on which it is to start.',
          `${how}: that your agency accepts, from which day, and where that is written.`,
          'If your agency does not want it, say so the same way. Then nobody is reminded again.',
        ],
      },
      ...(about
        ? [
            {
              heading: 'If nobody accepts',
              paragraphs: [
                `The agreement is withdrawn after ${longDay(lastDay)}. No access has been given by then, so your agency can ask for it again.`,
              ],
            },
          ]
        : []),
    ],
  };
}

export function whatIsOffered({ brief, termLastDay }: Facts): Section {
  const { term, features, length } = brief;
  return {
    heading: 'What your agency would have',
    list: [
      ...features.map(({ name, ends }) =>
        ends
          ? `${capitalized(name)}: for the first ${countOf(daysBetween(term.startsOn, ends.on), 'day')}`
          : `${capitalized(name)}: the whole term`,
      ),
      length
        ? `The term lasts ${spokenPeriod(length)}, from the day on which it starts`
        : `The term runs through ${longDay(termLastDay)}, whenever it starts`,
      ...(term.price ? [`Price in this term: ${spokenPrice(term.price)}`] : []),
    ],
  };
}

/** Withdrawn before access was ever given. */
export function withdrawn({ agency, product, brief, happenedOn }: Facts): Letter {
  return {
    subject: `${product}: the agreement was withdrawn`,
    lead: [
      `The agreement on ${product} for ${agency} was withdrawn on ${longDay(happenedOn)}, before access began.`,
      'You do not need to do anything. Reply if your agency still wants it.',
    ],
    sections: why(brief.reason, brief.lapsed && 'Nobody accepted the terms in time.'),
  };
}

/** Sessions that were told are others now. */
export function trainingChanged({ agency, product, nextSession }: Facts): Letter {
  const next = nextSession ? `The next one starts on ${nextSession}.` : 'None is planned for now.';
  return {
    subject: `${product}: the training sessions have changed`,
    lead: [
      `The training sessions of ${product} for ${agency} have changed. ${next}`,
      'The list in earlier notices no longer holds. Please tell those who plan to take part.',
    ],
    sections: [
      {
        heading: 'What to do',
        steps: [
          'Forward this notice to those who plan to take part.',
          'Open the calendar files that come with this message. They bring your calendar up to date.',
          'Reply if you want to know how to sign up.',
        ],
      },
    ],
  };
}

/** To those who have not completed a training yet, once. */
export function trainingReminder(facts: Facts): Letter {
  const { agency, product } = facts;
  return {
    subject: `${product}: a training is still open to you`,
    lead: [
      `Nothing on record says that you have completed a training in ${product} at ${agency}.`,
      'Please take part in one, or tell us if you have. This is the only reminder.',
    ],
    sections: [
      ...given('What is offered', helpOf(facts)),
      {
        heading: 'What to do',
        steps: [
          'Choose what fits your work.',
          'Report it when you have completed it, for yourself and for colleagues.',
          'Reply if you want to know how to sign up.',
        ],
      },
    ],
  };
}

/** A contact left: the others are asked. */
export function contactWanted({ agency, product }: Facts): Letter {
  return {
    subject: `${product}: who takes over?`,
    lead: [
      `A contact of ${agency} for ${product} says that this is no longer their job, and gets no more notices.`,
      'Please name who takes over.',
    ],
    sections: [
      {
        heading: 'What to do',
        steps: [
          'Find out who looks after this agreement from now on.',
          'Name that person, with a mail address and a role. It may be you.',
          'Look at who still gets the notices, below. Reply if somebody else should.',
        ],
      },
    ],
  };
}

/** What somebody asked for whose link was of no use any more. */
export function freshLink({ agency, product }: Facts): Letter {
  return {
    subject: `${product}: your new link`,
    lead: [
      `This is a new link to the page of ${agency} for ${product}, as you asked.`,
      'Please use it instead of the one before. Reply if you did not ask for it.',
    ],
    sections: [],
  };
}
