// A worker that is slow is told apart from one that is not there.
import { expect, it } from 'vitest';
import { concernsAll, NoWorkerError, SlowError, unansweredError } from '../../../clients/api/unanswered.ts';

const server = { address: '127.0.0.1:7233', namespace: 'onegov' };
const id = 'agreement:xai-grok:gsa.gov';

it('says that workers run, and have more to do than they can', () => {
  const error = unansweredError(id, 'view', 'silent', undefined, server, true);
  expect(error).toBeInstanceOf(SlowError);
  expect(error).not.toBeInstanceOf(NoWorkerError);
  expect(error.message).toBe(
    `${id} exists and workers run, but they have more to do than they can, and gave no answer in time; try again later, or start more workers (onegov worker).`,
  );
  expect(unansweredError(id, 'command', 'silent', undefined, server, true).message).toBe(
    `${error.message} The command may still be carried out; check with "onegov show".`,
  );
});

it('does not end the work on others, as a missing worker does', () => {
  const slow = unansweredError(id, 'command', 'silent', undefined, server, true);
  const alone = unansweredError(id, 'command', 'silent', undefined, server, false);
  expect(alone).toBeInstanceOf(NoWorkerError);
  expect([concernsAll(slow), concernsAll(alone)]).toEqual([false, true]);
});
