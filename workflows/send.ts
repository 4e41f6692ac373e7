// Sends notices and alerts that fall due together, in one step.
import { proxyActivities } from '@temporalio/workflow';
import type { Agreement, AgreementEvent, Instant, Obligation } from '../agreements/agreement.ts';
import { afterSending, recipientsOf, stillToReach } from '../agreements/delivery.ts';
import { troubleOf } from './failures.ts';
import { taskQueues } from './messages.ts';
import type { Brief, Delivery, DeliveryOrder, DeliveryProgress, NoticeOrder, Notices } from './ports.ts';

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
  const order = orderFor(agreement, obligations, now());
  const { delivery, reason } = await attempt(order, obligations);
  return obligations.map((obligation) => {
    const receipts = delivery[obligation.id] ?? [];
    const count = expected(order, obligation) - receipts.length;
    return afterSending(obligation, receipts, { count, reason }, now());
  });
}

async function attempt(
  order: DeliveryOrder,
  obligations: Obligation[],
): Promise<{ delivery: Delivery; reason: string }> {
  const summary = obligations.map(({ id }) => id).join(', ');
  try {
    return { delivery: await deliver.executeWithOptions({ summary }, [order]), reason: '' };
  } catch (error) {
    const { progress, reason } = troubleOf(error);
    return { delivery: (progress as DeliveryProgress | undefined)?.delivery ?? {}, reason };
  }
}

function orderFor(agreement: Agreement, obligations: Obligation[], now: Instant): DeliveryOrder {
  const notices = obligations.flatMap((obligation): NoticeOrder[] => {
    if (obligation.kind !== 'notice') return [];
    const { id, notice, about, to, receipts } = obligation;
    const recipients = stillToReach(recipientsOf(to, agreement.contacts), receipts);
    return [{ obligation: id, notice, recipients, ...(about && { about }) }];
  });
  const alerts = obligations.flatMap((obligation) =>
    obligation.kind === 'alert' ? [{ obligation: obligation.id, text: obligation.text }] : [],
  );
  return { brief: briefOf(agreement, obligations), now, notices, alerts };
}

/** One message for each recipient; an alert is one to the operators. */
function expected({ notices }: DeliveryOrder, { id }: Obligation): number {
  return notices.find(({ obligation }) => obligation === id)?.recipients.length ?? 1;
}

function briefOf(agreement: Agreement, obligations: Obligation[]): Brief {
  const { id, agency, offer, term, features, status, decision } = agreement;
  const texts = (advice: { text: string }[]) => advice.map(({ text }) => text);
  const reason = reasonFor(agreement, obligations);
  return {
    agreement: id,
    agency,
    vendor: offer.vendor,
    product: offer.product,
    term,
    features: features.filter(({ on }) => on),
    support: texts(offer.support),
    assurances: texts(offer.assurances),
    renewalRules: texts(offer.renewal.rules),
    status,
    ...(decision && { decision }),
    ...(reason !== undefined && { reason }),
    ...(offer.renewal.grace && { grace: offer.renewal.grace }),
  };
}

/** The reason given for the very act that one of these notices is about; no other act's. */
function reasonFor({ record }: Agreement, obligations: Obligation[]): string | undefined {
  const acts = obligations.flatMap((obligation) =>
    obligation.kind === 'notice' && obligation.id === `${obligation.notice}:${obligation.dueAt}`
      ? record.filter((entry) => entry.at === obligation.dueAt)
      : [],
  );
  return acts.flatMap((entry) => ('by' in entry && entry.reason ? [entry.reason] : []))[0];
}
