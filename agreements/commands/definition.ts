// The definition of a command: its checks and its events. Its JSON is in schema.ts, the dates that it moves in plan.ts.

import type { Agreement } from '../model/agreement.ts';
import type { Act, AgreementEvent, Replan } from '../model/events.ts';
import type { Instant } from '../time/instants.ts';
import { RefusedError } from '../validation/errors.ts';

export type Definition<Command> = {
  /** The words that follow "you can't": `suspend it`. */
  verb: string;
  /** The command also works on an agreement that is over, as long as something is left to carry out. */
  fitsWhenOver?: true;
  /** Would the command change nothing? */
  alreadyDone?: Test<Command>;
  /** Does something else block the command? */
  objection?: Test<Command>;
  /** Would the command exceed a limit? */
  limit?: Test<Command>;
  /** The events that the command causes. */
  events(asked: Asked<Command>): AgreementEvent[];
};

/** If the answer is yes: a sentence that says why the command is refused, and what to do. */
type Test<Command> = (agreement: Agreement, command: Command, now?: Instant) => string | false | undefined;

/** A command that passed its checks. `act`: who asks, when and why. `replan`: the new dates and plan from plan.ts. */
type Asked<Command> = { agreement: Agreement; command: Command; act: Act; replan?: Replan };

/** The new dates of a command. @throws {RefusedError} if nobody called `examine`, which works them out. */
export function needed(replan: Replan | undefined): Replan {
  if (!replan) throw new RefusedError('The new dates of this command are missing; examine it first.');
  return replan;
}
