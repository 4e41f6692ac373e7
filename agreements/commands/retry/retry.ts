// Retry: tries again now everything that failed, bounced or is delayed.

import type { Issue } from '../../model/agreement.ts';
import type { Definition } from '../definition.ts';
import { byWhom, type EventWords } from '../shared/event-words.ts';
import type { Retry } from './schema.ts';

export const retry: Definition<Retry> = {
  verb: 'retry it',
  fitsWhenOver: true,
  objection: ({ id, issues }) => !issues.some(canBeRetried) && `${id} has nothing to retry.`,
  events: ({ act }) => [{ type: 'retried', ...act }],
};

const canBeRetried = ({ kind }: Issue) => ['failed', 'bounced', 'delayed'].includes(kind);

export const retried: EventWords<'retried'> = (entry) => ({ what: 'retry', text: byWhom(entry) });
