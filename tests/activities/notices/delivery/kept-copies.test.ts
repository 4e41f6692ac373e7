// Copies of sent messages: the hash in the receipt, and the message itself if a folder is set.
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { copiesInFolder } from '../../../../activities/notices/delivery/kept-copies.ts';
import { openToOthers } from '../../../support/private-files.ts';
import {
  type SmtpFault,
  type SmtpServer,
  startFaultySmtpServer,
  startSmtpServer,
} from '../../../support/smtp.ts';
import { notice, order, owner } from '../examples/brief.ts';
import { attempt, deliverInTheEnd, noticesTo } from './attempts.ts';

let folder: string;
const cleanUps: (() => unknown)[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'onegov-sent-'));
  cleanUps.push(() => rmSync(folder, { recursive: true }));
});
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

async function server(...faults: SmtpFault[]): Promise<SmtpServer> {
  const started = await (faults.length > 0 ? startFaultySmtpServer(faults) : startSmtpServer());
  cleanUps.push(started.stop);
  return started;
}

function noticesVia(smtp: SmtpServer, folder?: string) {
  const made = noticesTo(smtp, { copies: folder === undefined ? undefined : copiesInFolder(folder) });
  cleanUps.push(made.close);
  return made;
}

const sha256 = (raw: Buffer) => createHash('sha256').update(raw).digest('hex');
const fileOf = (hash: string) => join(folder, hash.slice(0, 2), `${hash}.eml`);
const kept = () =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('.'));

it('are for this account only, even if an earlier version left their folder open', async () => {
  const sent = join(folder, 'sent');
  const copies = copiesInFolder(sent);
  await copies.check();
  mkdirSync(join(sent, 'onegov'), { mode: 0o755 });
  const live = copies.within('onegov');
  await live.check();
  await live.keep(Buffer.from('Subject: Welcome'), 'a'.repeat(64));
  expect(openToOthers(folder)).toEqual([]);
});

describe('a receipt', () => {
  it('has the hash of the message as the mail server got it, with or without a folder', async () => {
    const smtp = await server();
    const { delivery } = await attempt(noticesVia(smtp), order);
    const got = smtp.mails.map(({ raw }) => sha256(raw));
    expect(delivery?.[notice.obligation]?.map((receipt) => receipt.sha256)).toEqual(got);
    expect(kept()).toEqual([]);
  });

  it('has no hash if no byte of the message was handed over', async () => {
    const smtp = await server({ at: 'RCPT', to: owner.email, do: { say: '550 No such person' } });
    const { delivery } = await attempt(noticesVia(smtp, folder), order);
    const [refused, accepted] = delivery?.[notice.obligation] ?? [];
    expect(refused).toMatchObject({ to: owner.email, result: 'refused' });
    expect(refused).not.toHaveProperty('sha256');
    expect(kept()).toHaveLength(1);
    expect(readFileSync(fileOf(accepted?.sha256 ?? ''))).toEqual(smtp.mails[0]?.raw);
  });

  it('has the hash of a message that was handed over without an answer', async () => {
    const smtp = await server({ at: 'end', to: owner.email, do: 'hang up', keep: true, times: 2 });
    const { delivery } = await deliverInTheEnd(noticesVia(smtp, folder), order);
    const uncertain = delivery[notice.obligation]?.find(({ to }) => to === owner.email);
    expect(uncertain).toMatchObject({ result: 'uncertain', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(kept()).toHaveLength(2);
  });
});

describe('a folder for copies', () => {
  it('has each message, byte for byte, in a file named by its hash, and nothing else', async () => {
    const smtp = await server();
    await attempt(noticesVia(smtp, folder), order);
    expect(smtp.mails).toHaveLength(2);
    for (const { raw } of smtp.mails) expect(readFileSync(fileOf(sha256(raw)))).toEqual(raw);
    expect(kept()).toHaveLength(2);
  });

  it('has a message before its first byte is handed over, and before its receipt is recorded', async () => {
    const smtp = await server();
    const seen: [number, number][] = [];
    await attempt(noticesVia(smtp, folder), order, undefined, {
      onBeat: () => seen.push([smtp.mails.length, kept().length]),
    });
    expect([...seen, [smtp.mails.length, kept().length]]).toEqual([
      [0, 1],
      [1, 2],
      [2, 2],
    ]);
  });

  it('never overwrites a file', async () => {
    const smtp = await server();
    const { delivery } = await attempt(noticesVia(smtp), order);
    const hash = delivery?.[notice.obligation]?.[0]?.sha256 ?? '';
    mkdirSync(join(folder, hash.slice(0, 2)));
    writeFileSync(fileOf(hash), 'as it was');
    await attempt(noticesVia(smtp, folder), order);
    expect(readFileSync(fileOf(hash), 'utf8')).toBe('as it was');
    expect(kept()).toHaveLength(2);
  });

  it('that can’t be written delays a notice, because every sent message needs a proof', async () => {
    const smtp = await server();
    writeFileSync(join(folder, 'a file'), '');
    const { failure } = await attempt(noticesVia(smtp, join(folder, 'a file')), order);
    expect(failure).toMatchObject({ type: 'NotDeliveredYet', nonRetryable: false });
    expect((failure as Error).message).toMatch(
      /: Not sent, because no copy could be kept: .+ can't be written \(ENOTDIR\); see SENT_FOLDER\.$/,
    );
    expect(smtp.mails).toEqual([]);
    rmSync(join(folder, 'a file'));
    await deliverInTheEnd(noticesVia(smtp, folder), order);
    expect(smtp.mails).toHaveLength(2);
  });
});
