// The words for events in the record.
import type { RecordEntry } from '../../model/events.ts';

/** An event in a word or two, and its details: `suspended`, `by Olive: no funds`. */
export type Words = { what: string; text: string };

export type EventWords<Type extends RecordEntry['type']> = (
  entry: Extract<RecordEntry, { type: Type }>,
) => Words;

/** `by Olive: no funds`; with `more`, `by Olive (memo 12): no funds`. */
export function byWhom({ by, reason }: { by: string; reason?: string }, more = ''): string {
  return `by ${by}${more}${reason ? `: ${reason}` : ''}`;
}
