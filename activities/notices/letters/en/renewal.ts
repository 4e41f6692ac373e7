// The English words about a term that ends: whether to renew, and what became of it.

import type { Letter, Section } from '../../content/content.ts';
import { type Ending, endingOf } from '../edition.ts';
import type { Facts } from '../facts.ts';
import { countdown, longDay, shortDay, spokenPeriod, spokenPrice, timeLeft } from './phrases.ts';
import { accountsAreOff, given, untilWhen, why } from './sections.ts';

export function renewal(facts: Facts): Letter {
  const { product, brief, daysLeft, byLink, termLastDay, graceLastDay } = facts;
  const past = daysLeft < 1;
  const decide = `Please decide ${past ? 'now' : 'by then'} whether to renew or to decline`;
  return {
    subject: past
      ? `${product}: the term ended, and no decision is recorded`
      : `${product}: ${countdown(daysLeft, graceLastDay ? 'of this term' : 'to decide about renewal')}`,
    lead: [
      termEnds(facts),
      byLink
        ? `${decide}, and answer by the link in this message or by reply.`
        : `${decide}, and reply with your decision.`,
    ],
    sections: [
      ifNot('If nobody decides', facts),
      ...whatItCosts(facts),
      {
        heading: 'What to do',
        steps: [
          `Ask the people who use ${product} what they need it for.`,
          'Ask your contracting officer what a renewal takes, and how long that takes.',
          ...deciding(byLink),
        ],
      },
      ...given('What is known about renewing', brief.renewalRules),
      ...given('What your agency has today', untilWhen(brief.features, termLastDay)),
      ...otherProducts(facts),
    ],
  };
}

function deciding(byLink: boolean): string[] {
  return [
    'Decide: renew or decline. Both are fine.',
    `${byLink ? 'Answer by the link in this message, or reply' : 'Reply'} with the decision and the name of who made it.`,
  ];
}

function whatItCosts({ brief: { term }, termLastDay }: Facts): Section[] {
  if (!term.price) return [];
  const now = `In this term, through ${longDay(termLastDay)}: ${spokenPrice(term.price)}`;
  return [{ heading: 'What it costs', list: [now, "In a next term: what your agency's own order says"] }];
}

function otherProducts({ alternatives: list }: Facts): Section[] {
  const paragraphs = [
    'This program has these offers as well, in alphabetical order. Reply to ask which of them your agency can have.',
  ];
  return list.length > 0 ? [{ heading: 'Other products', paragraphs, list }] : [];
}

/** The agency has asked for renewal, and nobody has recorded it yet. */
export function renewalAsked(facts: Facts): Letter {
  const { product, brief, daysLeft } = facts;
  return {
    subject:
      daysLeft < 1
        ? `${product}: the term ended, and no renewal is recorded`
        : `${product}: ${countdown(daysLeft, 'to get the renewal recorded')}`,
    lead: [
      termEnds(facts),
      'Your agency has asked for renewal, and it is not recorded yet. Please ask whoever carries it out what is missing.',
    ],
    sections: [
      ifNot('If no renewal is recorded', facts),
      {
        heading: 'What to do',
        steps: [
          'Ask your contracting officer how far the renewal is, and what is still missing.',
          'Reply if there is something that you need for it, or if your agency has decided otherwise.',
          'Count on it only once a notice says that it is renewed.',
        ],
      },
      ...given('What is known about renewing', brief.renewalRules),
    ],
  };
}

function termEnds({ product, agency, lastDay, daysLeft, midnightAfter }: Facts): string {
  const ends = daysLeft < 1 ? 'ended' : 'ends';
  return `The term of ${product} for ${agency} ${ends} at ${midnightAfter(lastDay)}. ${timeLeft(daysLeft)}`;
}

function ifNot(heading: string, { brief, lastDay, graceLastDay }: Facts): Section {
  return {
    heading,
    paragraphs: [
      graceLastDay
        ? `Access stays for ${spokenPeriod(brief.grace)} after the term, through ${longDay(graceLastDay)}. Then it ends.`
        : `Access ends with the term. The last day with it is ${longDay(lastDay)}.`,
      'The agreement does not renew by itself.',
    ],
  };
}

export function accessEnded(facts: Facts): Letter {
  const { product, agency, brief, about, lastDay, today, midnightAfter } = facts;
  const ending = endingOf(facts);
  const when = about ? midnightAfter(lastDay) : longDay(today);
  return {
    subject: `${product}: access has ended`,
    lead: [
      `Your agency, ${agency}, had access to ${product} until ${when}.`,
      `Please tell your people that they can no longer use ${product}. Nothing else is needed.`,
    ],
    sections: [...why(brief.reason, ending && endings[ending]), accountsAreOff()],
  };
}

export function graceBegan({
  product,
  brief,
  lastDay,
  midnightAfter,
  byLink,
  graceLastDay = lastDay,
}: Facts): Letter {
  const stays = `Access stays for ${spokenPeriod(brief.grace)} more, through ${longDay(graceLastDay)}.`;
  const ended = `The term ended at ${midnightAfter(lastDay)}`;
  return {
    subject: `${product}: the term ended, access stays through ${shortDay(graceLastDay)}`,
    lead: brief.renewalAsked
      ? [
          `${ended}. Your agency has asked for renewal, and it is not recorded yet. ${stays}`,
          'Please ask whoever carries out the renewal what is missing.',
        ]
      : [
          `${ended}, without a decision. ${stays}`,
          `Please decide by then whether to renew or to decline, and ${byLink ? 'answer by the link in this message or by reply' : 'reply with your decision'}.`,
        ],
    sections: [
      {
        heading: 'What to do',
        steps: brief.renewalAsked
          ? [
              'Ask your contracting officer how far the renewal is, and what is still missing.',
              'Reply if your agency has decided otherwise.',
            ]
          : deciding(byLink),
      },
    ],
  };
}

/** Why access ended. */
export const endings: Record<Ending, string> = {
  expired: 'The term ended, and nobody had decided to renew.',
  unrenewed: 'The term ended. Your agency had asked for renewal, and none was recorded.',
  declined: 'Your agency declined to renew, and the term ended.',
  terminated: 'The agreement was terminated.',
  withdrawn: 'The agreement was withdrawn.',
};
