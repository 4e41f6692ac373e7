// What was asked for can't be done. Each error is one sentence for the person who asked: what happened; what to do.

export class RefusedError extends Error {
  override name = 'RefusedError';
}

/** It is done already: no news when somebody asks twice. */
export class AlreadyDoneError extends RefusedError {
  override name = 'AlreadyDoneError';
}

/** It would be more than an agreement takes. */
export class LimitReachedError extends RefusedError {
  override name = 'LimitReachedError';
}
