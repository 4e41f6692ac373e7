// What an agreement is when it comes back from an export: it takes the steps that were due since, and what may have gone
// out since does not go out again by itself.
import { recipientsLeft } from '../contacts/recipients.ts';
import { evolve } from '../lifecycle/evolve.ts';
import type { Agreement } from '../model/agreement.ts';
import type { NoticeObligation, Obligation } from '../model/obligations.ts';
import type { Contact } from '../model/parties.ts';
import type { Receipt } from '../model/receipts.ts';
import { storedDelay } from '../model/stored.ts';
import { isInternal } from '../obligations/due.ts';
import { whyIrrelevantAt } from '../obligations/relevance.ts';
import { isWaiting, waitingReason } from '../obligations/waiting.ts';
import { wakeTime } from '../obligations/wake-time.ts';
import { planNextTerm } from '../planning/next-term.ts';
import type { Instant } from '../time/instants.ts';
import { isReached } from '../time/instants.ts';

/** When an agreement was exported, when its cluster was lost, and when it is restored. */
export type Moments = {
  exportedAt: Instant;
  /** Nothing that was due later can have gone out. */
  lostAt: Instant;
  now: Instant;
};

/** What is known of messages that may have gone out between the export and the loss. */
export type Evidence = {
  /**
   * The receipt of a notice to a contact; nothing if it is certain that it was not sent.
   * @param among all notices of the agreement that may have gone out to this contact: a message may hold several
   */
  receiptOf(
    agreement: Agreement,
    notice: NoticeObligation,
    to: Contact,
    among: NoticeObligation[],
  ): Receipt | undefined;
  /** The receipt of a message without an answer, with the answer if that is known by now. */
  answered(receipt: Receipt): Receipt;
};

/** A notice that may have gone out after the export. */
export type Doubt = {
  notice: NoticeObligation;
  /** What is assumed of its messages. */
  receipts: Receipt[];
  /** The contacts to whom it was certainly not sent: they get it now. */
  left: Contact[];
};

export type Restored = { agreement: Agreement; doubts: Doubt[] };

export type How = {
  by: string;
  /** Why all its notices are on hold from now on. Left out: they are not. */
  hold?: string | undefined;
  /** Notices that may have gone out go out again. Left out: only a person sends them again. */
  again?: boolean | undefined;
};

/**
 * An agreement that is open, as it begins again. What is in doubt gets an uncertain receipt, so that it ends as an open issue,
 * and only a person sends it again.
 */
export function restored(exported: Agreement, moments: Moments, evidence: Evidence, how: How): Restored {
  const { exportedAt, now } = moments;
  const { by, hold, again = false } = how;
  const caughtUp = withStepsTaken(exported, moments);
  const back = evolve(caughtUp, { type: 'restored', at: now, by, exportedAt });
  const doubts = again ? [] : doubtsOf(back, moments, evidence);
  const settled = doubts.reduce(
    (agreement, { notice, receipts }) =>
      receipts.length === 0
        ? agreement
        : evolve(agreement, {
            ...{ type: 'delayed', at: now, id: notice.id, until: now },
            ...storedDelay(notice.id, { code: 'may-be-sent' }),
            ...{ receipts, restrained: true },
          }),
    back,
  );
  const agreement =
    hold === undefined ? settled : evolve(settled, { type: 'held', at: now, by, reason: hold });
  return { agreement, doubts };
}

/** An agreement that is over, or that was stopped in Temporal, with the restoration on its record. */
export function restoredAsItWas(exported: Agreement, { exportedAt, now }: Moments, by: string): Agreement {
  return evolve(exported, { type: 'restored', at: now, by, exportedAt });
}

/** What the agreement does as soon as it begins again: its changes of access, and what it sends to someone. */
export function dueAtOnce(agreement: Agreement, now: Instant): Obligation[] {
  return agreement.plan.filter(
    (one) =>
      isReached(wakeTime(one), now) &&
      !isWaiting(agreement, one) &&
      whyIrrelevantAt(agreement, one, now) === undefined &&
      (one.kind !== 'notice' || recipientsLeft(one, agreement).length > 0),
  );
}

/**
 * With the steps that time alone brought between the export and the loss: the window that opened, the term that ended,
 * the next term. Changes of access are made once more: that does no harm.
 */
function withStepsTaken(exported: Agreement, moments: Moments): Agreement {
  let agreement = exported;
  let at = moments.exportedAt;
  for (;;) {
    if (agreement.status === 'renewed') {
      agreement = inNextTerm(agreement, at);
      continue;
    }
    const step = nextStep(agreement, moments);
    if (!step) return agreement;
    at = takenAt(step, moments);
    agreement = evolve(agreement, { type: 'settled', at, id: step.id, outcome: 'carried-out' });
  }
}

function nextStep(agreement: Agreement, moments: Moments): Obligation | undefined {
  return agreement.plan.find(
    (one) =>
      isInternal(one) &&
      isReached(wakeTime(one), moments.lostAt) &&
      !isWaiting(agreement, one) &&
      whyIrrelevantAt(agreement, one, takenAt(one, moments)) === undefined,
  );
}

/** When the lost cluster took a step. */
function takenAt(step: Obligation, { exportedAt }: Moments): Instant {
  return isReached(wakeTime(step), exportedAt) ? exportedAt : wakeTime(step);
}

function inNextTerm(agreement: Agreement, at: Instant): Agreement {
  const replan = planNextTerm(agreement, at);
  return evolve(agreement, { type: 'term-began', at, number: replan.dates.term.number, replan });
}

/** The notices that may have gone out, with what is known of each of their messages. */
function doubtsOf(agreement: Agreement, { lostAt }: Moments, evidence: Evidence): Doubt[] {
  const notices = agreement.plan.filter(
    (one): one is NoticeObligation =>
      one.kind === 'notice' && isReached(wakeTime(one), lostAt) && mayHaveGone(agreement, one, lostAt),
  );
  const isFor =
    ({ email }: Contact) =>
    (notice: NoticeObligation) =>
      recipientsLeft(notice, agreement).some((contact) => contact.email === email);
  return notices.flatMap((notice): Doubt[] => {
    const recipients = recipientsLeft(notice, agreement);
    const found = recipients.map((to) =>
      evidence.receiptOf(agreement, notice, to, notices.filter(isFor(to))),
    );
    const before = notice.receipts ?? [];
    const receipts = [...before.map(evidence.answered), ...found.filter((one) => one !== undefined)];
    if (recipients.length === 0 && notice.unanswered === undefined) return [];
    return [{ notice, receipts, left: recipients.filter((_, index) => found[index] === undefined) }];
  });
}

/** Only a person ends a hold or a suspension; the wait for access ends by itself. */
function mayHaveGone(agreement: Agreement, notice: NoticeObligation, lostAt: Instant): boolean {
  const reason = waitingReason(agreement, notice);
  if (reason === undefined) return true;
  const isGranted = ({ kind, dueAt }: Obligation) => kind === 'grant-access' && isReached(dueAt, lostAt);
  return reason === 'no-access-yet' && agreement.plan.some(isGranted);
}
