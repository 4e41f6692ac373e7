// What was asked for can't be done. Each error is one sentence for the person who asked: what happened; what to do.

export class RefusedError extends Error {
  override name = 'RefusedError';
}

/** What is wrong, and where: `contacts[0].email`, or empty for the whole. */
export type Flaw = { where: string; message: string };

/** What somebody handed in has flaws. */
export class InvalidInputError extends RefusedError {
  override name = 'InvalidInputError';
  readonly flaws: Flaw[];

  /** The message names five flaws at most. @param what that has them: `The request` */
  constructor(what: string, flaws: Flaw[]) {
    const named = flaws.slice(0, 5).map(({ where, message }) => `${where} ${message}`.trim());
    super(`${what} can't be used: ${named.join('; ')}.`);
    this.flaws = flaws;
  }
}

/** It is done already: no news when somebody asks twice. */
export class AlreadyDoneError extends RefusedError {
  override name = 'AlreadyDoneError';
}

/** It would be more than an agreement takes. */
export class LimitReachedError extends RefusedError {
  override name = 'LimitReachedError';
}
