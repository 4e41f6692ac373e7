// The plain workflow that an agreement is compared with: it sleeps and notifies, like Temporal's subscription sample.
// Every exported function is a workflow type.

import { condition, defineQuery, defineSignal, proxyActivities, setHandler } from '@temporalio/workflow';
import { recipientsOf } from '../agreements/contacts/recipients.ts';
import type { Brief, DeliveryOrder, NoticeOrder } from '../agreements/delivery/order-types.ts';
import { endOf } from '../agreements/model/dates.ts';
import type { Obligation } from '../agreements/model/obligations.ts';
import type { Contact } from '../agreements/model/parties.ts';
import type { Instant } from '../agreements/time/instants.ts';
import { taskQueues } from '../workflows/messages.ts';
import type { Notices } from '../workflows/ports.ts';

type Message = Extract<Obligation, { kind: 'notice' | 'alert' }>;

/** The facts for the messages, the contacts, and the messages to send, soonest first. */
export type PlainStart = { brief: Brief; contacts: Contact[]; messages: Message[] };

const { deliver } = proxyActivities<Notices>({ taskQueue: taskQueues.notices, startToCloseTimeout: '1h' });
const cancelSignal = defineSignal('cancel');
const sentQuery = defineQuery<number>('sent');

/** Like the sample: each message is its own activity, awaited before the next. */
export async function plain(start: PlainStart): Promise<string> {
  return sleepAndNotify(start, (order) => [
    ...peopleOf(order).map((person) => ({ ...forOne(order, person), alerts: [] })),
    ...order.alerts.map((alert) => ({ ...order, notices: [], alerts: [alert] })),
  ]);
}

/** Cheaper than the sample: one activity for all messages of one moment. */
export async function plainByMoment(start: PlainStart): Promise<string> {
  return sleepAndNotify(start, (order) => [order]);
}

async function sleepAndNotify(
  { brief, contacts, messages }: PlainStart,
  activities: (order: DeliveryOrder) => DeliveryOrder[],
): Promise<string> {
  let isCancelled = false;
  let sent = 0;
  setHandler(cancelSignal, () => {
    isCancelled = true;
  });
  setHandler(sentQuery, () => sent);
  for (const dueAt of new Set(messages.map((message) => message.dueAt))) {
    const wait = Date.parse(dueAt) - Date.now();
    if (wait > 0 && (await condition(() => isCancelled, wait))) return 'cancelled';
    const due = messages.filter((message) => message.dueAt === dueAt);
    for (const order of activities(orderOf(brief, due, contacts, new Date().toISOString()))) {
      await deliver(order);
      sent += peopleOf(order).length + order.alerts.length;
    }
  }
  return 'finished';
}

function orderOf(brief: Brief, due: Message[], contacts: Contact[], now: Instant): DeliveryOrder {
  const isOver = now >= endOf(brief.term).at;
  const features = brief.features.filter(({ ends }) => !isOver && !(ends && now >= ends.at));
  const notices = due.flatMap((one): NoticeOrder[] => {
    if (one.kind !== 'notice') return [];
    const { id: obligation, notice, about } = one;
    return [{ obligation, notice, recipients: recipientsOf(one, { contacts }), ...(about && { about }) }];
  });
  const alerts = due.flatMap((one) => (one.kind === 'alert' ? [{ obligation: one.id, text: one.text }] : []));
  return { brief: { ...brief, features, ...(isOver && { status: 'expired' }) }, now, notices, alerts };
}

function peopleOf({ notices }: DeliveryOrder): Contact[] {
  return [...new Set(notices.flatMap(({ recipients }) => recipients))];
}

function forOne(order: DeliveryOrder, person: Contact): DeliveryOrder {
  const notices = order.notices
    .filter(({ recipients }) => recipients.includes(person))
    .map((notice) => ({ ...notice, recipients: [person] }));
  return { ...order, notices };
}
