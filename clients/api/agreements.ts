// The typed client for agreements. The command line, the pages and tests use it.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  Client,
  isGrpcServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowFailedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  type WorkflowUpdateHandle,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { Command } from '../../agreements/commands/command.ts';
import { parseCommand } from '../../agreements/commands/command.ts';
import type { Agreement } from '../../agreements/model/agreement.ts';
import { agreementId, rehearsalId } from '../../agreements/model/ids.ts';
import type { Ledger } from '../../agreements/model/ledger.ts';
import { storedAgreement } from '../../agreements/model/stored.ts';
import { hadPriceBefore, parseRequest } from '../../agreements/planning/request.ts';
import { RefusedError } from '../../agreements/validation/errors.ts';
import { clientConverter } from '../../encryption/data-converter.ts';
import { UnreadableError } from '../../encryption/encrypted-payloads.ts';
import type { Key } from '../../encryption/keys.ts';
import { readable } from '../../encryption/readable-payloads.ts';
import { type Catalog, findOffer } from '../../offers/catalog.ts';
import { quoted, running } from '../../visibility/queries.ts';
import { type Run, runsOf } from '../../visibility/runs.ts';
import { grpc, ofAgreements } from '../../visibility/visibility.ts';
import type { agreement } from '../../workflows/agreement.ts';
import { refusals } from '../../workflows/failures.ts';
import {
  decideUpdate,
  offerOnHold,
  type Standing,
  searchAttributes,
  viewQuery,
} from '../../workflows/messages.ts';
import type { AgreementRequest } from '../../workflows/ports.ts';
import { connectTo, type Server } from './connecting.ts';
import { fewAtOnce } from './few-at-once.ts';
import { type Listed, listed } from './listed.ts';
import { createPatience, haveWorkersAsked, silence, type Wait } from './patience.ts';
import { readingState } from './reading-state.ts';
import { startRestored } from './restoring.ts';
import { askedTogether, type Beginning, startAdmitted } from './starting.ts';
import {
  type Asked,
  busyServerError,
  type ServerError,
  serverError,
  troubleOf,
  unansweredError,
} from './unanswered.ts';

export type Where = Server & {
  namespace: string;
  catalog: Catalog;
  /** What payloads are encrypted with. None: nothing is encrypted. */
  keys: Key[];
};

/** The same agreement runs already, which is no problem when an import is repeated. */
export class AlreadyStartedError extends RefusedError {}

export type Agreements = Awaited<ReturnType<typeof connectAgreements>>;

/**
 * Connects to the cluster.
 * @throws {RefusedError} if it can't be reached.
 */
