// What the operators are told when mail comes back: the address, the server's words, and what to do.
import type { Agreement } from '../model/agreement.ts';
import type { AgreementEvent } from '../model/events.ts';
import { alertId } from '../model/ids.ts';
import { meaningOfBounce } from '../model/stored.ts';
import { withAlert } from './alerts.ts';
import { freeId } from './known-ids.ts';

type Bounced = Extract<AgreementEvent, { type: 'bounced' }>;

/**
 * With an alert about mail that came back.
 * @param isLast mail reaches no other contact of the agency
 */
export function withBounceAlert(agreement: Agreement, event: Bounced, isLast: boolean): Agreement {
  const { at, by, reason } = event;
  const said = reason ? ` ${by === 'the mail server' ? 'The server said' : `${by} wrote`}: "${reason}".` : '';
  const { what, follows } = wordsOf(event, isLast);
  const id = freeId((instant) => alertId('bounced', instant), at, agreement);
  const isShared = meaningOfBounce(event) === 'our-mail-refused';
  return withAlert(agreement, id, at, `${what}${said} ${follows}`, isShared);
}

const nameAnother = 'use "name-contact" with "--instead" to name another address.';

/** What happened, and what follows and is to be done. */
function wordsOf(event: Bounced, isLast: boolean): { what: string; follows: string } {
  const { address } = event;
  const meaning = meaningOfBounce(event);
  const last = isLast ? ', and mail reaches no other contact of the agency' : '';
  switch (meaning) {
    case 'no-mailbox':
      return {
        what: `Mail to ${address} bounces: the mailbox does not exist or takes no mail${last}.`,
        follows: `${isLast ? '' : 'What came back goes to the next contact, and so does what follows. '}Please ${nameAnother}`,
      };
    case 'passing':
      return {
        what: `Mail to ${address} bounces for a cause that may pass, such as a full mailbox${last}.`,
        follows: `${isLast ? '' : 'What came back goes to the next contact. '}What follows is still sent to this address. If it bounces again, ${nameAnother}`,
      };
    case 'our-mail-refused':
      return {
        what: `A mail server refuses our mail. It did not take a message to ${address}.`,
        follows: `No contact is marked as unreachable. What was refused is sent again up to three times within five days, and what follows is still sent. Check the SPF, DKIM and DMARC records of our domain, and whether our mail server is on a blocklist. When that is fixed, run "retry". You get one such alert a day for all agreements: "onegov issues" lists those that have the same issue.`,
      };
    case 'message-refused':
      return {
        what: `A mail server refuses a message to ${address} because of its size or content.`,
        follows: `Nobody gets it in place of this contact, and what follows is still sent. Tell the contact in another way; or shorten what the offer or the order says in it, and run "retry".`,
      };
    default:
      return meaning satisfies never;
  }
}
