// Sends the notices and alerts that are due together, in one delivery.
import { CancellationScope, isCancellation, proxyActivities, sleep } from '@temporalio/workflow';
import { allOverDailyLimit, type OverDailyLimit } from '../agreements/delivery/daily-limit.ts';
import { orderFor } from '../agreements/delivery/order.ts';
import type {
  Delivered,
  DeliveryOrder,
  DeliveryProgress,
  NoticeOrder,
  Waiting,
} from '../agreements/delivery/order-types.ts';
import { afterCallingBack, afterSending, bouncesAtOnce } from '../agreements/delivery/result.ts';
import { copiesAgainAt, isIn, secondCopiesOf, unansweredOf } from '../agreements/delivery/second-copies.ts';
import { urgencyOf } from '../agreements/delivery/urgency.ts';
import type { Agreement } from '../agreements/model/agreement.ts';
import type { AgreementEvent } from '../agreements/model/events.ts';
import type { Obligation } from '../agreements/model/obligations.ts';
import type { Receipt } from '../agreements/model/receipts.ts';
import type { Unanswered } from '../agreements/model/unanswered.ts';
import type { Instant } from '../agreements/time/instants.ts';
import { earliest } from '../agreements/time/instants.ts';
import { has } from './changes.ts';
import { failedActivity } from './failures.ts';
import { taskQueues } from './messages.ts';
import type { Notices } from './ports.ts';

const { deliver } = proxyActivities<Notices>({
  taskQueue: taskQueues.notices,
  startToCloseTimeout: '1h',
  heartbeatTimeout: '2m',
  // A long queue is no failure. A queue that nobody works off becomes one, so that operators hear of it.
  scheduleToStartTimeout: '1d',
  // Called back, the activity returns what it has handed over by then.
  cancellationType: 'WAIT_CANCELLATION_COMPLETED',
  // Temporal forgets the progress of an attempt that is canceled before its next one, so this file makes the tries.
  retry: { maximumAttempts: 1 },
});

/** No try begins later than this after the first one. */
const lastTryWithin = 30 * 60_000;

/** A few quick tries. Then the obligations go back into the plan, and everything is looked at again. */
const pausesBetweenTries: (number | undefined)[] = [5000, 15_000];

/**
 * Sends these messages, and the second copies that they owe. Never throws; failures become events. If its scope is
 * canceled, what was handed over by then has its receipts, and the rest is left as it was.
 */
export async function send(
  current: () => Agreement,
  obligations: Obligation[],
  now: () => Instant,
): Promise<AgreementEvent[]> {
  const whole = orderFor(current(), obligations, now());
  const overLimit = allOverDailyLimit(
    obligations.flatMap((notice) => {
      const recipients = whole.notices.find(({ obligation }) => obligation === notice.id)?.recipients;
      return notice.kind === 'notice' && recipients ? [{ notice, recipients }] : [];
    }),
    current(),
    whole.now,
  );
  const order = { ...whole, notices: whole.notices.map((notice) => withoutWaiting(notice, overLimit)) };
  const copies = secondCopiesOf(current(), obligations, order.now).map((one) =>
    tryFewTimes(one.order, obligations, one.progress),
  );
  const fresh = await tryFewTimes(order, obligations);
  const attempts = copies.length > 0 ? [fresh, ...(await Promise.all(copies))] : [fresh];
  const owed = copiesOwed(attempts);
  const owing = obligations.filter((one) => owed.some((unanswered) => isIn(unanswered, one)));
  const copiesAt = copiesAgainAt(owing, now());
  const reason = attempts.find((attempt) => attempt.reason !== '')?.reason ?? '';
  const delivery = Object.fromEntries(obligations.map((one) => [one.id, receiptsOf(one, attempts)]));
  const events = obligations.flatMap((obligation): AgreementEvent[] => {
    const receipts = delivery[obligation.id] ?? [];
    const kept = fresh.waiting.filter((one) => one.obligation === obligation.id);
    const count = messagesOf(order, obligation) - receiptsOf(obligation, [fresh]).length - kept.length;
    const unanswered = owed.filter((one) => isIn(one, obligation));
    const left = unanswered.length > 0 ? { unanswered, copiesAt } : {};
    const isCalledBack = attempts.some((attempt) => attempt.isCalledBack);
    if (isCalledBack && (count > 0 || unanswered.length > 0))
      return afterCallingBack(current(), obligation, receipts, now(), left.unanswered);
    const over = withWaiting(overLimit.get(obligation.id), kept, order);
    return [afterSending(obligation, receipts, { count, reason, ...left }, now(), over)];
  });
  return [...events, ...bouncesAtOnce(obligations, delivery, now())];
}

