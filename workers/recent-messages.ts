// Asks an agency's other agreements which messages they sent lately, for the daily limit.
import { Client } from '@temporalio/client';
import type { NativeConnection } from '@temporalio/worker';
import { mergedMessages, type RecentMessages } from '../agreements/delivery/daily-limit.ts';
import type { DeliveryOrder } from '../agreements/delivery/order-types.ts';
import { quoted, running } from '../visibility/queries.ts';
import { latelyQuery } from '../workflows/messages.ts';

/** The longest time that mail waits for the answers. */
const patienceMs = 5000;

/** Asks the agency's other running agreements for their messages of the last 24 hours. */
export function askElsewhere(
  connection: NativeConnection,
  namespace: string,
): (order: DeliveryOrder) => Promise<RecentMessages> {
  const { workflow } = new Client({ connection, namespace });
  const ask = async ({ brief: { agency, agreement } }: DeliveryOrder): Promise<RecentMessages> => {
    const all: RecentMessages[] = [];
    const query = `${running} AND AgencyId = ${quoted(agency.id)}`;
    for await (const { workflowId } of workflow.list({ query })) {
      if (workflowId !== agreement) all.push(await workflow.getHandle(workflowId).query(latelyQuery));
    }
    return mergedMessages(all);
  };
  return (order) => connection.withDeadline(Date.now() + patienceMs, () => ask(order));
}
