// What an agreement is measured against: a plain sleep-and-notify workflow in the manner of Temporal's subscription
// sample. Every export is a workflow type.
import { condition, defineQuery, defineSignal, proxyActivities, setHandler } from '@temporalio/workflow';
import type { Contact, Instant, Obligation } from '../agreements/agreement.ts';
import { recipientsOf } from '../agreements/recipients.ts';
import { taskQueues } from '../workflows/messages.ts';
import type { Brief, DeliveryOrder, NoticeOrder, Notices } from '../workflows/ports.ts';

type Notice = Extract<Obligation, { kind: 'notice' }>;

/** The customer with everything that the letters say, and the notices, soonest first. */
export type PlainStart = { brief: Brief; contacts: Contact[]; notices: Notice[] };

const { deliver } = proxyActivities<Notices>({ taskQueue: taskQueues.notices, startToCloseTimeout: '1h' });
const cancelSignal = defineSignal('cancel');
const sentQuery = defineQuery<number>('sent');

/** As in the sample: each message is an activity of its own, awaited before the next. */
export async function plain(start: PlainStart): Promise<string> {
  return sleepAndNotify(start, (notice) =>
    notice.recipients.map((recipient) => ({ ...notice, recipients: [recipient] })),
  );
}

/** Thriftier than the sample: one activity for all messages of a notice. */
export async function plainByNotice(start: PlainStart): Promise<string> {
  return sleepAndNotify(start, (notice) => [notice]);
}

async function sleepAndNotify(
  { brief, contacts, notices }: PlainStart,
  activities: (notice: NoticeOrder) => NoticeOrder[],
): Promise<string> {
  let isCancelled = false;
  let sent = 0;
  setHandler(cancelSignal, () => {
    isCancelled = true;
  });
  setHandler(sentQuery, () => sent);
  for (const planned of notices) {
    const { id: obligation, notice, about, dueAt } = planned;
    const wait = Date.parse(dueAt) - Date.now();
    if (wait > 0 && (await condition(() => isCancelled, wait))) return 'cancelled';
    const recipients = recipientsOf(planned, { contacts });
    for (const order of activities({ obligation, notice, recipients, ...(about && { about }) })) {
      await deliver(orderOf(brief, order, new Date().toISOString()));
      sent += order.recipients.length;
    }
  }
  return 'finished';
}

function orderOf(brief: Brief, notice: NoticeOrder, now: Instant): DeliveryOrder {
  const isOver = now >= brief.term.endsAt;
  const features = brief.features.filter(({ ends }) => !isOver && !(ends && now >= ends.at));
  return {
    brief: { ...brief, features, ...(isOver && { status: 'expired' }) },
    now,
    notices: [notice],
    alerts: [],
  };
}
