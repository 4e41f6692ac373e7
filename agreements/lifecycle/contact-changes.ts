// What follows when contacts change: new ones get access, and what was refused or came back.
import { contactWith } from '../contacts/recipients.ts';
import type { Agreement, Issue } from '../model/agreement.ts';
import { stepId } from '../model/ids.ts';
import type { Contact } from '../model/parties.ts';
import type { Role } from '../offer/roles.ts';
import type { Instant } from '../time/instants.ts';
import { isReached } from '../time/instants.ts';
import { dueAgainForMissed } from './sending-again.ts';
import { noticesUnread } from './unread-bounces.ts';

/** The agreement with these contacts from now on. */
export function withContacts(agreement: Agreement, contacts: Contact[], at: Instant): Agreement {
  const { contactsLeft = [], ...rest } = agreement;
  const isVacant = (role: Role) => !contacts.some(({ roles }) => roles.includes(role));
  const vacant = contactsLeft.filter(({ roles }) => roles.some(isVacant));
  const changed = { ...rest, contacts, ...(vacant.length > 0 && { contactsLeft: vacant }) };
  return withoutFormerAddresses(withAccessFor(changed, at), at);
}

/**
 * New contacts get access if those before them have it or are getting it. Contacts who left keep theirs: only a person
 * knows who else needs it.
 */
function withAccessFor(agreement: Agreement, at: Instant): Agreement {
  const { status, activatedAt, plan } = agreement;
  const isBegun = plan.some(({ kind, dueAt }) => kind === 'grant-access' && isReached(dueAt, at));
  if (status === 'suspended' || !(activatedAt || isBegun)) return agreement;
  return {
    ...agreement,
    plan: [{ id: stepId('grant-access', at), kind: 'grant-access', dueAt: at }, ...plan],
  };
}

const ofAddress: Issue['kind'][] = ['refused', 'bounced', 'bounce-unread'];

/**
 * A refusal or a bounce is resolved once no contact has its addresses any more. What those addresses did not get goes to
 * the contacts of now who do not have it.
 */
function withoutFormerAddresses(agreement: Agreement, at: Instant): Agreement {
  const isContact = (address: string) => contactWith(address, agreement) !== undefined;
  const isOpen = ({ kind, refused = [] }: Issue) => !ofAddress.includes(kind) || refused.some(isContact);
  const { unreachable = [], issues, ...rest } = agreement;
  const unreached = unreachable.filter(isContact);
  const next: Agreement = {
    ...rest,
    issues: issues.filter(isOpen),
    ...(unreached.length > 0 && { unreachable: unreached }),
  };
  const missed = issues
    .filter((issue) => !isOpen(issue))
    .flatMap((issue) =>
      issue.kind === 'bounce-unread' ? noticesUnread(agreement, issue) : issue.obligation,
    );
  return { ...next, plan: [...dueAgainForMissed(missed, next, at), ...agreement.plan] };
}
