// Mail that came back: who gets it instead, and what operators have to do.
import { contactWith, isSameAddress, reachableContacts } from '../contacts/recipients.ts';
import type { Agreement, Issue } from '../model/agreement.ts';
import type { AgreementEvent } from '../model/events.ts';
import { alertId } from '../model/ids.ts';
import type { Instant } from '../time/instants.ts';
import { withAlert } from './alerts.ts';
import { freeId } from './known-ids.ts';
import { dueAgainForMissed } from './sending-again.ts';

type Bounced = Extract<AgreementEvent, { type: 'bounced' }>;

/**
 * The agreement after a bounce. What came back goes to the next contact; if the contact was replaced since, to those who
 * are contacts now.
 */
export function afterBounce(agreement: Agreement, event: Bounced): Agreement {
  const { at, address, notices, passing } = event;
  const next = contactWith(address, agreement) ? withBounce(agreement, event) : agreement;
  const missed = passing ? notices.map((one) => ({ ...one, but: [...(one.but ?? []), address] })) : notices;
  const again = dueAgainForMissed(missed, { ...next, record: [...next.record, event] }, at);
  return { ...next, plan: [...again, ...next.plan] };
}

/**
 * With an issue for each notice that came back. What follows goes to the next contact, too, until somebody names another
 * address; but not if the cause may pass. The operators get one alert for each address.
 */
function withBounce(agreement: Agreement, { at, address, notices, passing }: Bounced): Agreement {
  const { unreachable = [], issues } = agreement;
  const isIt = (one: string) => isSameAddress(one, address);
  const isKnown = issues.some(({ kind, refused = [] }) => kind === 'bounced' && refused.some(isIt));
  const isMarked = passing || unreachable.some(isIt);
  const isLast = reachableContacts(agreement, [address]).length === 0;
  const text = `it came back from a contact's address${isLast ? ', and mail reaches no other one' : ''}`;
  const bounced = notices.map(
    (obligation): Issue => ({
      kind: 'bounced',
      obligation,
      since: at,
      text: `${obligation.id}: ${text}`,
      refused: [address],
    }),
  );
  const next: Agreement = {
    ...agreement,
    issues: [...issues, ...bounced],
    ...(!isMarked && { unreachable: [...unreachable, address.toLowerCase()] }),
  };
  return isKnown ? next : withBounceAlert(next, isLast, at);
}

function withBounceAlert(agreement: Agreement, isLast: boolean, at: Instant): Agreement {
  const what = isLast
    ? 'Mail to a contact bounces, and mail reaches no other contact of the agency.'
    : 'Mail to a contact bounces, so it goes to the next contact.';
  const id = freeId((instant) => alertId('bounced', instant), at, agreement);
  return withAlert(agreement, id, at, `${what} Name another address: "name-contact" with "--instead".`);
}
