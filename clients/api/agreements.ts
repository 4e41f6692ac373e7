// The typed client for agreements. The command line, the pages and tests use it.
import { setTimeout as pause } from 'node:timers/promises';
import {
  Client,
  Connection,
  isGrpcServiceError,
  type TLSConfig,
  WorkflowExecutionAlreadyStartedError,
  type WorkflowExecutionInfo,
  WorkflowFailedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure, TypedSearchAttributes } from '@temporalio/common';
import type { Command } from '../../agreements/commands/command.ts';
import { parseCommand } from '../../agreements/commands/command.ts';
import type { Agreement } from '../../agreements/model/agreement.ts';
import { agreementId, rehearsalId } from '../../agreements/model/ids.ts';
import type { Ledger } from '../../agreements/model/ledger.ts';
import { storedAgreement } from '../../agreements/model/stored.ts';
import { hadPriceBefore, parseRequest } from '../../agreements/planning/request.ts';
import { RefusedError } from '../../agreements/validation/errors.ts';
import { type Catalog, findOffer } from '../../offers/catalog.ts';
import { quoted, running } from '../../visibility/queries.ts';
import { readablePayloads } from '../../visibility/readable-payloads.ts';
import { grpc, isStuck, ofAgreements, pageSize, rowOf } from '../../visibility/visibility.ts';
import type { agreement } from '../../workflows/agreement.ts';
import { refusals } from '../../workflows/failures.ts';
import {
  decideUpdate,
  offerOnHold,
  type Standing,
  searchAttributes,
  taskQueues,
  viewQuery,
} from '../../workflows/messages.ts';
import type { AgreementRequest } from '../../workflows/ports.ts';

export type Where = {
  address: string;
  namespace: string;
  apiKey?: string | undefined;
  tls?: TLSConfig | boolean;
  /** Headers to send with every request. */
  metadata?: Record<string, string> | undefined;
  catalog: Catalog;
};

/** One agreement in a list, as visibility knows it. */
export type Listed = {
  id: string;
  agency: string;
  offer: string;
  phase: string;
  decision?: string;
  issues: string[];
  /** What is wrong with it, in words: its workflow keeps failing, or nobody can read what it has published. */
  broken?: string;
  nextDueAt?: string;
  termEndsAt?: string;
  /** When it ended, or was stopped in Temporal. */
  closedAt?: string;
};

/** The same agreement runs already, which is no problem when an import is repeated. */
export class AlreadyStartedError extends RefusedError {}

/** No worker answers. The command may still be carried out later. */
export class NoWorkerError extends RefusedError {}

export type Agreements = Awaited<ReturnType<typeof connectAgreements>>;

/**
 * Connects to the cluster.
 * @throws {RefusedError} if it can't be reached.
 */
