// Bounce-unread: something came back for a message, and a person has to look at it.

import { isSameAddress } from '../../contacts/recipients.ts';
import type { Agreement } from '../../model/agreement.ts';
import { obligationName } from '../../model/obligation-names.ts';
import type { Definition } from '../definition.ts';
import { byWhom, type EventWords } from '../shared/event-words.ts';
import { messageThatBounced } from '../shared/message-that-bounced.ts';
import type { RecordUnread } from './schema.ts';

export const recordUnread: Definition<RecordUnread> = {
  verb: 'record what came back',
  fitsWhenOver: true,
  alreadyDone: (agreement, command) =>
    isKnown(agreement, command) && `What came back is already on record for ${agreement.id}.`,
  events: ({ agreement, command, act }) => {
    const { address, lines } = command;
    return [{ type: 'bounce-unread', ...act, address, lines, ...messageThatBounced(agreement, command) }];
  },
};

function isKnown(agreement: Agreement, command: RecordUnread): boolean {
  const { address, lines } = command;
  const { messageId } = messageThatBounced(agreement, command);
  return agreement.record.some(
    (entry) =>
      entry.type === 'bounce-unread' &&
      entry.messageId === messageId &&
      isSameAddress(entry.address, address) &&
      entry.lines.join('\n') === lines.join('\n'),
  );
}

export const bounceUnread: EventWords<'bounce-unread'> = (entry) => ({
  what: 'unread',
  text: `for ${entry.notices.map(({ id }) => obligationName(id)).join('; ')} to ${entry.address} this came back, ${byWhom(entry)}: ${entry.lines.join(' / ')}`,
});
