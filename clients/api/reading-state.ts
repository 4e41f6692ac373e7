// Reads what an agreement says of itself. An older version or somebody by hand may have made it of another form.
import { RefusedError } from '../../agreements/validation/errors.ts';
import { UnansweredError } from './unanswered.ts';

/**
 * Works with the state of one agreement. What fails on its form is this agreement's trouble, and nobody else's.
 * @throws {UnansweredError} naming the agreement, if its state has a form that this version does not know
 */
export function readingState<T>(id: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RefusedError) throw error;
    throw new UnansweredError(
      `${id} has a state of a form that this version can't read; see it in the Temporal UI.`,
    );
  }
}
