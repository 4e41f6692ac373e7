// The list of recipients in a notice: the same for all of them, whoever gets it first.
import { expect, it } from 'vitest';
import { noticeContent } from '../../../../activities/notices/content/notice-content.ts';
import { orderFor } from '../../../../agreements/delivery/order.ts';
import type { NoticeObligation, Obligation } from '../../../../agreements/model/obligations.ts';
import type { Receipt } from '../../../../agreements/model/receipts.ts';
import { begun, morning, olive, tess, wholeChatgpt } from '../../../agreements/support/given.ts';

const agreement = begun({ offer: wholeChatgpt });
const now = morning('2026-09-02');
const isNotice = (id: string) => (one: Obligation) => one.kind === 'notice' && one.id.startsWith(id);

function planned(id: string): NoticeObligation {
  return agreement.plan.find(isNotice(id)) as NoticeObligation;
}

const receipt = (to: string, result: Receipt['result']): Receipt => ({
  ...{ to, result, messageId: '<one@onegov.example>', reply: 'its answer', at: now },
});

/** The names in the list. */
function readersOf(obligations: Obligation[]): string[] {
  const { brief, notices, now: at } = orderFor(agreement, obligations, now);
  const [order] = notices;
  if (!order) throw new Error('There is no notice in the order.');
  const { notice, obligation: _, reason: __, ...told } = order;
  const { sections } = noticeContent(notice, { brief, now: at, ...told });
  return sections.find(({ heading }) => heading === 'Who gets this notice')?.list ?? [];
}

it('names a contact who has the notice already', () => {
  const welcome = { ...planned('welcome'), receipts: [receipt(olive.email, 'accepted')] };
  const [order] = orderFor(agreement, [welcome], now).notices;
  expect(order?.recipients).toEqual([tess]);
  expect(readersOf([welcome])).toEqual(['Tess (technical)', 'Olive (owner)']);
});

it('does not name a contact whose message was refused', () => {
  const welcome = { ...planned('welcome'), receipts: [receipt(olive.email, 'refused')] };
  expect(readersOf([welcome])).toEqual(['Tess (technical)']);
});

it('names the operators if they are told at the same time', () => {
  expect(readersOf([planned('renewal-P14D')]).at(-1)).toBe('The people who run this program');
  expect(readersOf([planned('renewal-P30D')])).not.toContain('The people who run this program');
});
