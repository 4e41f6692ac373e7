// Resend: a notice goes out again, to the current contacts and with the current facts.

import { dueAgain } from '../../lifecycle/sending-again.ts';
import { obligationName } from '../../model/obligation-names.ts';
import { reasonInWords } from '../../model/reason-words.ts';
import { whyIrrelevant, whyIrrelevantAt } from '../../obligations/relevance.ts';
import type { Definition } from '../definition.ts';
import { byWhom, type EventWords } from '../shared/event-words.ts';
import { sentNotice } from '../shared/sent-notice.ts';
import type { Resend } from './schema.ts';

export const resend: Definition<Resend> = {
  verb: 'resend its notices',
  fitsWhenOver: true,
  objection: (agreement, { notice }, now) => {
    const sent = sentNotice(agreement, notice);
    const why = now ? whyIrrelevantAt(agreement, sent, now) : whyIrrelevant(agreement, sent);
    return why && `${notice} of ${agreement.id} can't be resent: ${reasonInWords(why)}.`;
  },
  events: ({ agreement, command, act }) => {
    const notice = sentNotice(agreement, command.notice);
    return [{ type: 'resent', ...act, notice: notice.id, again: dueAgain(notice, act.at, agreement) }];
  },
};

export const resent: EventWords<'resent'> = (entry) => ({
  what: 'resent',
  text: `${obligationName(entry.notice)}, ${byWhom(entry)}`,
});
