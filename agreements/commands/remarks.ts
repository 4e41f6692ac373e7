// What whoever gives a command is told of its effect, besides the new phase and plan.

import type { AgreementEvent } from '../model/events.ts';
import type { Closure } from '../time/closures.ts';
import { closureInWords, dayInWords } from '../time/day-words.ts';

/** Sentences about what the events of a command brought that was perhaps not expected. */
export function remarksOn(events: AgreementEvent[]): string[] {
  return events.flatMap((event) => {
    if (event.type === 'closures-observed') return event.closures.map(asRemark);
    if (event.type !== 'reinstated') return [];
    const { stopsOn, accessFrom } = event;
    return [
      ...(stopsOn
        ? [`The pause does not move the term past the offer's last day, ${dayInWords(stopsOn)}.`]
        : []),
      ...(accessFrom ? [`Access begins on ${dayInWords(accessFrom)}.`] : []),
    ];
  });
}

function asRemark(closure: Closure): string {
  const moves = closure.warnsOnly ? 'dates stay' : 'dates move to a business day';
  return `Federal offices are closed: ${closureInWords(closure)}; ${moves}.`;
}
