// Registers the namespaces and the search attributes on any Temporal server.
import { setTimeout as sleep } from 'node:timers/promises';
import { type Connection, isGrpcServiceError } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { searchAttributes } from '../../workflows/messages.ts';
import { StartError } from './child-process.ts';

/** How long closed agreements are kept. They are contract records, and show which agency has had a price before. */
const retention = '3650 days';

/** Numbers of temporal.api.enums.v1.IndexedValueType. */
const typeNumbers = { KEYWORD: 2, DATETIME: 6, KEYWORD_LIST: 7 } as const;

const attributes = Object.values(searchAttributes);

const grpc = { invalidArgument: 3, notFound: 5, alreadyExists: 6, denied: 7, unimplemented: 12 };

/**
 * Prepares a namespace for agreements: registers what is missing, and waits until it is usable.
 * @param refresh how often the server checks for changed namespaces, in milliseconds; left out: the server's default
 * @throws {StartError} if we lack permission, or a search attribute exists with another type
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
      throw new StartError(
        `The search attributes of namespace ${namespace} were not usable after a minute; try again.`,
      );
    }
    await registerSearchAttributes(connection, namespace);
    await sleep(100);
  } while (!(await isUsable(connection, namespace)));
  // The front end knows the search attributes now. The rest of the server needs a moment longer.
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
        throw refused(reason, `create namespace ${namespace} and keep its closed workflows for ten years`);
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
        `The search attribute ${wrong.name} of namespace ${namespace} is not a ${wrong.type}; remove it there.`,
      );
    }
    if (missing.length === 0) return;
    await operatorService.addSearchAttributes({
      namespace,
      searchAttributes: Object.fromEntries(missing.map(({ name, type }) => [name, typeNumbers[type]])),
    });
  } catch (error) {
    // The server takes a moment to see a new namespace.
    if (code(error) === grpc.alreadyExists || code(error) === grpc.notFound) return;
    throw refused(error, `create search attributes in namespace ${namespace}: ${list}`);
  }
}

/** The server answers a query about search attributes only if it knows all of them. */
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
    ? new StartError(`This account can't administer the Temporal server; ask its administrator to ${what}.`)
    : new StartError(`The Temporal server can't ${what} (${error.details}).`);
}
