// The runs of agreements, page by page. It reads the server's answers itself: the SDK converts all of a run, several times
// over, which takes longer than all that a list does with it.
import { type Client, isGrpcServiceError, ServiceError } from '@temporalio/client';
import { rethrowKnownErrorTypes } from '@temporalio/client/lib/helpers.js';
import type { Payload } from '@temporalio/common';
import { decodeOptionalSingle } from '@temporalio/common/lib/internal-non-workflow/index.js';
import { tsToMs } from '@temporalio/common/lib/time.js';
import type { Instant } from '../agreements/time/instants.ts';
import { ledgerMemo } from '../workflows/messages.ts';

/** A run as the server lists it. */
export type Run = {
  id: string;
  runId: string;
  /** The execution status, as the SDK names it. */
  status: string;
  startedAt: Instant;
  closedAt?: Instant;
  /** What the agreement has published, in any shape. */
  published?: unknown;
  attributes: Record<string, Payload>;
};

/** A ledger has about 3 KB, so a page stays far below gRPC's limit for a message. */
const mostOfPage = 500;

type Answer = Awaited<ReturnType<Client['workflowService']['listWorkflowExecutions']>>;

/**
 * The runs that a query finds, newest first. It asks for a page while the one before is in use, and holds no more than
 * these two.
 */
export async function* runsOf(client: Client, query: string, pageSize = mostOfPage): AsyncIterable<Run> {
  let asked = pageOf(client, query, pageSize);
  for (;;) {
    const { executions, nextPageToken } = await asked;
    const isLast = nextPageToken.length === 0;
    if (!isLast) asked = pageOf(client, query, pageSize, nextPageToken);
    // It is thrown when the page is awaited.
    asked.catch(() => {});
    for (const execution of executions) yield runOf(execution, await publishedBy(client, execution));
    if (isLast) return;
  }
}

async function pageOf(
  client: Client,
  query: string,
  pageSize: number,
  nextPageToken?: Uint8Array,
): Promise<Answer> {
  const { namespace } = client.options;
  try {
    return await client.workflowService.listWorkflowExecutions({
      ...{ namespace, query, pageSize },
      ...(nextPageToken && { nextPageToken }),
    });
  } catch (error) {
    if (isGrpcServiceError(error)) rethrowKnownErrorTypes(error);
    throw new ServiceError('Agreements can’t be listed', { cause: error as Error });
  }
}

type Execution = Answer['executions'][number];

/** What an agreement has published. Its codecs give a reason in place of what nobody here can read. */
async function publishedBy({ options }: Client, { memo }: Execution): Promise<unknown> {
  const { payloadCodecs } = options.loadedDataConverter;
  const published = await decodeOptionalSingle(payloadCodecs, memo?.fields?.[ledgerMemo]);
  return published ? readJson(published) : undefined;
}

function runOf(
  { execution, status, startTime, closeTime, searchAttributes }: Execution,
  published: unknown,
): Run {
  return {
    id: execution?.workflowId ?? '',
    runId: execution?.runId ?? '',
    status: statusNames[status ?? 0] ?? 'UNKNOWN',
    startedAt: instantOf(startTime),
    ...(closeTime && { closedAt: instantOf(closeTime) }),
    ...(published !== undefined && { published }),
    attributes: searchAttributes?.indexedFields ?? {},
  };
}

function instantOf(time: Parameters<typeof tsToMs>[0]): Instant {
  return new Date(tsToMs(time)).toISOString();
}

/** By their number in Temporal's API. */
const statusNames = [
  ...['UNSPECIFIED', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED', 'TERMINATED'],
  ...['CONTINUED_AS_NEW', 'TIMED_OUT', 'PAUSED'],
];

const utf8 = new TextDecoder();

/** A value in JSON. Another program may have written anything in its place. */
function readJson({ metadata, data }: Payload): unknown {
  if (utf8.decode(metadata?.encoding ?? undefined) === 'binary/null') return undefined;
  const text = utf8.decode(data ?? undefined);
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The texts of a search attribute; none if it is not set. */
export function textsOf({ attributes }: Run, { name }: { name: string }): string[] {
  const payload = attributes[name];
  if (!payload) return [];
  const value: unknown = JSON.parse(utf8.decode(payload.data ?? undefined));
  return [value].flat().filter((one) => typeof one === 'string');
}
