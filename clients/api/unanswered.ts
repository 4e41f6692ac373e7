// What Temporal's errors mean, and the sentences that people read about them: what happened; what to do.
import { isGrpcServiceError, type WorkflowExecutionDescription } from '@temporalio/client';
import { getGrpcStatusDetails } from '@temporalio/client/lib/helpers.js';
import { NamespaceNotFoundError } from '@temporalio/common';
import { RefusedError } from '../../agreements/validation/errors.ts';
import { grpc, isStuck } from '../../visibility/visibility.ts';

/** The agreement gave no answer, for a reason that is its own. It refused nothing, so the same may be asked again. */
export class UnansweredError extends RefusedError {}

/** No worker answers. The command may still be carried out later. */
export class NoWorkerError extends UnansweredError {}

/** Workers work, and have more to do than they can. The command may still be carried out later. */
export class SlowError extends UnansweredError {}

/** The Temporal server can't be asked. This concerns all agreements alike. */
export class ServerError extends UnansweredError {}

/** Is it the fault of no single agreement: no worker answers, or the server can't be asked? */
export function concernsAll(error: unknown): boolean {
  return error instanceof NoWorkerError || error instanceof ServerError;
}

type Trouble =
  /** Nobody answered in time. */
  | 'silent'
  /** The tasks of its workflow fail. */
  | 'stuck'
  /** The run takes no more commands. */
  | 'full'
  /** Too many commands at once. */
  | 'busy'
  /** The server is not there. */
  | 'away'
  | 'denied'
  | 'no-namespace';

/** What an error of the Temporal client means; nothing if it is another error. */
export function troubleOf(error: unknown): Trouble | undefined {
  if (error instanceof NamespaceNotFoundError) return 'no-namespace';
  const answer = error instanceof Error && error.cause ? error.cause : error;
  if (!isGrpcServiceError(answer)) return undefined;
  if (answer.code === grpc.failedPrecondition) return isNotReady(answer) ? 'stuck' : 'full';
  return troubles.get(answer.code);
}

const troubles: ReadonlyMap<number, Trouble> = new Map([
  [grpc.cancelled, 'silent'],
  [grpc.deadlineExceeded, 'silent'],
  [grpc.resourceExhausted, 'busy'],
  [grpc.unavailable, 'away'],
  [grpc.permissionDenied, 'denied'],
  [grpc.unauthenticated, 'denied'],
]);

function isNotReady(answer: Parameters<typeof getGrpcStatusDetails>[0]): boolean {
  const details = getGrpcStatusDetails(answer) ?? [];
  return details.some(({ type_url: type }) => type?.endsWith('.WorkflowNotReadyFailure'));
}

type Server = { address: string; namespace: string };

/** What is asked for: to see something, or to carry out a command, which may be done although no answer came. */
export type Asked = 'view' | 'command';

/** The error to throw if the server itself can't be asked; nothing if only one agreement gave no answer. */
export function serverError(
  trouble: Trouble | undefined,
  { address, namespace }: Server,
  asked: Asked = 'view',
): ServerError | undefined {
  const server = `The Temporal server at ${address}`;
  if (trouble === 'away') {
    const what = `${server} does not answer; check that it runs, then run the command again.`;
    return new ServerError(asked === 'command' ? `${what} ${mayBeDone}` : what);
  }
  if (trouble === 'denied')
    return new ServerError(
      `${server} does not let this account use namespace ${namespace}; check the API key or the certificate, or ask its administrator.`,
    );
  if (trouble === 'no-namespace')
    return new ServerError(
      `${server} has no namespace ${namespace}; check TEMPORAL_NAMESPACE, or start a worker, which creates it.`,
    );
  return undefined;
}

/** The error to throw if the server has too much to do for a question about many agreements. */
export function busyServerError({ address }: Server): ServerError {
  return new ServerError(`The Temporal server at ${address} is busy; run the command again in a minute.`);
}

const mayBeDone = 'The command may still be carried out; check with "onegov show".';

/** What is known of an agreement's workflow. */
type Known = Pick<WorkflowExecutionDescription, 'typedSearchAttributes' | 'raw'>;

/**
 * The error to throw if one agreement gave no answer.
 * @param known its workflow; left out: nothing is known of it
 * @param isSlow do workers take tasks, and gave no answer all the same?
 */
export function unansweredError(
  id: string,
  asked: Asked,
  trouble: Trouble | undefined,
  known: Known | undefined,
  { namespace }: Server,
  isSlow: boolean,
): UnansweredError {
  if (trouble === 'stuck' || (known && keepsFailing(known))) {
    const what = asked === 'view' ? "can't be shown" : "can't take a command";
    return new UnansweredError(`${id} ${what}: its workflow keeps failing; see it in the Temporal UI.`);
  }
  if (trouble === 'full')
    return new UnansweredError(
      `${id} can't take another command in this run of its workflow; try again in an hour, and if that is refused too, see it in the Temporal UI.`,
    );
  if (trouble === 'busy')
    return new UnansweredError(
      asked === 'view'
        ? `${id} is busy; try again in a minute.`
        : `${id} is busy with other commands, and this one is not carried out; run it again in a minute.`,
    );
  if (isSlow) {
    const slow = `${id} exists and workers run, but they have more to do than they can, and gave no answer in time; try again later, or start more workers (onegov worker).`;
    return new SlowError(asked === 'command' ? `${slow} ${mayBeDone}` : slow);
  }
  const silent = `${id} exists, but no worker answers; check that workers for namespace ${namespace} are running (onegov up).`;
  return new NoWorkerError(asked === 'command' ? `${silent} ${mayBeDone}` : silent);
}

/** From this attempt at a task on, the server takes no command for the workflow. */
const failingAttempts = 3;

function keepsFailing(known: Known): boolean {
  return isStuck(known) || (known.raw.pendingWorkflowTask?.attempt ?? 0) >= failingAttempts;
}
