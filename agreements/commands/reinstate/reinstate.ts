// Reinstate: ends a suspension, and access comes back. The dates stay, or move by the days of the suspension.

import type { LocalDate } from '../../time/calendar.ts';
import { dayInWords } from '../../time/day-words.ts';
import type { Definition } from '../definition.ts';
import { byWhom, type EventWords } from '../shared/event-words.ts';
import type { Reinstate } from './schema.ts';

export const reinstate: Definition<Reinstate> = {
  verb: 'reinstate it',
  alreadyDone: ({ id, status }) => status !== 'suspended' && `${id} is not suspended.`,
  events: ({ command: { clock }, act, replan }) => {
    const { accessFrom, stopsOn } = replan ?? {};
    const days = { ...(accessFrom && { accessFrom }), ...(stopsOn && { stopsOn }) };
    return [{ type: 'reinstated', ...act, clock, ...days, ...(replan && { replan }) }];
  },
};

export const reinstated: EventWords<'reinstated'> = (entry) => ({
  what: 'reinstated',
  text: byWhom(
    entry,
    [entry.clock === 'move' ? ', dates moved by the pause' : ', dates kept', ...daysOf(entry)].join(''),
  ),
});

function daysOf({ accessFrom, stopsOn }: { accessFrom?: LocalDate; stopsOn?: LocalDate }): string[] {
  return [
    ...(stopsOn ? [` up to the offer's last day, ${dayInWords(stopsOn)}`] : []),
    ...(accessFrom ? [`, access begins on ${dayInWords(accessFrom)}`] : []),
  ];
}
