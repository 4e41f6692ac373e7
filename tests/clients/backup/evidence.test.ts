// What the kept copies of real messages and the journal prove about a notice.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { journalIn } from '../../../activities/notices/delivery/journal.ts';
import { copiesInFolder, keepCopy } from '../../../activities/notices/delivery/kept-copies.ts';
import { mailOf } from '../../../activities/notices/message/message.ts';
import { messagesOf } from '../../../activities/notices/message/notice-messages.ts';
import { orderFor } from '../../../agreements/delivery/order.ts';
import type { Agreement } from '../../../agreements/model/agreement.ts';
import type { NoticeObligation } from '../../../agreements/model/obligations.ts';
import type { Receipt } from '../../../agreements/model/receipts.ts';
import { readEvidence } from '../../../clients/backup/evidence.ts';
import { begun, carl, evening, lived, morning, olive } from '../../agreements/support/given.ts';

const from = 'notices@onegov.example';
const agreement = lived(begun(), '2026-09-28');
const planned = (id: string) => agreement.plan.find((one) => one.id.startsWith(id)) as NoticeObligation;
const [first, second] = [planned('features-ending-P30D'), planned('features-ending-P14D')];
const exportedAt = morning('2026-09-28');
const now = evening('2026-10-20');

function ownFolder(): { sent: string; journal: string } {
  const folder = mkdtempSync(join(tmpdir(), 'onegov-evidence-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return { sent: join(folder, 'sent'), journal: join(folder, 'journal') };
}

/** Keeps copies of the messages that these notices make, as a worker does before it hands them over. */
async function send(
  sent: string,
  notices: NoticeObligation[],
  { of = agreement, at = evening('2026-10-01') }: { of?: Agreement; at?: string } = {},
): Promise<{ to: string; id: string; sha256: string }[]> {
  const copies = copiesInFolder(sent).within('default');
  const messages = await messagesOf(orderFor(of, notices, at), {
    from,
    operators: 'operators@onegov.example',
  });
  return Promise.all(
    messages.map(async (message) => ({
      to: message.to,
      id: message.id,
      sha256: await keepCopy((await mailOf(message)).raw, copies),
    })),
  );
}

const sources = (folder: { sent?: string; journal: string }) => ({ ...folder, from, exportedAt, now });

it('without copies, everything may have gone out', async () => {
  const { journal } = ownFolder();
  const { receiptOf } = await readEvidence(sources({ journal }));
  expect(receiptOf(agreement, first, olive, [first])).toEqual({
    ...{ to: olive.email, result: 'uncertain', at: now, reply: 'It may have gone out after the export.' },
    messageId: expect.stringMatching(/^<[0-9a-f]{32}@onegov\.example>$/),
  });
});

it('a copy and its hash in the journal prove a message; a copy alone leaves it uncertain; no copy, and it was not sent', async () => {
  const folder = ownFolder();
  const messages = await send(folder.sent, [first]);
  const [olives] = messages.filter(({ to }) => to === olive.email);
  const accepted = { reply: '250 OK', at: '2026-10-01T22:00:01Z' };
  await journalIn(folder.journal).note(olives?.sha256 ?? '', accepted);
  const { receiptOf } = await readEvidence(sources(folder));
  const { sha256, id: messageId } = olives ?? {};
  expect(receiptOf(agreement, first, olive, [first, second])).toEqual({
    ...{ to: olive.email, messageId, sha256, result: 'accepted', ...accepted },
  });
  const others = messages.filter(({ to }) => to !== olive.email);
  for (const { to, sha256 } of others)
    expect(receiptOf(agreement, first, { ...carl, email: to }, [first])).toMatchObject({
      result: 'uncertain',
      sha256,
    });
  expect(receiptOf(agreement, second, olive, [first, second])).toBeUndefined();
  expect(receiptOf(agreement, first, { ...carl, email: 'nina@access-board.gov' }, [first])).toBeUndefined();
});

it('finds a notice in a message that holds several', async () => {
  const folder = ownFolder();
  const messages = await send(folder.sent, [first, second]);
  const { receiptOf } = await readEvidence(sources(folder));
  const id = messages.find(({ to }) => to === olive.email)?.id;
  for (const notice of [first, second])
    expect(receiptOf(agreement, notice, olive, [first, second])).toMatchObject({ messageId: id });
});

it('is not sure of a notice if another message went to this contact, whose notices are not known', async () => {
  const folder = ownFolder();
  await send(folder.sent, [{ ...second, id: 'renewed:2026-09-30T12:00:00Z' }]);
  const { receiptOf } = await readEvidence(sources(folder));
  expect(receiptOf(agreement, first, olive, [first])).toMatchObject({
    ...{ result: 'uncertain', reply: expect.stringContaining('it may have held this notice') },
  });
});

it('counts neither what the export knows, nor messages of other agreements, nor old ones', async () => {
  const folder = ownFolder();
  await send(folder.sent, [first], { of: { ...agreement, id: 'agreement:xai-grok:access-board.gov' } });
  await send(folder.sent, [first], { at: evening('2026-09-05') });
  const [known] = (await send(folder.sent, [second])).filter(({ to }) => to === olive.email);
  const receipt = {
    to: olive.email,
    messageId: known?.id ?? '',
    result: 'accepted' as const,
    reply: '',
    at: now,
  };
  const informed = knowing(receipt);
  const { receiptOf } = await readEvidence(sources(folder));
  expect(receiptOf(informed, first, olive, [first])).toBeUndefined();
});

it('a folder without the last message that the export knows proves nothing', async () => {
  const folder = ownFolder();
  await send(folder.sent, [second]);
  const receipt = {
    to: carl.email,
    messageId: '<x>',
    result: 'accepted' as const,
    reply: '',
    at: now,
    sha256: 'f'.repeat(64),
  };
  const informed = knowing(receipt);
  const { receiptOf } = await readEvidence(sources(folder));
  expect(receiptOf(informed, first, olive, [first])).toMatchObject({ result: 'uncertain' });
});

it('finds the answer to a message of before in the journal', async () => {
  const { journal } = ownFolder();
  await journalIn(journal).note('a'.repeat(64), { reply: '250 OK', at: exportedAt });
  writeFileSync(join(journal, '2026-09-01.jsonl'), '\n{"sha256":"b', { flag: 'a' });
  const { answered } = await readEvidence(sources({ journal }));
  const receipt = {
    to: olive.email,
    messageId: '<x>',
    result: 'uncertain' as const,
    reply: '',
    at: exportedAt,
  };
  expect(answered({ ...receipt, sha256: 'a'.repeat(64) })).toMatchObject({
    result: 'accepted',
    reply: '250 OK',
  });
  expect(answered({ ...receipt, sha256: 'b'.repeat(64) })).toMatchObject({ result: 'uncertain' });
});

it('a folder that is not there is refused', async () => {
  const { journal } = ownFolder();
  await expect(readEvidence(sources({ journal, sent: join(journal, 'nowhere') }))).rejects.toThrow(
    /can't be read/,
  );
});

/** The agreement as an export has it that knows this receipt. */
function knowing(receipt: Receipt): Agreement {
  const settled: Agreement['record'][number] = {
    type: 'settled',
    at: now,
    id: 'x',
    outcome: 'carried-out',
    receipts: [receipt],
  };
  return { ...agreement, record: [...agreement.record, settled] };
}
