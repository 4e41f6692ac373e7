// Who gets a notice, as each of them reads it: the same list for all, whoever is reached first.
import { expect, it } from 'vitest';
import { noticeContent } from '../../../../activities/notices/content/notice-content.ts';
import { orderFor } from '../../../../agreements/delivery/order.ts';
import type { NoticeObligation, Obligation, Receipt } from '../../../../agreements/model/obligations.ts';
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

/** The names in the notice's list. */
function readersOf(obligations: Obligation[]): string[] {
  const { brief, notices, now: at } = orderFor(agreement, obligations, now);
  const [order] = notices;
  if (!order) throw new Error('There is no notice in the order.');
  const { notice, obligation: _, reason: __, ...told } = order;
  const { sections } = noticeContent(notice, { brief, now: at, ...told });
  return sections.find(({ heading }) => heading === 'Who gets this notice')?.list ?? [];
}

it('given somebody who has it already, the others read of her as well', () => {
  const welcome = { ...planned('welcome'), receipts: [receipt(olive.email, 'accepted')] };
  const [order] = orderFor(agreement, [welcome], now).notices;
  expect(order?.recipients).toEqual([tess]);
  expect(readersOf([welcome])).toEqual(['Tess (technical)', 'Olive (owner)']);
});

it('given somebody for whom it was refused, nobody reads that she has it', () => {
  const welcome = { ...planned('welcome'), receipts: [receipt(olive.email, 'refused')] };
  expect(readersOf([welcome])).toEqual(['Tess (technical)']);
});

it('given that the operators hear of it at the same time, says so', () => {
  expect(readersOf([planned('renewal-P14D')]).at(-1)).toBe('The people who run this program');
  expect(readersOf([planned('renewal-P30D')])).not.toContain('The people who run this program');
});
