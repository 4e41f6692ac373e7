// The two namespaces and the search attributes, registered wherever the engine is.
import { setTimeout as sleep } from 'node:timers/promises';
import { type Connection, isGrpcServiceError } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { searchAttributes } from '../../workflows/messages.ts';
import { StartError } from './child.ts';

/** How long a closed agreement stays: it is a contract record, and tells who has had a price before. */
const retention = '3650 days';

/** Numbers of temporal.api.enums.v1.IndexedValueType. */
const typeNumbers = { KEYWORD: 2, DATETIME: 6, KEYWORD_LIST: 7 } as const;

const attributes = Object.values(searchAttributes);

const grpc = { invalidArgument: 3, notFound: 5, alreadyExists: 6, denied: 7, unimplemented: 12 };

/**
 * Sees to it that agreements can be started in the namespace: registers what is missing, and waits until it is usable.
 * @param refresh how often the server looks whether a namespace has changed, in milliseconds; preset as the server's own
 * @throws {StartError} if we may not, or something of that name and another type is there
 */
export async function prepareNamespace(
  connection: Connection,
  namespace: string,
  refresh = 2000,
): Promise<void> {
  await registerNamespace(connection, namespace);
  if (await isUsable(connection, namespace)) return;
  const giveUpAt = Date.now() + 60_000;
  do {
    if (Date.now() > giveUpAt) {
      throw new StartError(`The search attributes of namespace ${namespace} are not usable after a minute.`);
    }
    await registerSearchAttributes(connection, namespace);
    await sleep(100);
  } while (!(await isUsable(connection, namespace)));
  // The front end knows them; this is for the rest of the server.
  await sleep(refresh * 1.2);
}

async function registerNamespace({ workflowService }: Connection, namespace: string): Promise<void> {
  try {
    await workflowService.describeNamespace({ namespace });
  } catch (error) {
    if (code(error) !== grpc.notFound) throw error;
    await workflowService
      .registerNamespace({ namespace, workflowExecutionRetentionPeriod: msToTs(retention) })
      .catch((reason) => {
        if (code(reason) === grpc.alreadyExists) return;
        throw refused(reason, `create the namespace ${namespace} there (keeping closed workflows for years)`);
      });
  }
}

async function registerSearchAttributes({ operatorService }: Connection, namespace: string): Promise<void> {
  const list = attributes.map(({ name, type }) => `${name} (${type})`).join(', ');
  try {
    const { customAttributes } = await operatorService.listSearchAttributes({ namespace });
    const missing = attributes.filter(({ name }) => customAttributes[name] === undefined);
    const wrong = attributes.find(
      ({ name, type }) =>
        customAttributes[name] !== undefined && customAttributes[name] !== typeNumbers[type],
    );
    if (wrong) {
      throw new StartError(
        `The search attribute ${wrong.name} of namespace ${namespace} is not a ${wrong.type}; have it removed there.`,
      );
    }
    if (missing.length === 0) return;
    await operatorService.addSearchAttributes({
      namespace,
      searchAttributes: Object.fromEntries(missing.map(({ name, type }) => [name, typeNumbers[type]])),
    });
  } catch (error) {
    // A new namespace takes the server a moment to see.
    if (code(error) === grpc.alreadyExists || code(error) === grpc.notFound) return;
    throw refused(error, `create these search attributes in namespace ${namespace}: ${list}`);
  }
}

/** The server answers a question about search attributes only if it knows all of them. */
async function isUsable({ workflowService }: Connection, namespace: string): Promise<boolean> {
  const query = attributes.map(({ name }) => `${name} IS NULL`).join(' AND ');
  try {
    await workflowService.listWorkflowExecutions({ namespace, query, pageSize: 1 });
    return true;
  } catch (error) {
    if (code(error) === grpc.invalidArgument || code(error) === grpc.notFound) return false;
    throw error;
  }
}

function code(error: unknown): number | undefined {
  return isGrpcServiceError(error) ? error.code : undefined;
}

function refused(error: unknown, what: string): unknown {
  if (!isGrpcServiceError(error)) return error;
  return error.code === grpc.denied || error.code === grpc.unimplemented
    ? new StartError(`This account may not administer the Temporal server; have somebody who may ${what}.`)
    : new StartError(`The Temporal server would not ${what}: ${error.details}.`);
}
