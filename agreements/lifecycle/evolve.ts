// How each event changes an agreement. Pure: the same events always give the same state.

import type { Agreement } from '../model/agreement.ts';
import type { AgreementEvent, RecordEntry } from '../model/events.ts';
import { recorded, settledEntry } from '../model/record.ts';
import { awaitsAcceptance } from '../model/status.ts';
import type { InProgress } from '../obligations/in-progress.ts';
import { afterAnswer } from './agency-answers.ts';
import { withAlertIfByLink, withAlertOfCancellation } from './alerts.ts';
import { afterBounce } from './bounces.ts';
import { withContacts } from './contact-changes.ts';
import { afterDelay, withFreshTries } from './delays.ts';
import { stepsAgainst } from './drift.ts';
import { withReceipt } from './in-directory.ts';
import { withoutPastIssues } from './issues.ts';
import { afterAcceptance, afterTermBegan, withNewDates } from './new-dates.ts';
import { afterDecision, resumed, suspended, terminated, withAtOnce } from './phases.ts';
import { afterRetry } from './sending-again.ts';
import { afterSettlement, withoutIrrelevant } from './settlements.ts';
import { withInvitations } from './training-invitations.ts';
import { afterAcknowledgment, afterUnreadBounce, withoutUnread } from './unread-bounces.ts';
import { asItEnded, withInProgress } from './while-in-progress.ts';

/**
 * The agreement after an event. The event is on its record, and what the event has made irrelevant has ended.
 * @param inProgress what is being carried out meanwhile: it ends by what comes of it, not by this event
 */
export function evolve(
  agreement: Agreement,
  happened: AgreementEvent,
  inProgress: InProgress = new Map(),
): Agreement {
  const event = besideInProgress(agreement, asItEnded(agreement, happened), inProgress);
  const { replan, unanswered: _, ...noted } = { replan: undefined, unanswered: undefined, ...event };
  const settlements = [...(event.type === 'settled' ? [event] : []), ...(replan?.settled ?? [])];
  const entries = [
    ...(event.type === 'settled' ? [] : [noted as RecordEntry]),
    ...settlements.map((settlement) => settledEntry(agreement, settlement)),
  ];
  const next = recorded(apply(agreement, event), entries);
  const invited = withInvitations(next, event, inProgress);
  return withoutPastIssues(withoutIrrelevant(invited, event.at, inProgress));
}

function besideInProgress(agreement: Agreement, event: AgreementEvent, inProgress: InProgress) {
  const { replan } = { replan: undefined, ...event };
  return replan ? { ...event, replan: withInProgress(replan, agreement, inProgress) } : event;
}

/** The agreement after several events in order. */
export function evolveAll(agreement: Agreement, events: AgreementEvent[]): Agreement {
  return events.reduce((state, event) => evolve(state, event), agreement);
}

function apply(agreement: Agreement, event: AgreementEvent): Agreement {
  switch (event.type) {
    case 'agreed':
    case 'restored':
      return agreement;
    case 'acknowledged':
      return afterAcknowledgment(agreement, event);
    case 'accepted':
      return withAlertIfByLink(
        afterAcceptance(agreement, event),
        event,
        'The agency has accepted the terms.',
      );
    case 'determined':
      return { ...agreement, determinations: [...agreement.determinations, event.determination] };
    case 'settled':
      return afterSettlement(withReceipt(agreement, event), event);
    case 'delayed':
      return afterDelay(withReceipt(agreement, event), event);
    case 'decided':
      return withAlertIfByLink(
        afterDecision(agreement, event.decision),
        event,
        awaitsAcceptance(agreement)
          ? 'The agency does not want what was offered, so it is withdrawn.'
          : `The agency has decided to ${event.decision.kind}.`,
      );
    case 'suspended':
      if (awaitsAcceptance(agreement)) return suspended(agreement, event.at);
      return withAtOnce(suspended(agreement, event.at), event.at, 'suspended', 'end-access');
    case 'reinstated':
      if (awaitsAcceptance(agreement)) return withNewDates(resumed(agreement), event.replan);
      return withAtOnce(
        withNewDates(resumed(agreement), event.replan),
        event.at,
        'reinstated',
        'grant-access',
        event.accessFrom !== undefined,
      );
    case 'amended':
      return withNewDates(agreement, event.replan);
    case 'closures-observed': {
      const agency = { ...agreement.agency, closures: event.closures };
      return withNewDates({ ...agreement, agency }, event.replan);
    }
    case 'extended': {
      const extensions = [...(agreement.extensions ?? []), event.length];
      return { ...withNewDates(agreement, event.replan), extensions };
    }
    case 'contacts-changed':
      return withAlertIfByLink(
        withContacts(agreement, event.contacts, event.at),
        event,
        'The agency has changed its contacts.',
      );
    case 'drift-found':
      return {
        ...agreement,
        plan: [...stepsAgainst(agreement, event.drift, event.at), ...agreement.plan],
      };
    case 'cancellation-asked':
      return withAlertOfCancellation(agreement, event.at);
    case 'terminated':
      return terminated(agreement, event.at);
    case 'retried':
      return afterRetry(agreement, event.at);
    case 'resent':
      return { ...agreement, plan: [event.again, ...agreement.plan] };
    case 'bounced':
      return afterBounce(withoutUnread(agreement, event), event);
    case 'bounce-unread':
      return afterUnreadBounce(agreement, event);
    case 'held': {
      const { at, by, reason, ofOffer } = event;
      const why = reason === undefined ? {} : { reason };
      return { ...agreement, hold: { at, by, ...why, ...(ofOffer && { ofOffer }) } };
    }
    case 'released': {
      const { hold: _, ...rest } = agreement;
      const { plan, ...next } = withNewDates(rest, event.replan);
      return { ...next, plan: plan.map((one) => (one.kind === 'notice' ? withFreshTries(one) : one)) };
    }
    case 'renewal-asked':
    case 'contact-left':
    case 'pace-chosen':
    case 'link-asked':
    case 'trained':
      return afterAnswer(agreement, event);
    case 'term-began':
      return afterTermBegan(agreement, event.replan);
    default:
      return event satisfies never;
  }
}
