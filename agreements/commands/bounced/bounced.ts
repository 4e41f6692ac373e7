// Bounced: a message bounced, so its notices go to the next contact.

import { isSameAddress } from '../../contacts/recipients.ts';
import type { Agreement } from '../../model/agreement.ts';
import { obligationName } from '../../model/obligation-names.ts';
import type { BounceMeaning } from '../../model/receipts.ts';
import type { Definition } from '../definition.ts';
import { byWhom, type EventWords } from '../shared/event-words.ts';
import { messageThatBounced } from '../shared/message-that-bounced.ts';
import type { RecordBounce } from './schema.ts';

export const recordBounce: Definition<RecordBounce> = {
  verb: 'record a bounce',
  fitsWhenOver: true,
  alreadyDone: (agreement, command) =>
    isKnown(agreement, command) && `This bounce is already on record for ${agreement.id}.`,
  events: ({ agreement, command, act }) => {
    const { address, meaning, passing } = command;
    const message = messageThatBounced(agreement, command);
    const why = { ...(meaning && { meaning }), ...(passing && { passing }) };
    return [{ type: 'bounced', ...act, address, ...message, ...why }];
  },
};

function isKnown(agreement: Agreement, command: RecordBounce): boolean {
  const { messageId } = messageThatBounced(agreement, command);
  return agreement.record.some(
    (entry) =>
      entry.type === 'bounced' &&
      entry.messageId === messageId &&
      isSameAddress(entry.address, command.address),
  );
}

export const bounced: EventWords<'bounced'> = (entry) => ({
  what: 'bounced',
  text: `${entry.notices.map(({ id }) => obligationName(id)).join('; ')} came back from ${entry.address}${entry.meaning ? ` (${meaningInWords[entry.meaning]})` : ''}, ${byWhom(entry)}`,
});

const meaningInWords: Record<BounceMeaning, string> = {
  'no-mailbox': 'no such mailbox',
  passing: 'its trouble may pass',
  'our-mail-refused': 'our mail is refused',
  'message-refused': 'refused for its size or content',
};
