// What older versions stored about bounces and refusals, as it is read now.
import { expect, it } from 'vitest';
import { bouncesAtOnce } from '../../../agreements/delivery/result.ts';
import { evolve } from '../../../agreements/lifecycle/evolve.ts';
import { meaningOfBounce, meaningOfRefusal } from '../../../agreements/model/stored.ts';
import { begun, carl, course, lived, morning, olive } from '../support/given.ts';

const receipt = { to: olive.email, messageId: '<1@x>', reply: '550 No', at: '2026-10-02T12:00:00Z' };

it('a bounce without a meaning is of a mailbox that is gone, unless it says that it passes', () => {
  expect(meaningOfBounce({})).toBe('no-mailbox');
  expect(meaningOfBounce({ passing: true })).toBe('passing');
});

it('a receipt without a meaning says at most that there is no such mailbox', () => {
  expect(meaningOfRefusal({ ...receipt, result: 'refused' })).toBeUndefined();
  expect(meaningOfRefusal({ ...receipt, result: 'refused', noMailbox: true })).toBe('no-mailbox');
});

it('a receipt of an unknown mailbox is a bounce that marks the address', () => {
  const agreement = lived(begun({ contacts: [olive, carl] }), '2026-10-02');
  const [welcome] = agreement.record.flatMap((entry) =>
    entry.type === 'settled' && entry.notice ? [entry.notice] : [],
  );
  if (!welcome) throw new Error('No notice was sent.');
  const delivery = { [welcome.id]: [{ ...receipt, result: 'refused' as const, noMailbox: true as const }] };
  const [bounced] = bouncesAtOnce([welcome], delivery, morning('2026-10-02'));
  if (!bounced) throw new Error('There is no bounce.');
  expect(bounced).not.toHaveProperty('meaning');
  const marked = evolve(agreement, bounced);
  expect(marked.unreachable).toEqual([olive.email]);
  expect(course(marked, morning('2026-10-03')).sent.map(({ obligation }) => obligation.kind)).toContain(
    'alert',
  );
});
