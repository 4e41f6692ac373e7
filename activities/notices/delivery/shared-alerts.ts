// Alerts about a fault that many agreements have at once: the operators get one a day from this worker, and the rest wait.
import { between, day, type Instant, later } from '../../../agreements/time/instants.ts';
import type { Message } from '../message/message.ts';

/** It knows only what this worker has sent, so each worker sends one a day. */
export function createSharedAlerts() {
  let last: { id: string; at: Instant } | undefined;

  function waitsUntil({ id }: Message, now: Instant): Instant | undefined {
    // The clocks of rehearsals run ahead, each by itself.
    if (last && last.id !== id && Math.abs(between(last.at, now)) < day) return later(last.at, day);
    last = { id, at: now };
    return undefined;
  }

  return {
    /** The shared alerts that wait for another one, each with the instant until which it waits. The first one does not wait. */
    waiting(messages: Message[], now: Instant): Map<Message, Instant> {
      return new Map(
        messages
          .filter(({ shared }) => shared)
          .flatMap((message): [Message, Instant][] => {
            const until = waitsUntil(message, now);
            return until === undefined ? [] : [[message, until]];
          }),
      );
    },
    /** Nobody waits for these messages: they could not be sent. */
    forget(messages: Message[]): void {
      if (messages.some(({ id }) => id === last?.id)) last = undefined;
    },
  };
}
