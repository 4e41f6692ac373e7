// Tells the operators of mail that came back and can't be put on record: too late, or from an address of nobody's.

import type { Report } from '../../agreements/reports/report.ts';
import { hour } from '../../agreements/time/instants.ts';
import type { Outbox } from '../notices/delivery/smtp-client.ts';
import type { Sender } from '../notices/message/message.ts';
import { reportMessage } from '../notices/message/report-message.ts';
import type { CameBack, Unrecorded } from './record-bounce.ts';

const words: Record<Unrecorded, [string, string]> = {
  over: [
    ' is over',
    'The agreement is over, so nobody else gets it, and no record has it: see whether somebody should still be told.',
  ],
  elsewhere: [
    ', from another address',
    'The mail server names another address, to which it was passed on or which is another name of the same mailbox. Nothing is marked: ask whether it has come, or put it on record with "onegov bounced".',
  ],
};

/**
 * What sends one mail for each message that came back, with a Message-ID made of that one's; at most 20 in an hour, for
 * more are one trouble. It rejects if the mail server can't take it for now.
 */
export function tellsUnrecorded(outbox: Pick<Outbox, 'hand'>, sender: Sender) {
  const told = new Map<string, number>();
  return async (id: string, { address, messageId, reason }: CameBack, why: Unrecorded): Promise<void> => {
    const now = new Date();
    for (const [one, at] of told) if (at <= now.getTime() - hour) told.delete(one);
    if (told.has(messageId) || told.size >= 20) return;
    told.set(messageId, now.getTime());
    const [what, consequence] = words[why];
    const report: Report = {
      subject: `Mail came back: ${id}${what}`,
      lead: [`A notice of ${id} to ${address} came back.`, consequence],
      sections: [{ heading: 'What came back', list: [`Message-ID: ${messageId}`, `The reason: ${reason}`] }],
      found: 1,
    };
    const order = { id: `bounce:${messageId}`, now: now.toISOString(), report };
    const { is } = await outbox.hand(reportMessage(order, sender), async () => {});
    if (is !== 'later') return;
    told.delete(messageId);
    throw new Error('the mail server has not taken what tells the operators of it.');
  };
}