export async function connectAgreements({ address, namespace, apiKey, tls, metadata, catalog }: Where) {
  const options = {
    address,
    tls: tls ?? false,
    connectTimeout: '5s' as const,
    ...(apiKey && { apiKey }),
    ...(metadata && { metadata }),
  };
  const connection = await Connection.connect(options).catch(() => {
    throw new RefusedError(
      `No Temporal server answers at ${address}. Start one with "npx onegov up", or set TEMPORAL_ADDRESS.`,
    );
  });
  const client = new Client({ connection, namespace, dataConverter: { payloadCodecs: [readablePayloads] } });
  const handleOf = (id: string) => client.workflow.getHandle<typeof agreement>(id);

  return {
    client,

    /**
     * Starts an agreement, and waits until the planner has checked its request.
     * @returns its id
     * @throws {RefusedError} if the request can't be used, or the agreement exists already.
     */
    async start(asked: AgreementRequest, options: { rehearsal?: boolean } = {}): Promise<string> {
      const { request, offer, agency } = checked(asked);
      const begun = new Date().toISOString();
      const id = options.rehearsal ? rehearsalId(offer.id, agency, begun) : agreementId(offer.id, agency);
      await refuseSecondPrice(id, agency, offer.id);
      try {
        await client.workflow.start<typeof agreement>('agreement', {
          workflowId: id,
          taskQueue: taskQueues.agreements,
          args: [{ ...request, offer, ...(await holdOf(offer.id)) }],
          typedSearchAttributes: new TypedSearchAttributes([
            { key: searchAttributes.agency, value: agency },
            { key: searchAttributes.offer, value: offer.id },
            { key: searchAttributes.phase, value: 'onboarding' },
          ]),
          staticSummary: `${agency}: ${offer.vendor} ${offer.product}`,
          staticDetails: `One agency's use of one offer, a run for each term. Started with \`onegov start\` or a similar command.`,
        });
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
        throw new AlreadyStartedError(
          `${id} runs already. See it with "npx onegov show ${agency} ${offer.id}".`,
        );
      }
      await this.view(id);
      return id;
    },

    /**
     * The agreement as it is now, or as it ended.
     * @throws {RefusedError} if there is none, or its request was refused.
     */
    async view(id: string): Promise<Agreement> {
      const giveUpAt = Date.now() + patience;
      for (;;) {
        try {
          return storedAgreement(
            await connection.withDeadline(giveUpAt, () => handleOf(id).query(viewQuery)),
          );
        } catch (error) {
          await throwIfRefused(id, error);
          if (Date.now() + 1000 > giveUpAt) throw await unanswered(id);
          await pause(100);
        }
      }
    },

    /**
     * Carries out a command, and waits for its effect on the agreement.
     * @throws {RefusedError} if it does not fit the agreement; {NoWorkerError} if nobody answers.
     */
    async decide(id: string, command: Command): Promise<Standing> {
      const parsed = parseCommand(command);
      try {
        const deadline = Date.now() + patience;
        return await connection.withDeadline(deadline, () =>
          handleOf(id).executeUpdate(decideUpdate, { args: [parsed] }),
        );
      } catch (error) {
        if (isDeadline(error))
          throw new NoWorkerError(
            `${unattended(id, namespace)} The command may still be carried out; check with "onegov show".`,
          );
        if (error instanceof WorkflowUpdateFailedError) throw refusalOf(error);
        if (error instanceof WorkflowNotFoundError) throw new RefusedError(await whyNotThere(id));
        throw error;
      }
    },

    /** Does an agreement with this id exist, open or closed? */
    isThere: async (id: string) => (await described(id)) !== undefined,

    /** Agreements that match a visibility query, newest first, page by page. */
    async *list(query = ''): AsyncIterable<Listed> {
      for await (const run of runs(query)) yield listed(run);
    },

    /** The same, with the plan and the open issues that each agreement has published. */
    async *ledgers(query = ''): AsyncIterable<Listed & { ledger?: Ledger }> {
      for await (const run of runs(query)) {
        const { ledger } = rowOf(run);
        yield { ...listed(run), ...(ledger && { ledger }) };
      }
    },

    /** How many agreements match a visibility query. */
    async count(query = ''): Promise<number> {
      return (await usable(() => client.workflow.count(matching(query)))).count;
    },

    close: () => connection.close(),
  };

  async function* runs(query: string): AsyncIterable<WorkflowExecutionInfo> {
    const list = client.workflow.list({ query: matching(query), pageSize })[Symbol.asyncIterator]();
    for (;;) {
      const next = await usable(() => list.next());
      if (next.done) return;
      yield next.value;
    }
  }

  function checked(asked: AgreementRequest) {
    const request = parseRequest(asked);
    const offer = typeof request.offer === 'string' ? findOffer(catalog, request.offer) : request.offer;
    const agency = typeof request.agency === 'string' ? request.agency : request.agency.id;
    return {
      request: request as AgreementRequest,
      offer: offer as Exclude<AgreementRequest['offer'], string>,
      agency,
    };
  }

  /** The last run of an agreement, if there is one. */
  function described(id: string) {
    return handleOf(id)
      .describe()
      .catch(() => undefined);
  }

  /** While a whole offer is on hold, a new agreement of it starts on hold. */
  async function holdOf(offer: string): Promise<{ hold?: string }> {
    const open = `${running} AND OfferId = ${quoted(offer)}`;
    const { count } = await client.workflow.count(matching(`${open} AND Attention = "${offerOnHold}"`));
    return count > 0 ? { hold: `all of ${offer} is on hold` } : {};
  }

  /** Refuses here: a failed run would hide the record of the agreement that had the price. */
  async function refuseSecondPrice(id: string, agency: string, offer: string): Promise<void> {
    const known = await described(id);
    const phase = known?.typedSearchAttributes.get(searchAttributes.phase) ?? 'onboarding';
    const isClosed = known !== undefined && !['RUNNING', 'FAILED'].includes(known.status.name);
    if (isClosed && phase !== 'onboarding' && phase !== 'withdrawn')
      throw new RefusedError(hadPriceBefore(agency, offer));
  }

  async function throwIfRefused(id: string, error: unknown): Promise<void> {
    if (error instanceof WorkflowNotFoundError) throw new RefusedError(await whyNotThere(id));
    const { status, type } = await handleOf(id).describe();
    if (type !== 'agreement')
      throw new RefusedError(
        `${id} is a workflow of another type, ${type}, and no agreement; see it in the Temporal UI.`,
      );
    if (status.name !== 'FAILED') return;
    await handleOf(id)
      .result()
      .catch((failure) => {
        throw failure instanceof WorkflowFailedError ? new RefusedError(causeOf(failure)) : failure;
      });
  }

  /** Its workers are away or busy, or it fails whenever they look at it. */
  async function unanswered(id: string): Promise<RefusedError> {
    const known = await described(id);
    return known && isStuck(known)
      ? new RefusedError(`${id} can't be shown: its workflow keeps failing; see it in the Temporal UI.`)
      : new NoWorkerError(unattended(id, namespace));
  }

  async function whyNotThere(id: string): Promise<string> {
    const known = await described(id);
    if (!known) return `No agreement found for ${id}.`;
    const wasStopped = known.status.name !== 'COMPLETED' && known.status.name !== 'FAILED';
    return wasStopped ? `${id} was stopped in Temporal itself (${known.status.name}).` : `${id} is over.`;
  }
}