function receiptsOf({ id }: Obligation, attempts: Attempted[]): Receipt[] {
  return attempts.flatMap(({ delivery }) => delivery[id] ?? []);
}

/** The messages that were handed over once and not answered, if the tries are over. */
function copiesOwed(attempts: Attempted[]): Unanswered[] {
  const owed = attempts.flatMap(({ unanswered }) => unanswered ?? []);
  return owed.length > 0 && has('second-copies') ? owed : [];
}

function withoutWaiting(notice: NoticeOrder, overLimit: ReadonlyMap<string, OverDailyLimit>): NoticeOrder {
  const waiting = overLimit.get(notice.obligation)?.waiting ?? [];
  if (waiting.length === 0) return notice;
  const recipients = notice.recipients.filter((contact) => !waiting.includes(contact));
  return { ...notice, recipients, others: [...(notice.others ?? []), ...waiting] };
}

/** With those, too, who wait because of other agreements: contacts at the daily limit; of a shared alert, nobody by name. */
function withWaiting(
  over: OverDailyLimit | undefined,
  kept: Waiting[],
  { notices }: DeliveryOrder,
): OverDailyLimit | undefined {
  const untils = [...(over ? [over.until] : []), ...kept.map(({ until }) => until)];
  const until = earliest(untils);
  if (until === undefined) return undefined;
  const people = notices.flatMap(({ recipients }) => recipients);
  const more = kept.flatMap(({ to }) => people.find(({ email }) => email === to) ?? []);
  return { waiting: [...(over?.waiting ?? []), ...more], until };
}

type Attempted = Required<Delivered> & {
  reason: string;
  isCalledBack: boolean;
  unanswered?: Unanswered | undefined;
};

/** @param firstCopies the progress with the messages that are sent once more, and no others; left out: all are sent */
async function tryFewTimes(
  order: DeliveryOrder,
  obligations: Obligation[],
  firstCopies?: DeliveryProgress,
): Promise<Attempted> {
  const isEmpty =
    order.alerts.length === 0 && order.notices.every(({ recipients }) => recipients.length === 0);
  if (isEmpty) return { delivery: {}, waiting: [], reason: '', isCalledBack: false };
  const summary = `${firstCopies ? 'once more: ' : ''}${namesOf(obligations)}`;
  const options = { summary, priority: { priorityKey: urgencyOf(obligations, order.now) } };
  const scope = CancellationScope.current();
  const began = Date.now();
  let known = firstCopies;
  for (let tries = 0; ; tries++) {
    try {
      const only = firstCopies && { secondCopies: true as const };
      const before = { tries, ...(known && { account: known }), ...only };
      const delivered = await deliver.executeWithOptions(options, [order, before]);
      return { waiting: [], ...delivered, reason: '', isCalledBack: false };
    } catch (error) {
      const { progress, reason, mayPass } = failedActivity(error);
      if (isProgress(progress)) known = progress;
      const pause = Date.now() - began < lastTryWithin ? pausesBetweenTries[tries] : undefined;
      const isOver = !mayPass || pause === undefined || !(await hasWaited(pause));
      const isCalledBack = scope.consideredCancelled;
      if (!isOver && !isCalledBack) continue;
      const unanswered = known && unansweredOf(order, known);
      return { delivery: known?.delivery ?? {}, waiting: [], reason, isCalledBack, unanswered };
    }
  }
}

/** The most obligations that a summary names: Temporal means a summary to stay below 400 bytes. */
const mostNamed = 5;

function namesOf(obligations: Obligation[]): string {
  const named = obligations.slice(0, mostNamed).map(({ id }) => id);
  const left = obligations.length - named.length;
  return [...named, ...(left > 0 ? [`and ${left} more`] : [])].join(', ');
}

/** An attempt that never began has no progress, only Temporal's own details. */
function isProgress(progress: unknown): progress is DeliveryProgress {
  return typeof progress === 'object' && progress !== null && 'delivery' in progress;
}

/** Waits for the pause. False if the delivery is called back meanwhile. */
async function hasWaited(pause: number): Promise<boolean> {
  return sleep(pause, { summary: 'another try' }).then(
    () => true,
    (error) => {
      if (!isCancellation(error)) throw error;
      return false;
    },
  );
}

/** One message for each recipient; an alert is one message to the operators. */
function messagesOf({ notices, alerts }: DeliveryOrder, { id }: Obligation): number {
  const notice = notices.find(({ obligation }) => obligation === id);
  return notice?.recipients.length ?? alerts.filter(({ obligation }) => obligation === id).length;
}
