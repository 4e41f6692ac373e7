// A delivery may wait in the queue for hours. Its words hold for the day on which they were made.
import { ApplicationFailure } from '@temporalio/activity';
import { afterEach, expect, it } from 'vitest';
import { day, hour, later } from '../../../../agreements/time/instants.ts';
import { type SmtpServer, startSmtpServer } from '../../../support/smtp.ts';
import { now, order } from '../examples/brief.ts';
import { attempt, noticesTo } from './attempts.ts';

let smtp: SmtpServer;
afterEach(() => smtp.stop());

it('is sent on the same day, and is to be made again on a later one', async () => {
  smtp = await startSmtpServer();
  const taken = (at: string) => attempt(noticesTo(smtp, { now: () => at }), order);
  const { failure } = await taken(later(now, day));
  expect(failure).toBeInstanceOf(ApplicationFailure);
  expect(failure).toMatchObject({
    message: 'It waited in the queue until another day, so it is made again.',
    nonRetryable: false,
  });
  expect(smtp.mails).toEqual([]);
  expect((await taken(later(now, hour))).failure).toBeUndefined();
  expect(smtp.mails.length).toBeGreaterThan(0);
});

it('goes on if some of it was sent: what was begun stays as it is', async () => {
  smtp = await startSmtpServer();
  const first = await attempt(noticesTo(smtp), order);
  const progress = first.beats.at(-1);
  const { failure } = await attempt(noticesTo(smtp, { now: () => later(now, day) }), order, progress);
  expect(failure).toBeUndefined();
});
