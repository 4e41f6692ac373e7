// Exit codes, for scripts.

import { RefusedError } from '../../agreements/validation/errors.ts';

/** Done as asked; refused; not understood; what "check-release" finds; an unexpected error. */
export const exitCodes = {
  ...{ done: 0, refused: 1, misunderstood: 2 },
  ...{ wouldChange: 3, doesNotReplay: 4 },
  unexpected: 70,
} as const;

/** A command has done what it was asked, and found what its exit code says. */
export class FoundError extends RefusedError {
  readonly exitCode: number;

  constructor(message: string, exitCode: number) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** The same for the help. */
export const exitCodeLines = `Exit codes:
  ${exitCodes.done}   done
  ${exitCodes.refused}   refused, or not possible: one sentence says why
  ${exitCodes.misunderstood}   not understood: an argument or a setting is wrong
  ${exitCodes.wouldChange}   of "check-release": the new version would change something
  ${exitCodes.doesNotReplay}   of "check-release": a history can’t be replayed
  ${exitCodes.unexpected}  unexpected error`;