function matching(query: string): string {
  const latest = 'ExecutionStatus != "ContinuedAsNew"';
  return ofAgreements(query ? `${latest} AND (${query})` : latest);
}

/** @throws {RefusedError} if the server can't use the query. */
async function usable<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const answer = error instanceof Error && error.cause ? error.cause : error;
    const isUnusable = isGrpcServiceError(answer) && answer.code === grpc.invalidArgument;
    throw isUnusable ? new RefusedError(`The server can't use that query: ${answer.details}.`) : error;
  }
}

/** How long a worker may take to answer, in milliseconds. */
const patience = 15_000;

function unattended(id: string, namespace: string): string {
  return `${id} exists, but no worker answers; check that workers for namespace ${namespace} are running (npx onegov up).`;
}

/** The phase of an agreement, or how it was stopped in Temporal. */
function phaseOf(status: string, phase = ''): string {
  if (status === 'FAILED') return 'refused';
  return ['TERMINATED', 'CANCELLED', 'TIMED_OUT'].includes(status) ? `stopped (was ${phase})` : phase;
}

function isDeadline(error: unknown): boolean {
  const isGrpc = isGrpcServiceError(error) || (error instanceof Error && isGrpcServiceError(error.cause));
  return error instanceof WorkflowUpdateRPCTimeoutOrCancelledError || isGrpc;
}

function refusalOf(error: WorkflowUpdateFailedError): RefusedError {
  const type = error.cause instanceof ApplicationFailure ? error.cause.type : undefined;
  const Kind = refusals[(type ?? 'Refused') as keyof typeof refusals] ?? RefusedError;
  return new Kind(causeOf(error));
}

function causeOf({ cause, message }: Error): string {
  return cause instanceof ApplicationFailure
    ? cause.message
    : ((cause as Error | undefined)?.message ?? message);
}

function listed(run: WorkflowExecutionInfo): Listed {
  const { id, agency, offer, status, nextDueAt, closedAt, broken } = rowOf(run);
  const shown = run.typedSearchAttributes;
  const decision = shown.get(searchAttributes.decision);
  const termEndsAt = shown.get(searchAttributes.termEndsAt)?.toISOString();
  return {
    id,
    agency,
    offer,
    phase: phaseOf(status, shown.get(searchAttributes.phase)),
    ...(decision && { decision }),
    issues: shown.get(searchAttributes.attention) ?? [],
    ...(broken && { broken }),
    ...(nextDueAt && status === 'RUNNING' && { nextDueAt }),
    ...(termEndsAt && { termEndsAt }),
    ...(closedAt && { closedAt }),
  };
}
