// What comes of what people do to an agreement.
import type { Agreement, AgreementEvent, Instant, Replan } from './agreement.ts';
import { check, lastNoticeTo, sentNotice } from './check.ts';
import type { Examined } from './command.ts';
import { Refusal } from './refusal.ts';

/**
 * What happens by a command.
 * @throws {Refusal} if it does not fit the agreement as it is.
 */
export function decide(agreement: Agreement, { command, replan }: Examined, now: Instant): AgreementEvent[] {
  check(agreement, command, now);
  const { by, reason } = command;
  const act = { at: now, by, ...(reason !== undefined && { reason }) };
  switch (command.type) {
    case 'accept':
      return [{ type: 'accepted', ...act, ...referenceOf(command), ...(replan && { replan }) }];
    case 'determine': {
      const { determination: id, reference } = command;
      return [{ type: 'determined', ...act, determination: { id, at: now, by, reference } }];
    }
    case 'renew': {
      const { price, length = ownLength(agreement) } = command;
      const decision = { kind: 'renew' as const, ...act, length, ...(price && { price }) };
      return [{ type: 'decided', ...act, decision }];
    }
    case 'decline':
      return [{ type: 'decided', ...act, decision: { kind: 'decline', ...act } }];
    case 'switch':
      return [{ type: 'decided', ...act, decision: { kind: 'decline', ...act, to: command.to } }];
    case 'extend':
      return [{ type: 'extended', ...act, length: command.length, replan: needed(replan) }];
    case 'amend':
      return [{ type: 'amended', ...act, replan: needed(replan) }];
    case 'suspend':
      return [{ type: 'suspended', ...act }];
    case 'reinstate':
      return [{ type: 'reinstated', ...act, clock: command.clock, ...(replan && { replan }) }];
    case 'terminate':
      return [{ type: 'terminated', ...act }];
    case 'change-contacts':
      return [{ type: 'contacts-changed', ...act, contacts: command.contacts }];
    case 'retry':
      return [{ type: 'retried', ...act }];
    case 'acknowledge':
      return [{ type: 'acknowledged', ...act, notice: sentNotice(agreement, command.notice).id }];
    case 'resend': {
      const notice = sentNotice(agreement, command.notice);
      const id = `${notice.id}@${now}`;
      // A series of its own: it stands for no other, and no other for it.
      const again = { ...notice, id, series: id, dueAt: now };
      return [{ type: 'resent', ...act, notice: notice.id, again }];
    }
    case 'bounced': {
      const { address } = command;
      return [{ type: 'bounced', ...act, address, notice: lastNoticeTo(agreement, address) }];
    }
    case 'hold':
      return [{ type: 'held', ...act, ...(command.ofOffer && { ofOffer: true }) }];
    case 'release':
      return [{ type: 'released', ...act }];
    default:
      return command satisfies never;
  }
}

function referenceOf({ reference }: { reference?: string }): { reference?: string } {
  return reference === undefined ? {} : { reference };
}

/** The next term is as long as the offer's, unless told otherwise; after a fixed end it has to be told. */
function ownLength({ id, offer }: Agreement): string {
  if ('length' in offer.term) return offer.term.length;
  throw new Refusal(`Say how long the next term of ${id} is ("length"): this one has a fixed end.`);
}

function needed(replan: Replan | undefined): Replan {
  if (!replan) throw new Refusal('The dates that this leads to were not worked out.');
  return replan;
}
