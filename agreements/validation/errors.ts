// Errors for requests and commands that can't be carried out. Each message is one sentence: what happened; what to do.

export class RefusedError extends Error {
  override name = 'RefusedError';
}

/** The command would change nothing, for example because someone asked twice. */
export class AlreadyDoneError extends RefusedError {
  override name = 'AlreadyDoneError';
}

/** The command would exceed a limit of the agreement. */
export class LimitReachedError extends RefusedError {
  override name = 'LimitReachedError';
}
