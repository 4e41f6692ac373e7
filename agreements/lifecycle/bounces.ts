// Mail that came back: who gets it then, when it is sent again, and which issues and alerts follow.
import { contactWith, isSameAddress, reachableContacts } from '../contacts/recipients.ts';
import type { Agreement, Issue } from '../model/agreement.ts';
import type { AgreementEvent } from '../model/events.ts';
import { originalId } from '../model/ids.ts';
import type { NoticeObligation, Obligation } from '../model/obligations.ts';
import type { RefusalMeaning } from '../model/receipts.ts';
import { meaningOfBounce } from '../model/stored.ts';
import { timeLeft } from '../obligations/retry.ts';
import { day, hour, isReached, later } from '../time/instants.ts';
import { withBounceAlert } from './bounce-alerts.ts';
import { dueAgainForMissed } from './sending-again.ts';

type Bounced = Extract<AgreementEvent, { type: 'bounced' }>;

/** The agreement after a bounce. What follows depends on what the mail server meant. */
export function afterBounce(agreement: Agreement, event: Bounced): Agreement {
  const meaning = meaningOfBounce(event);
  switch (meaning) {
    case 'no-mailbox':
    case 'passing':
      return afterTroubleThere(agreement, event, meaning === 'passing');
    case 'our-mail-refused': {
      const next = withRefusal(agreement, event, meaning);
      return { ...next, plan: [...sentAgainLater(next, event), ...next.plan] };
    }
    case 'message-refused':
      return withRefusal(agreement, event, meaning);
    default:
      return meaning satisfies never;
  }
}

// --- the mailbox has trouble

/**
 * What came back goes to the next contact; if the contact was replaced since, to those who are contacts now. So does what
 * follows, but not if the trouble may pass.
 */
function afterTroubleThere(agreement: Agreement, event: Bounced, passes: boolean): Agreement {
  const { at, address, notices } = event;
  const next = contactWith(address, agreement) ? withBounce(agreement, event, passes) : agreement;
  const missed = passes ? notices.map((one) => ({ ...one, but: [...(one.but ?? []), address] })) : notices;
  const again = dueAgainForMissed(missed, { ...next, record: [...next.record, event] }, at);
  return { ...next, plan: [...again, ...next.plan] };
}

/**
 * With an issue for each notice that came back, until someone names another address. Without a chance that it passes, the
 * address is marked as unreachable. The operators get one alert for each address, and one more when it is marked.
 */
function withBounce(agreement: Agreement, event: Bounced, passes: boolean): Agreement {
  const { at, address, notices } = event;
  const { unreachable = [], issues } = agreement;
  const isIt = (one: string) => isSameAddress(one, address);
  const hasIssue = issues.some(
    ({ kind, meaning, refused = [] }) => kind === 'bounced' && !meaning && refused.some(isIt),
  );
  const isUnreachable = unreachable.some(isIt);
  // A mailbox that had trouble may be gone later. Without a meaning, an operator or an older worker recorded it.
  const isKnown = event.meaning === 'no-mailbox' ? isUnreachable : hasIssue;
  const isLast = reachableContacts(agreement, [address]).length === 0;
  const cause = passes ? ' for a cause that may pass' : '';
  const text = `it came back from a contact's address${cause}${isLast ? ', and mail reaches no other one' : ''}`;
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
    ...(!passes && !isUnreachable && { unreachable: [...unreachable, address.toLowerCase()] }),
  };
  return isKnown ? next : withBounceAlert(next, event, isLast);
}

// --- the mailbox has no trouble: our mail, or this message, is refused

const refusalTexts: Record<RefusalMeaning, string> = {
  'our-mail-refused': 'a mail server refuses our mail',
  'message-refused': 'a mail server refuses it because of its size or content',
};

/**
 * With an issue for each notice that was refused, until someone runs "retry". Nobody is marked, and nobody gets it in
 * place. The operators get one alert for all that our mail is refused for, and one for each message that is refused itself.
 */
function withRefusal(agreement: Agreement, event: Bounced, meaning: RefusalMeaning): Agreement {
  const { at, address, notices } = event;
  const { issues } = agreement;
  const isAbout = (issue: Issue, notice: NoticeObligation) =>
    issue.meaning === meaning && isSameNotice(issue.obligation, notice);
  const fresh = notices.filter((notice) => !issues.some((issue) => isAbout(issue, notice)));
  const known = issues.map((issue) =>
    notices.some((notice) => isAbout(issue, notice)) ? withAddress(issue, address) : issue,
  );
  const refused = fresh.map(
    (obligation): Issue => ({
      kind: 'bounced',
      obligation,
      since: at,
      text: `${obligation.id}: ${refusalTexts[meaning]}`,
      refused: [address],
      meaning,
    }),
  );
  const next: Agreement = { ...agreement, issues: [...known, ...refused] };
  const isOpen = issues.some((issue) => issue.meaning === meaning);
  const isKnown = meaning === 'our-mail-refused' ? isOpen : fresh.length === 0;
  return isKnown ? next : withBounceAlert(next, event, false);
}

function withAddress(issue: Issue, address: string): Issue {
  return { ...issue, refused: [...new Set([...(issue.refused ?? []), address])] };
}

function isSameNotice(one: Obligation, other: Obligation): boolean {
  return originalId(one.id) === originalId(other.id);
}

/** How long after each refusal it is sent again. After the last one, only "retry" does it. */
const pauses = [4 * hour, day, 3 * day];

/** What was refused, due again for those who do not have it: as often as there are pauses, in the time that is left. */
function sentAgainLater(agreement: Agreement, event: Bounced): Obligation[] {
  const { at, notices } = event;
  const isAhead = (one: Obligation) => one.kind === 'notice' && one.missed && !isReached(one.dueAt, at);
  const ahead = agreement.plan.filter(isAhead);
  const missed = notices.filter((notice) => !ahead.some((one) => isSameNotice(one, notice)));
  const refused = { ...agreement, record: [...agreement.record, event] };
  return dueAgainForMissed(missed, refused, at).flatMap((one) => {
    const pause = pauses[refusalsBefore(agreement, one, event)];
    return pause === undefined ? [] : [{ ...one, dueAt: later(at, Math.min(pause, timeLeft(one, at) / 4)) }];
  });
}

/** How often the same notice to the same address was refused before in this way, since the last "retry". */
function refusalsBefore({ record }: Agreement, obligation: Obligation, { address }: Bounced): number {
  const since = record.slice(record.findLastIndex(({ type }) => type === 'retried') + 1);
  return since.filter(
    (entry) =>
      entry.type === 'bounced' &&
      meaningOfBounce(entry) === 'our-mail-refused' &&
      isSameAddress(entry.address, address) &&
      entry.notices.some((notice) => isSameNotice(notice, obligation)),
  ).length;
}
