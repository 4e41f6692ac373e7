// The journal of accepted messages: a worker that dies before Temporal has the answer leaves no second copy.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { journalIn } from '../../../../activities/notices/delivery/journal.ts';
import { type SmtpFault, type SmtpServer, startFaultySmtpServer } from '../../../support/smtp.ts';
import { notice, order, owner } from '../examples/brief.ts';
import { attempt, copies, deliverInTheEnd, noticesTo, results } from './attempts.ts';

let folder: string;
const cleanUps: (() => unknown)[] = [];
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'onegov-journal-')), 'journal');
  cleanUps.push(() => rmSync(join(folder, '..'), { recursive: true }));
});
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function server(...faults: SmtpFault[]): Promise<SmtpServer> {
  const started = await startFaultySmtpServer(faults);
  cleanUps.push(started.stop);
  return started;
}

function noticesVia(smtp: SmtpServer, place: string) {
  const made = noticesTo(smtp, { journal: journalIn(place) });
  cleanUps.push(made.close);
  return made;
}

/** Temporal's last word of a worker that died when its first message was accepted. */
const lastWord = async (smtp: SmtpServer, place: string) =>
  (await attempt(noticesVia(smtp, place), order)).beats[0];

describe('a message that was accepted before its worker died', () => {
  it('is not sent again by a worker on the same machine, and has the answer of then in its receipt', async () => {
    const smtp = await server();
    const before = Date.now();
    const soFar = await lastWord(smtp, folder);
    expect(soFar?.uncertain).toHaveLength(1);
    const { delivery } = await deliverInTheEnd(noticesVia(smtp, folder), order, soFar);
    const receipt = delivery[notice.obligation]?.find(({ to }) => to === owner.email);
    expect(receipt).toMatchObject({ result: 'accepted', reply: '250 Kept', sha256: expect.any(String) });
    expect(Date.parse(receipt?.at ?? '')).toBeGreaterThan(before - 1000);
    expect(copies(smtp, owner.email)).toHaveLength(1);
  });

  it('is known to be accepted even if it was handed over twice', async () => {
    const smtp = await server();
    const soFar = await lastWord(smtp, folder);
    if (!soFar) throw new Error('There was no heartbeat.');
    const twice = { ...soFar, uncertain: [...soFar.uncertain, ...soFar.uncertain] };
    const { delivery } = await deliverInTheEnd(noticesVia(smtp, folder), order, twice);
    expect(results(delivery[notice.obligation])[owner.email]).toBe('accepted');
    expect(copies(smtp, owner.email)).toHaveLength(1);
  });

  it('is sent once more by a worker on another machine', async () => {
    const smtp = await server();
    const soFar = await lastWord(smtp, folder);
    await deliverInTheEnd(noticesVia(smtp, join(folder, '../elsewhere')), order, soFar);
    expect(copies(smtp, owner.email)).toHaveLength(2);
  });
});

it('a message that was not answered is not in the journal', async () => {
  const smtp = await server({ at: 'end', to: owner.email, do: 'hang up', keep: true });
  await deliverInTheEnd(noticesVia(smtp, folder), order);
  expect(copies(smtp, owner.email)).toHaveLength(2);
});

describe('the journal', () => {
  const accepted = { reply: '250 Kept', at: '2026-11-27T12:00:00Z' };

  it('is readable by its account only, and names nobody', async () => {
    await lastWord(await server(), folder);
    const [name = ''] = readdirSync(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(folder, name), 'utf8')).not.toContain('access-board.gov');
  });

  it('forgets what is older than a message is tried', async () => {
    await journalIn(folder).note('a'.repeat(64), accepted);
    const old = new Date(Date.now() - 9 * 86_400_000).toISOString().slice(0, 10);
    writeFileSync(join(folder, `${old}.jsonl`), 'old\n');
    writeFileSync(join(folder, 'notes.txt'), 'not ours\n');
    await journalIn(folder).note('b'.repeat(64), accepted);
    const today = new Date().toISOString().slice(0, 10);
    expect(readdirSync(folder).toSorted()).toEqual([`${today}.jsonl`, 'notes.txt']);
    expect(await journalIn(folder).find('a'.repeat(64))).toEqual(accepted);
  });

  it('is read even if a line was cut off', async () => {
    const journal = journalIn(folder);
    await journal.note('a'.repeat(64), accepted);
    const [name = ''] = readdirSync(folder);
    const cut = `{"sha256":"${'c'.repeat(64)}","re`;
    writeFileSync(join(folder, name), `${readFileSync(join(folder, name), 'utf8')}\n${cut}`);
    expect(await journal.find('c'.repeat(64))).toBeUndefined();
    await journal.note('d'.repeat(64), accepted);
    expect(await journal.find('a'.repeat(64))).toEqual(accepted);
    expect(await journal.find('c'.repeat(64))).toBeUndefined();
    expect(await journal.find('d'.repeat(64))).toEqual(accepted);
  });

  it('that can’t be written stops no message', async () => {
    const smtp = await server();
    writeFileSync(folder, 'a file where the folder should be');
    const journal = journalIn(folder);
    await expect(journal.check()).rejects.toMatchObject({ code: 'EEXIST' });
    const { delivery } = await attempt(noticesVia(smtp, folder), order);
    expect(results(delivery?.[notice.obligation])[owner.email]).toBe('accepted');
  });
});
