// Errors for requests and commands that can't be carried out. Each message is one sentence: what happened; what to do.

export class RefusedError extends Error {
  override name = 'RefusedError';
  /** The field of a request that it is about, such as `lastDay`; undefined if it is about more than one. */
  readonly field: string | undefined;

  constructor(message: string, field?: string) {
    super(message);
    this.field = field;
  }
}

/** The command would change nothing, for example because someone asked twice. */
export class AlreadyDoneError extends RefusedError {
  override name = 'AlreadyDoneError';
}

/** The command would exceed a limit of the agreement. */
export class LimitReachedError extends RefusedError {
  override name = 'LimitReachedError';
}
