// onegov-agreements on its embedded engine. The notice is the one about terms to accept, at nine o'clock of a day that each
// agreement's clock is run ahead to.
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { dayAt, shiftDate } from '../agreements/time/calendar.ts';
import { addressOf, startAwaiting } from '../bench/awaiting-acceptance.ts';
import { openGround } from '../bench/ground.ts';
import type { Contender, Notice, Opened } from './contender.ts';
import type { MailServer } from './mail-server.ts';

export const ours: Contender = { name: 'onegov-agreements', open };

const minute = 60_000;
const by = 'the comparison';
const bin = join(import.meta.dirname, '../bin/onegov.mjs');

async function open(mail: MailServer, folder: string): Promise<Opened> {
  const { signal: interruption } = new AbortController();
  const ground = await openGround({ folder, say: () => {}, interruption, preset: 'short' });
  const { agreements, settings } = ground;
  const planning = ground.startWorker(1000);
  await planning.isUp;
  let started: Awaited<ReturnType<typeof startAwaiting>> = [];

  return {
    async plan(count) {
      started = await startAwaiting(ground, 'compared', count);
      return started.map(({ id }, number) => ({
        id,
        jobId: randomUUID(),
        to: addressOf('compared', number),
      }));
    },
    cancel: async ({ id }: Notice) => void (await agreements.decide(id, { type: 'terminate', by })),
    async answer({ id }) {
      const startsOn = shiftDate(dayAt(new Date().toISOString(), 'UTC'), 'P60D');
      await agreements.decide(id, { type: 'accept', by, startsOn });
    },
    async comeDue() {
      await planning.stop();
      const last = Math.max(...started.map(({ dueAt }) => dueAt));
      await ground.runAhead(
        started.map(({ id }) => id),
        last - Date.now() + minute,
      );
    },
    startWorker: () =>
      spawn(process.execPath, [bin, 'worker'], {
        env: {
          ...process.env,
          ...settings,
          SMTP_URL: mail.url,
          MAIL_FROM: 'notices@program.example',
          OPERATORS_MAIL: 'operators@program.example',
          ONEGOV_DATA: join(folder, 'worker'),
          // Nobody has access yet, so no directory is asked.
          SCIM_BASE_URL: 'http://127.0.0.1:9/scim/v2',
          NOTICES_PER_SECOND: '1000',
        },
        stdio: ['ignore', 'ignore', 'inherit'],
      }),
    isNotice: (subject) => /accept the terms|terms to accept/.test(subject),
    close: ground.close,
  };
}
