// Notices of what has happened, that go out late or again: they tell of the day that it happened on, and why.
import { describe, expect, it } from 'vitest';
import { messagesOf } from '../../activities/notices/message.ts';
import type { Agreement, NoticeObligation } from '../../agreements/agreement.ts';
import { orderFor } from '../../workflows/order.ts';
import { act, begun, gemini, lived, morning, wholeChatgpt } from '../domain/given.ts';
import { sender } from './brief.ts';

const by = 'Olive';
const reason = 'removed from the schedule';

async function firstLines(agreement: Agreement, notice: NoticeObligation, now: string): Promise<string> {
  const [message] = await messagesOf(orderFor(agreement, [notice], now), sender);
  if (!message) throw new Error(`no message for ${notice.id}`);
  const { lead, sections } = message.content;
  return [...lead, ...sections.flatMap(({ paragraphs = [] }) => paragraphs)].join('\n');
}

describe('that it is suspended', () => {
  it('is told with its own day, however long a hold has kept it back', async () => {
    const held = lived(begun(), '2026-10-20', {
      acts: [act('2026-09-09', { type: 'hold', by }), act('2026-09-10', { type: 'suspend', by, reason })],
    });
    const notice = held.plan.find((one) => one.kind === 'notice' && one.notice === 'suspended');
    const text = await firstLines(held, notice as NoticeObligation, morning('2026-10-20'));
    expect(text).toContain('as of Thursday, September 10, 2026');
    expect(text).toContain(`Reason given: ${reason}`);
  });

  it('is told so again when it is sent again', async () => {
    const suspended = lived(begun(), '2026-10-20', {
      acts: [act('2026-09-10', { type: 'suspend', by, reason })],
    });
    const entry = suspended.record.find(
      (one) => one.type === 'settled' && one.notice?.notice === 'suspended',
    );
    const sent = entry?.type === 'settled' ? entry.notice : undefined;
    const again = { ...sent, id: `${sent?.id}@${morning('2026-10-20')}`, dueAt: morning('2026-10-20') };
    const text = await firstLines(suspended, again as NoticeObligation, morning('2026-10-20'));
    expect(text).toContain('as of Thursday, September 10, 2026');
    expect(text).toContain(`Reason given: ${reason}`);
  });
});

describe('terms that are remembered of', () => {
  const listOf = async (agreement: Agreement, now: string) => {
    const notice = { ...agreement.plan[0], kind: 'notice', notice: 'terms', to: ['owner'], id: 'terms' };
    const [message] = await messagesOf(orderFor(agreement, [notice as NoticeObligation], now), sender);
    return message?.content.sections.flatMap(({ list = [] }) => list).join('\n');
  };

  it('count from the day on which they could begin, not from the one on which they were offered', async () => {
    const offered = begun({ awaitsAcceptance: true, offer: wholeChatgpt });
    const first = await listOf(offered, morning('2026-09-01'));
    expect(first).toContain('If it starts on Tuesday, September 1, 2026');
    const late = await listOf(offered, morning('2026-09-15'));
    expect(late).toContain('If it starts on Tuesday, September 15, 2026');
    expect(late).toContain('through Tuesday, September 14, 2027');
    expect(late).toContain('for the first 60 days');
  });

  it('end on the day that the offer ends on', async () => {
    const offered = begun({ awaitsAcceptance: true, offer: gemini });
    const late = await listOf(offered, morning('2026-09-15'));
    expect(late).toContain('If it starts on Tuesday, September 15, 2026');
    expect(late).toContain('through Thursday, December 31, 2026');
  });
});
