// The notices of agreements as workflows of DBOS, each put into a queue with a delay until its day.
import { DBOS, DBOSClient } from '@dbos-inc/dbos-sdk';
import { openTable } from './table.mjs';

const queue = { queueName: 'notices', workflowName: 'sendNotice' };
const name = 'notices';

export async function prepare(url) {
  await (await openTable(url)).create();
  await DBOS.migrate(url);
  const client = await DBOSClient.create({ systemDatabaseUrl: url, applicationName: name });
  await client.registerQueue(queue.queueName, { workerConcurrency: 10 });
}

export async function open(url) {
  const table = await openTable(url);
  const client = await DBOSClient.create({ systemDatabaseUrl: url, applicationName: name });
  return {
    plan: (notice) =>
      table.inTransaction(async (db) => {
        await table.add(db, notice);
        const delaySeconds = Math.max(0, (notice.dueAt - Date.now()) / 1000);
        await client.enqueueInTransaction(db, { ...queue, workflowID: notice.id, delaySeconds }, notice.id);
      }),
    cancel: async ({ id }) => {
      await table.end(id);
      await client.cancelWorkflow(id);
    },
    answer: ({ id }) => table.end(id),
  };
}

export async function work(url, send) {
  const table = await openTable(url);
  DBOS.registerWorkflow(
    async (id) => {
      await DBOS.runStep(
        async () => {
          const agreement = await table.find(id);
          if (agreement.ended_at) return;
          await send(agreement);
        },
        { name: 'send', retriesAllowed: true, maxAttempts: 20, intervalSeconds: 1, backoffRate: 1 },
      );
    },
    { name: queue.workflowName },
  );
  DBOS.setConfig({ name, systemDatabaseUrl: url, logLevel: 'error' });
  await DBOS.launch();
}
