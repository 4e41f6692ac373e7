// Acknowledge: the agency has seen a notice.

import { noticesInSameMessage } from '../../contacts/messages-received.ts';
import type { Agreement } from '../../model/agreement.ts';
import { obligationName } from '../../model/obligation-names.ts';
import type { Definition } from '../definition.ts';
import { byWhom, type EventWords } from '../shared/event-words.ts';
import { sentNotice } from '../shared/sent-notice.ts';
import type { Acknowledge } from './schema.ts';

export const acknowledge: Definition<Acknowledge> = {
  verb: 'acknowledge its notices',
  fitsWhenOver: true,
  objection: (agreement, command) =>
    acknowledgedBy(agreement, command).length === 0 &&
    `${command.contact} has not received ${command.notice} of ${agreement.id}.`,
  events: ({ agreement, command, act }) =>
    acknowledgedBy(agreement, command).map((notice) => ({ type: 'acknowledged', ...act, notice })),
};

/** A contact acknowledges every notice of the message that held the named one. */
function acknowledgedBy(agreement: Agreement, { notice, contact }: Acknowledge): string[] {
  return notice !== undefined && contact !== undefined
    ? noticesInSameMessage(agreement, notice, contact)
    : [sentNotice(agreement, notice).id];
}

export const acknowledged: EventWords<'acknowledged'> = (entry) => ({
  what: 'acknowledged',
  text: `${obligationName(entry.notice)}, ${byWhom(entry)}`,
});
