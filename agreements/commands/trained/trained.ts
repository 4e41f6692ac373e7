// Trained: records that people completed a training.

import { hasCompletedTraining, isSameAddress } from '../../contacts/recipients.ts';
import type { Agreement } from '../../model/agreement.ts';
import type { Definition } from '../definition.ts';
import { byWhom, type EventWords } from '../shared/event-words.ts';
import type { Trained } from './schema.ts';

/** The agreement's state lists these people, and Temporal limits its size. */
const mostTrained = 1000;

export const recordTraining: Definition<Trained> = {
  verb: 'record a training',
  alreadyDone: (agreement, { people }) =>
    people.every((one) => hasCompletedTraining(agreement, one)) &&
    `${agreement.id} already has on record that these people completed a training.`,
  limit: ({ id, trained = [] }, { people }) => {
    const all = new Set([...trained, ...people.map((one) => one.toLowerCase())]);
    return all.size > mostTrained && `${id} can record the training of at most ${mostTrained} people.`;
  },
  events: ({ agreement, command: { people, training }, act }) => [
    {
      type: 'trained',
      ...act,
      people: notYetRecorded(agreement, people),
      ...(training !== undefined && { training }),
    },
  ],
};

function notYetRecorded(agreement: Agreement, people: string[]): string[] {
  const isFirst = (one: string, index: number) =>
    people.findIndex((other) => isSameAddress(one, other)) === index;
  return people.filter(isFirst).filter((one) => !hasCompletedTraining(agreement, one));
}

export const trained: EventWords<'trained'> = (entry) => ({
  what: 'trained',
  text: `${entry.training ? `${entry.training}: ` : ''}${entry.people.join(', ')}, ${byWhom(entry)}`,
});