export async function connectAgreements(where: Where) {
  const { address, namespace } = where;
  const connection = await connectTo(where);
  const server = { address, namespace };
  const inTurn = fewAtOnce(mostAtOnce);
  const client = new Client({ connection, namespace, dataConverter: clientConverter(where.keys) });
  const patience = createPatience();
  const holdOf = askedTogether(holdOfOffer);
  const handleOf = (id: string, run?: string) => client.workflow.getHandle<typeof agreement>(id, run);

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
      await begin({ id, agency, request: { ...request, offer, ...(await holdOf(offer.id)) } });
      return id;
    },

    /**
     * Starts an agreement from an export, with the state that it is to have.
     * @param isStopped it was stopped in Temporal, so it can be seen and does nothing
     * @throws {AlreadyStartedError} if there is one with its id, open or closed; {ServerError} if the server can't be asked.
     */
    async restore(state: Agreement, isStopped = false): Promise<void> {
      try {
        await usable(() => startRestored(client, state, isStopped));
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
        throw new AlreadyStartedError(`${state.id} is there already.`);
      }
    },

    /**
     * The agreement as it is now, or as it ended.
     * @param run one of its runs; left out: the last one
     * @throws {RefusedError} if there is none, or its request was refused; {UnansweredError} if it gives no answer.
     */
    view: (id: string, run?: string) => viewed(id, patience.begin(), run),

    /**
     * Carries out a command, and waits for its effect on the agreement.
     * @throws {RefusedError} if it does not fit the agreement; {UnansweredError} if it gives no answer.
     */
    async decide(id: string, command: Command): Promise<Standing> {
      const parsed = parseCommand(command);
      return inTurn(id, () => carryOut(id, parsed));
    },

    /** The history of an agreement's last run. @throws {RefusedError} if the server can't be asked. */
    history: (id: string) => usable(() => handleOf(id).fetchHistory()),

    /** Does an agreement with this id exist, open or closed? */
    isThere: async (id: string) => (await described(id)) !== undefined,

    /** Agreements that match a visibility query, newest first, page by page. */
    async *list(query = ''): AsyncIterable<Listed> {
      for await (const { ledger: _, ...row } of this.ledgers(query)) yield row;
    },

    /** The same, with the plan and the open issues that each agreement has published. */
    async *ledgers(query = ''): AsyncIterable<Listed & { ledger?: Ledger }> {
      for await (const run of runs(query)) yield listed(run);
    },

    /** Their runs as the server lists them, without those that went on in a new one. */
    runs,

    /** How many agreements match a visibility query. */
    async count(query = ''): Promise<number> {
      return (await usable(() => client.workflow.count(matching(query)))).count;
    },

    close: () => connection.close(),
  };

  async function* runs(query = ''): AsyncIterable<Run> {
    const found = runsOf(client, matching(query))[Symbol.asyncIterator]();
    for (;;) {
      const next = await usable(() => found.next());
      if (next.done) return;
      yield next.value;
    }
  }

  /** Starts an agreement. One that had a run before needs a second look, and so does a start without an answer. */
  async function begin(beginning: Beginning, isFirst = true, wait = patience.begin()): Promise<void> {
    const { id } = beginning;
    try {
      await connection.withDeadline(wait.lookAt(), () => startAdmitted(client, beginning, isFirst));
      patience.answered();
    } catch (error) {
      if (error instanceof WorkflowUpdateFailedError) throw refusalOf(error);
      if (error instanceof WorkflowExecutionAlreadyStartedError) {
        await refuseSecondStart(beginning);
        return begin(beginning, false, wait);
      }
      if (troubleOf(error) !== 'silent') throw serverErrorOf(error) ?? error;
      if (await described(id)) return void (await viewed(id, wait));
      if (!(await wait.goesOn(async () => true))) throw busyServerError(server);
      return begin(beginning, isFirst, wait);
    }
  }

  async function viewed(id: string, wait: Wait, run?: string): Promise<Agreement> {
    const stored = await asked();
    return readingState(id, () => storedAgreement(readable(stored)));

    async function asked(): Promise<Agreement> {
      for (;;) {
        try {
          const stored = await connection.withDeadline(wait.lookAt(), () =>
            handleOf(id, run).query(viewQuery),
          );
          patience.answered();
          return stored;
        } catch (error) {
          await throwIfRefused(id, error);
          if (!(await wait.goesOn(isWorkedOn(id, 'view')))) throw await unanswered(id, 'view', error, wait);
          await pause(100);
        }
      }
    }
  }

  /**
   * A run that takes no more commands, or that just ended, soon goes on in a fresh one, so this asks again. It asks for
   * the outcome by the run that took the command: a fresh run would not know it.
   */
  async function carryOut(id: string, command: Command): Promise<Standing> {
    const wait = patience.begin();
    const updateId = randomUUID();
    const inTime = <Value>(ask: () => Promise<Value>) => connection.withDeadline(wait.lookAt(), ask);
    let taken: WorkflowUpdateHandle<Standing> | undefined;
    for (;;) {
      try {
        taken ??= await inTime(() =>
          handleOf(id).startUpdate(decideUpdate, { args: [command], updateId, waitForStage: 'ACCEPTED' }),
        );
        const { result } = taken;
        const standing = readable(await inTime(result));
        patience.answered();
        return standing;
      } catch (error) {
        if (error instanceof UnreadableError) throw error;
        if (error instanceof WorkflowUpdateFailedError) throw refusalOf(error);
        const mayAskAgain = troubleOf(error) === 'silent' || (!taken && (await isBetweenRuns(id, error)));
        if (!(mayAskAgain && (await wait.goesOn(isWorkedOn(id, 'command')))))
          throw await unanswered(id, 'command', error, wait);
        await pause(200);
      }
    }
  }

  async function isBetweenRuns(id: string, error: unknown): Promise<boolean> {
    if (!(error instanceof WorkflowNotFoundError)) return troubleOf(error) === 'full';
    return (await described(id, 'command'))?.status.name === 'RUNNING';
  }

  function checked(asked: AgreementRequest) {
    const request = parseRequest(asked);
    const offer = typeof request.offer === 'string' ? findOffer(where.catalog, request.offer) : request.offer;
    const agency = typeof request.agency === 'string' ? request.agency : request.agency.id;
    return {
      request: request as AgreementRequest,
      offer: offer as Exclude<AgreementRequest['offer'], string>,
      agency,
    };
  }

  /**
   * The last run of an agreement, if there is one.
   * @throws {ServerError} if the server can't be asked.
   */
  async function described(id: string, asked?: Asked) {
    try {
      return await connection.withDeadline(Date.now() + silence, () => handleOf(id).describe());
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return undefined;
      throw serverErrorOf(error, asked) ?? error;
    }
  }

  /** The error to throw if the server can't be asked. A server that gives no answer in time is away. */
  function serverErrorOf(error: unknown, asked?: Asked): ServerError | undefined {
    const trouble = troubleOf(error);
    if (trouble === 'busy') return busyServerError(server);
    return serverError(trouble === 'silent' ? 'away' : trouble, server, asked);
  }

  /** @throws {RefusedError} if the server can't use the query; {ServerError} if it can't be asked. */
  async function usable<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      const answer = error instanceof Error && error.cause ? error.cause : error;
      if (isGrpcServiceError(answer) && answer.code === grpc.invalidArgument)
        throw new RefusedError(`The server can't use that query: ${answer.details}.`);
      throw serverErrorOf(error) ?? error;
    }
  }

  /** While a whole offer is on hold, a new agreement of it starts on hold. */
  async function holdOfOffer(offer: string): Promise<{ hold?: string }> {
    const open = `${running} AND OfferId = ${quoted(offer)}`;
    const { count } = await client.workflow.count(matching(`${open} AND Attention = "${offerOnHold}"`));
    return count > 0 ? { hold: `all of ${offer} is on hold` } : {};
  }

  /** Refuses here: a failed run would hide the record of the agreement that had the price. */
  async function refuseSecondStart({ id, agency, request: { offer } }: Beginning): Promise<void> {
    const known = await described(id);
    if (known?.status.name === 'RUNNING')
      throw new AlreadyStartedError(`${id} runs already. See it with "onegov show ${agency} ${offer.id}".`);
    const phase = known?.typedSearchAttributes.get(searchAttributes.phase) ?? 'onboarding';
    if (phase !== 'onboarding' && phase !== 'withdrawn')
      throw new RefusedError(hadPriceBefore(agency, offer.id));
  }

  /** Have workers taken tasks of an agreement's queue since then? */
  function isWorkedOn(id: string, asked: Asked): (since: number) => Promise<boolean> {
    return async (since) => {
      const known = await described(id, asked);
      return known !== undefined && haveWorkersAsked(client, known.taskQueue, since);
    };
  }

  async function throwIfRefused(id: string, error: unknown): Promise<void> {
    const down = serverError(troubleOf(error), server);
    if (down) throw down;
    const known = error instanceof WorkflowNotFoundError ? undefined : await described(id);
    if (!known) throw new RefusedError(await whyNotThere(id));
    const { status, type } = known;
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

  /** The error to throw if an agreement gave no answer. Other errors stay as they are. */
  async function unanswered(id: string, asked: Asked, error: unknown, wait: Wait): Promise<unknown> {
    if (error instanceof WorkflowNotFoundError) return new RefusedError(await whyNotThere(id));
    const trouble = troubleOf(error);
    const down = serverError(trouble, server, asked);
    if (down) return down;
    if (asked === 'command' && !trouble) return error;
    return unansweredError(id, asked, trouble, await described(id, asked), server, wait.isLongest());
  }

  async function whyNotThere(id: string): Promise<string> {
    const known = await described(id);
    if (!known) return `No agreement found for ${id}.`;
    if (known.status.name === 'RUNNING')
      return `${id} went on in a fresh run before it answered; see with "onegov show" whether the command was carried out.`;
    const wasStopped = known.status.name !== 'COMPLETED' && known.status.name !== 'FAILED';
    return wasStopped ? `${id} was stopped in Temporal itself (${known.status.name}).` : `${id} is over.`;
  }
}

function matching(query: string): string {
  const latest = 'ExecutionStatus != "ContinuedAsNew"';
  return ofAgreements(query ? `${latest} AND (${query})` : latest);
}

/** How many commands this program sends to one agreement at a time. The server takes ten from all programs. */
const mostAtOnce = 3;

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
