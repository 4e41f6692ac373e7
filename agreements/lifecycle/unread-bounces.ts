// What came back and a person has to look at: how the issue with it opens and is resolved, and when operators are told.
import { isSameAddress } from '../contacts/recipients.ts';
import type { Agreement, Issue } from '../model/agreement.ts';
import type { AgreementEvent } from '../model/events.ts';
import { alertId, alertIsAbout } from '../model/ids.ts';
import type { NoticeObligation } from '../model/obligations.ts';
import type { Instant } from '../time/instants.ts';
import { between, day } from '../time/instants.ts';
import { withAlert } from './alerts.ts';
import { withIssue } from './issues.ts';
import { freeId } from './known-ids.ts';

type Unread = Extract<AgreementEvent, { type: 'bounce-unread' }>;

/** With an issue for the message that something came back for, and an alert unless there was one within a day. */
export function afterUnreadBounce(agreement: Agreement, event: Unread): Agreement {
  const { at, address, messageId, notices, lines } = event;
  const [obligation] = notices;
  if (!obligation || agreement.issues.some((issue) => isOf(issue, event))) return agreement;
  const next = withIssue(agreement, {
    kind: 'bounce-unread',
    obligation,
    since: at,
    text: `${obligation.id}: something came back for it, and a person has to look at it; its lines are in "onegov show"`,
    refused: [address],
    messageId,
  });
  return wasToldWithinADay(agreement, at) ? next : withUnreadAlert(next, at, address, lines);
}

const about = 'bounce-unread';

function withUnreadAlert(agreement: Agreement, at: Instant, address: string, lines: string[]): Agreement {
  const id = freeId((instant) => alertId(about, instant), at, agreement);
  const text = `Something came back for a message to ${address}, and a person has to look at it: "${lines.join(' / ')}". If the message did not arrive, use "bounced", and the next contact gets it. If it did, use "acknowledge".`;
  return withAlert(agreement, id, at, text);
}

function wasToldWithinADay({ plan, record }: Agreement, now: Instant): boolean {
  const isPlanned = plan.some(({ id }) => alertIsAbout(id) === about);
  const wasSent = record.some(
    (entry) =>
      entry.type === 'settled' &&
      entry.outcome === 'carried-out' &&
      alertIsAbout(entry.id) === about &&
      between(entry.at, now) < day,
  );
  return isPlanned || wasSent;
}

/** Without the issue with a message, once it is on record that the message bounced. */
export function withoutUnread(
  agreement: Agreement,
  bounce: Pick<Unread, 'address' | 'messageId'>,
): Agreement {
  return { ...agreement, issues: agreement.issues.filter((issue) => !isOf(issue, bounce)) };
}

/** Without the issues with messages that held a notice which an operator says was seen. */
export function afterAcknowledgment(
  agreement: Agreement,
  { notice, answers }: Extract<AgreementEvent, { type: 'acknowledged' }>,
): Agreement {
  // By the link in a message, a contact speaks for that message only.
  if (answers !== undefined) return agreement;
  const isSeen = (issue: Issue) =>
    issue.kind === 'bounce-unread' && noticesUnread(agreement, issue).some(({ id }) => id === notice);
  return { ...agreement, issues: agreement.issues.filter((issue) => !isSeen(issue)) };
}

/** The notices of the message that an issue is about. */
export function noticesUnread({ record }: Agreement, { messageId }: Issue): NoticeObligation[] {
  const entry = record.find((one) => one.type === 'bounce-unread' && one.messageId === messageId);
  return entry?.type === 'bounce-unread' ? entry.notices : [];
}

function isOf(issue: Issue, { address, messageId }: Pick<Unread, 'address' | 'messageId'>): boolean {
  return (
    issue.kind === 'bounce-unread' &&
    issue.messageId === messageId &&
    (issue.refused ?? []).some((one) => isSameAddress(one, address))
  );
}
