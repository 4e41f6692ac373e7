// The notices of agreements as jobs of pg-boss, each with the day on which it starts.
import { PgBoss } from 'pg-boss';
import { openTable } from './table.mjs';

const queue = 'notices';

export async function prepare(url) {
  await (await openTable(url)).create();
  const boss = await started({ connectionString: url });
  // A worker that is killed sends no heartbeat, and its job is tried again.
  await boss.createQueue(queue, { retryLimit: 20, retryDelay: 1, heartbeatSeconds: 10 });
}

export async function open(url) {
  const [boss, table] = [await started({ connectionString: url }), await openTable(url)];
  return {
    plan: (notice) =>
      table.inTransaction(async (client) => {
        await table.add(client, notice);
        const db = { executeSql: (text, values) => client.query(text, values) };
        const { jobId, dueAt, id } = notice;
        await boss.send(queue, { id }, { id: jobId, startAfter: new Date(dueAt), db });
      }),
    cancel: async ({ id, jobId }) => {
      await table.end(id);
      await boss.cancel(queue, jobId);
    },
    answer: ({ id }) => table.end(id),
  };
}

export async function work(url, send) {
  const options = { connectionString: url, monitorIntervalSeconds: 5 };
  const [boss, table] = [await started(options), await openTable(url)];
  await boss.work(queue, { pollingIntervalSeconds: 1, localConcurrency: 10 }, async ([{ data }]) => {
    const agreement = await table.find(data.id);
    if (agreement.ended_at || agreement.sent_at) return;
    await send(agreement);
    await table.noteSent(data.id);
  });
}

async function started(options) {
  const boss = new PgBoss(options);
  boss.on('error', console.error);
  await boss.start();
  return boss;
}
