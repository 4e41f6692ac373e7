// Asks an agency's other agreements which messages they sent lately, for the daily limit.
import { mergedMessages, type RecentMessages } from '../agreements/delivery/daily-limit.ts';
import type { DeliveryOrder } from '../agreements/delivery/order-types.ts';
import { readable } from '../encryption/readable-payloads.ts';
import { quoted, running } from '../visibility/queries.ts';
import { latelyQuery } from '../workflows/messages.ts';
import { clientIn, type Place } from './client.ts';

/** The longest time that mail waits for the answers. */
const patienceMs = 5000;

/** Asks the agency's other running agreements for their messages of the last 24 hours. */
export function askElsewhere(place: Place): (order: DeliveryOrder) => Promise<RecentMessages> {
  const client = clientIn(place);
  const { workflow } = client;
  const ask = async ({ brief: { agency, agreement } }: DeliveryOrder): Promise<RecentMessages> => {
    const all: RecentMessages[] = [];
    const query = `${running} AND AgencyId = ${quoted(agency.id)}`;
    for await (const { workflowId } of workflow.list({ query })) {
      if (workflowId !== agreement)
        all.push(readable(await workflow.getHandle(workflowId).query(latelyQuery)));
    }
    return mergedMessages(all);
  };
  return (order) => client.withDeadline(Date.now() + patienceMs, () => ask(order));
}
