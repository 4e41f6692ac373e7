// The worker's health check: has a worker on this machine polled within the last three minutes?
import { hostname } from 'node:os';
import { register } from 'tsx/esm/api';

register();
const { Connection } = await import('@temporalio/client');
const { readConfig } = await import('../config/config.ts');
const { pollersOf } = await import('../visibility/pollers.ts');
const { taskQueues } = await import('../workflows/messages.ts');

const { address, apiKey, tls, namespace } = readConfig().temporal;
const connection = await Connection.connect({ address, tls, ...(apiKey && { apiKey }) });
const queue = { namespace, taskQueue: taskQueues.agreements, tasks: 'workflow' };
const pollers = await pollersOf(connection.workflowService, queue);
await connection.close();
const isOurs = ({ identity, askedAt }) =>
  identity.endsWith(`@${hostname()}`) && Date.now() - askedAt < 180_000;
process.exit(pollers.some(isOurs) ? 0 : 1);
