// What makes a command, besides its JSON (schema.ts) and the dates that it moves (plan.ts).

import type { Agreement } from '../model/agreement.ts';
import type { Act, AgreementEvent, Replan } from '../model/events.ts';
import type { Instant } from '../time/instants.ts';
import { RefusedError } from '../validation/errors.ts';

export type Definition<Command> = {
  /** What it asks for, as in "you can't suspend it". */
  verb: string;
  /** It also fits an agreement that is over, as long as something is left to carry out. */
  fitsWhenOver?: true;
  /** Would it change nothing? */
  alreadyDone?: Test<Command>;
  /** Does something else stand in its way? */
  objection?: Test<Command>;
  /** Would it be more than an agreement takes? */
  limit?: Test<Command>;
  /** What happens. */
  events(asked: Asked<Command>): AgreementEvent[];
};

/** Answers with a sentence that says why the command is refused, and what to do. */
type Test<Command> = (agreement: Agreement, command: Command, now?: Instant) => string | false | undefined;

/** A command that fits. `act`: who asks, when and why. `replan`: what plan.ts worked out. */
type Asked<Command> = { agreement: Agreement; command: Command; act: Act; replan?: Replan };

/** @throws {RefusedError} if the command was not examined, which is where its dates are worked out. */
export function needed(replan: Replan | undefined): Replan {
  if (!replan) throw new RefusedError('The dates that this command leads to are missing; examine it first.');
  return replan;
}
