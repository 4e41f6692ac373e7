// The content of an alert, which tells the operators in English about an issue.

import { withNames } from '../../../agreements/model/obligation-names.ts';
import { oneLine } from '../../../text/sentences.ts';
import { factsOf, type NoticeInput } from '../letters/facts.ts';
import { wordsIn } from '../letters/words/languages.ts';
import { aboutSection } from './closing-sections.ts';
import type { Content } from './content.ts';

export function alertContent(alert: string, input: Omit<NoticeInput, 'recipients' | 'about'>): Content {
  const words = wordsIn.en;
  const facts = factsOf({ ...input, recipients: [] }, words);
  const text = withNames(oneLine(alert));
  const { brief, agency, product, termLastDay } = facts;
  const { number, startsOn } = brief.term;
  const toDo = `Please look into it. Run "onegov show ${brief.agreement}" to see where the agreement stands.`;
  return {
    subject: `Open issue: ${agency}, ${product}`,
    preheader: text,
    lead: [text, toDo],
    sections: [
      {
        heading: 'The agreement',
        list: [
          `Agreement: ${brief.agreement}`,
          `Phase: ${brief.status}`,
          `Term ${number}: ${words.longDay(startsOn)}, ${termLastDay ? `through ${words.longDay(termLastDay)}` : 'with no end date'}`,
        ],
      },
      aboutSection(facts, words),
    ],
  };
}
