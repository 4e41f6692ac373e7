// Checks whether an agreement can carry out a command now. If not, an error says why.

import type { Agreement } from '../model/agreement.ts';
import { versionOf } from '../model/ids.ts';
import { isOver } from '../model/status.ts';
import type { Instant } from '../time/instants.ts';
import { AlreadyDoneError, LimitReachedError, RefusedError } from '../validation/errors.ts';
import { quotedWords } from '../validation/quoted-words.ts';
import type { Command } from './command.ts';
import type { Definition } from './definition.ts';
import { commandTypes, definitionOf } from './registry.ts';

/**
 * Checks a command.
 * @returns the command's definition
 * @throws {AlreadyDoneError} if the command would change nothing
 * @throws {LimitReachedError} if the command would exceed a limit
 * @throws {RefusedError} if something else blocks the command
 */
export function check(agreement: Agreement, command: Command, now?: Instant): Definition<Command> {
  const { id, status } = agreement;
  const definition = definitionOf(command);
  if (!definition) throw new RefusedError(unknown(command.type));
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

/**
 * Checks a command of which nobody knows yet whether it is well formed. If it is not, whoever knows its schema says so.
 * @throws {RefusedError} as `check` does
 */
export function checkAsTyped(agreement: Agreement, command: Command, now: Instant): void {
  try {
    check(agreement, command, now);
  } catch (error) {
    if (error instanceof RefusedError) throw error;
  }
}

/** @param type anything, because anybody can send it */
function unknown(type: unknown): string {
  const what =
    typeof type === 'string' ? `Unknown command ${quotedWords([type])}` : 'The command has no type';
  return `${what}; use one of ${commandTypes.join(', ')}.`;
}

/** The terms have changed since the person saw them. */
function isOutdated(agreement: Agreement, { version }: Command): string | false {
  return (
    version !== undefined &&
    version !== versionOf(agreement) &&
    `The terms of ${agreement.id} have changed since they were shown; look at them again.`
  );
}
