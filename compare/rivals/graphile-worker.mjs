// The notices of agreements as jobs of Graphile Worker, each with the day on which it runs.
import { makeWorkerUtils, run } from 'graphile-worker';
import { openTable } from './table.mjs';

const task = 'send-notice';

export async function prepare(url) {
  await (await openTable(url)).create();
  const utils = await makeWorkerUtils({ connectionString: url });
  await utils.migrate();
}

export async function open(url) {
  const [utils, table] = [await makeWorkerUtils({ connectionString: url }), await openTable(url)];
  return {
    plan: (notice) =>
      table.inTransaction(async (client) => {
        await table.add(client, notice);
        await client.query(
          'select graphile_worker.add_job($1, payload := $2, run_at := $3, job_key := $4, max_attempts := 25)',
          [task, JSON.stringify({ id: notice.id }), new Date(notice.dueAt), notice.id],
        );
      }),
    cancel: async ({ id }) => {
      await table.end(id);
      await utils.withPgClient((client) => client.query('select graphile_worker.remove_job($1)', [id]));
    },
    answer: ({ id }) => table.end(id),
  };
}

export async function work(url, send) {
  const table = await openTable(url);
  await run({
    connectionString: url,
    concurrency: 10,
    pollInterval: 1000,
    noHandleSignals: true,
    taskList: {
      [task]: async ({ id }) => {
        const agreement = await table.find(id);
        if (agreement.ended_at || agreement.sent_at) return;
        await send(agreement);
        await table.noteSent(id);
      },
    },
  });
}
