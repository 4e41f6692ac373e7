// Notices that go out late or a second time name the day of the event and its reason.
import { describe, expect, it } from 'vitest';
import { messagesOf } from '../../../../activities/notices/message/notice-messages.ts';
import { orderFor } from '../../../../agreements/delivery/order.ts';
import type { Agreement } from '../../../../agreements/model/agreement.ts';
import type { NoticeObligation } from '../../../../agreements/model/obligations.ts';
import { act, begun, gemini, lived, morning, wholeChatgpt } from '../../../agreements/support/given.ts';
import { sender } from '../examples/brief.ts';

const by = 'Olive';
const reason = 'removed from the schedule';

async function firstLines(agreement: Agreement, notice: NoticeObligation, now: string): Promise<string> {
  const [message] = await messagesOf(orderFor(agreement, [notice], now), sender);
  if (!message) throw new Error(`no message for ${notice.id}`);
  const { lead, sections } = message.content;
  return [...lead, ...sections.flatMap(({ paragraphs = [] }) => paragraphs)].join('\n');
}

describe('the notice of a suspension', () => {
  it('names the day of the suspension, however long a hold has delayed it', async () => {
    const held = lived(begun(), '2026-10-20', {
      acts: [act('2026-09-09', { type: 'hold', by }), act('2026-09-10', { type: 'suspend', by, reason })],
    });
    const notice = held.plan.find((one) => one.kind === 'notice' && one.notice === 'suspended');
    const text = await firstLines(held, notice as NoticeObligation, morning('2026-10-20'));
    expect(text).toContain('as of Thursday, September 10, 2026');
    expect(text).toContain(`Reason given: ${reason}`);
  });

  it('names the same day when it is sent again', async () => {
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

describe('reminders of the terms', () => {
  const listOf = async (agreement: Agreement, now: string) => {
    const notice = { ...agreement.plan[0], kind: 'notice', notice: 'terms', to: ['owner'], id: 'terms' };
    const [message] = await messagesOf(orderFor(agreement, [notice as NoticeObligation], now), sender);
    return message?.content.sections.flatMap(({ list = [] }) => list).join('\n');
  };

  it('name no first day, because the agency chooses it', async () => {
    const offered = begun({ awaitsAcceptance: true, offer: wholeChatgpt });
    for (const day of ['2026-09-01', '2026-09-15']) {
      const list = await listOf(offered, morning(day));
      expect(list).toContain('The term lasts 1 year from the day it starts');
      expect(list).toContain('Unlimited Deep Research: for the first 60 days');
      expect(list).not.toContain('2026');
    }
  });

  it('name the last day of the term if the offer has one', async () => {
    const offered = begun({ awaitsAcceptance: true, offer: gemini });
    const late = await listOf(offered, morning('2026-09-15'));
    expect(late).toContain('The term runs through Thursday, December 31, 2026, no matter when it starts');
  });
});
