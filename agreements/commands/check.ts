// Does a command fit an agreement as it is, and why not?

import type { Agreement } from '../model/agreement.ts';
import { versionOf } from '../model/ids.ts';
import { isOver } from '../model/status.ts';
import type { Instant } from '../time/instants.ts';
import { AlreadyDoneError, LimitReachedError, RefusedError } from '../validation/errors.ts';
import type { Command } from './command.ts';
import type { Definition } from './definition.ts';
import { commandTypes, definitionOf } from './registry.ts';

/**
 * Checks a command.
 * @returns what makes the command
 * @throws {AlreadyDoneError} if it would change nothing; {LimitReachedError} if it is too much; {RefusedError} otherwise.
 */
export function check(agreement: Agreement, command: Command, now?: Instant): Definition<Command> {
  const { id, status } = agreement;
  const definition = definitionOf(command);
  if (!definition)
    throw new RefusedError(`Unknown command "${command.type}"; use one of ${commandTypes.join(', ')}.`);
  const { verb, fitsWhenOver, alreadyDone, objection, limit } = definition;
  if (!command.by?.trim()) throw new RefusedError(`"by" is missing; say who asks to ${verb}.`);
  if (!fitsWhenOver && isOver(agreement))
    throw new RefusedError(`${id} is over (${status}); you can't ${verb}.`);
  const already = alreadyDone?.(agreement, command, now);
  if (already) throw new AlreadyDoneError(already);
  const why = isOutdated(agreement, command) || objection?.(agreement, command, now);
  if (why) throw new RefusedError(why);
  const tooMuch = limit?.(agreement, command, now);
  if (tooMuch) throw new LimitReachedError(tooMuch);
  return definition;
}

/** The person has seen other terms than those of now. */
function isOutdated(agreement: Agreement, { version }: Command): string | false {
  return (
    version !== undefined &&
    version !== versionOf(agreement) &&
    `The terms of ${agreement.id} have changed since they were shown; look at them again.`
  );
}
