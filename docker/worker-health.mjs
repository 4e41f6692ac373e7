// The worker's health check: has a worker on this machine polled within the last three minutes?
import { hostname } from 'node:os';
import { register } from 'tsx/esm/api';

register();
const { Connection } = await import('@temporalio/client');
const { readConfig } = await import('../config/config.ts');
const { taskQueues } = await import('../workflows/messages.ts');

const { address, apiKey, tls, namespace } = readConfig().temporal;
const connection = await Connection.connect({ address, tls, ...(apiKey && { apiKey }) });
const { pollers } = await connection.workflowService.describeTaskQueue({
  namespace,
  taskQueue: { name: taskQueues.agreements },
  taskQueueType: 1,
});
await connection.close();
const isOurs = ({ identity, lastAccessTime }) =>
  identity.endsWith(`@${hostname()}`) && Date.now() / 1000 - Number(lastAccessTime.seconds) < 180;
process.exit(pollers.some(isOurs) ? 0 : 1);
