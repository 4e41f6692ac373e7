// Sends notices and alerts that fall due together, in one step.
import { proxyActivities } from '@temporalio/workflow';
import type { Agreement, AgreementEvent, Instant, Obligation } from '../agreements/agreement.ts';
import { afterSending, cameBackAtOnce } from '../agreements/delivery.ts';
import { type Restraint, restraintOn, urgencyOf } from '../agreements/restraint.ts';
import { troubleOf } from './failures.ts';
import { taskQueues } from './messages.ts';
import { orderFor } from './order.ts';
import type { Delivery, DeliveryOrder, DeliveryProgress, NoticeOrder, Notices } from './ports.ts';

const { deliver } = proxyActivities<Notices>({
  taskQueue: taskQueues.notices,
  startToCloseTimeout: '1h',
  heartbeatTimeout: '2m',
  scheduleToCloseTimeout: '30m',
  // A few tries in quick succession; then the plan takes over, and everything is looked at anew.
  retry: { initialInterval: '5s', backoffCoefficient: 3, maximumAttempts: 3 },
});

/** What came of sending these, one event each. Fails never: trouble is an event too. */
export async function send(
  agreement: Agreement,
  obligations: Obligation[],
  now: () => Instant,
): Promise<AgreementEvent[]> {
  const whole = orderFor(agreement, obligations, now());
  const restraints = restraintsOn(whole, obligations, agreement);
  const order = { ...whole, notices: whole.notices.map((notice) => withoutWaiting(notice, restraints)) };
  const { delivery, reason } = await attempt(order, obligations);
  const events = obligations.map((obligation) => {
    const receipts = delivery[obligation.id] ?? [];
    const count = expected(order, obligation) - receipts.length;
    return afterSending(obligation, receipts, { count, reason }, now(), restraints.get(obligation.id));
  });
  return [...events, ...cameBackAtOnce(obligations, delivery, now())];
}

type Restraints = ReadonlyMap<string, Restraint>;

function restraintsOn(
  { notices, now }: DeliveryOrder,
  obligations: Obligation[],
  agreement: Agreement,
): Restraints {
  const found = notices.flatMap(({ obligation: id, recipients }): [string, Restraint][] => {
    const notice = obligations.find((one) => one.id === id);
    const restraint = notice?.kind === 'notice' && restraintOn(notice, recipients, agreement, now);
    return restraint ? [[id, restraint]] : [];
  });
  return new Map(found);
}

function withoutWaiting(notice: NoticeOrder, restraints: Restraints): NoticeOrder {
  const waiting = restraints.get(notice.obligation)?.waiting ?? [];
  return { ...notice, recipients: notice.recipients.filter((contact) => !waiting.includes(contact)) };
}

async function attempt(
  order: DeliveryOrder,
  obligations: Obligation[],
): Promise<{ delivery: Delivery; reason: string }> {
  const isEmpty =
    order.alerts.length === 0 && order.notices.every(({ recipients }) => recipients.length === 0);
  if (isEmpty) return { delivery: {}, reason: '' };
  const summary = obligations.map(({ id }) => id).join(', ');
  const priority = { priorityKey: urgencyOf(obligations, order.now) };
  try {
    return { delivery: await deliver.executeWithOptions({ summary, priority }, [order]), reason: '' };
  } catch (error) {
    const { progress, reason } = troubleOf(error);
    return { delivery: (progress as DeliveryProgress | undefined)?.delivery ?? {}, reason };
  }
}

/** One message for each recipient; an alert is one to the operators. */
function expected({ notices }: DeliveryOrder, { id }: Obligation): number {
  return notices.find(({ obligation }) => obligation === id)?.recipients.length ?? 1;
}
