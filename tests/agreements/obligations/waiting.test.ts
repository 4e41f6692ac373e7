// Why an obligation that is due waits: one reason code.
import { describe, expect, it } from 'vitest';
import type { Agreement } from '../../../agreements/model/agreement.ts';
import type { Obligation } from '../../../agreements/model/obligations.ts';
import { outlookOf } from '../../../agreements/obligations/outlook.ts';
import { waitingReason, waitingReasonThen } from '../../../agreements/obligations/waiting.ts';
import { later } from '../../../agreements/time/instants.ts';
import {
  act,
  begun,
  given,
  lived,
  mailIs,
  morning,
  reinstate,
  suspend,
  wholeChatgpt,
} from '../support/given.ts';

const hold = act('2026-09-03', { type: 'hold', by: 'Olive' });
const running = lived(begun({ offer: wholeChatgpt }), '2026-09-02');
const offered = begun({ awaitsAcceptance: true, offer: wholeChatgpt });
const find = ({ plan }: Agreement, slot: string): Obligation => {
  const found = plan.find(({ id }) => id.startsWith(slot));
  if (!found) throw new Error(`There is no ${slot} in the plan.`);
  return found;
};
const reason = (agreement: Agreement, slot: string) => waitingReason(agreement, find(agreement, slot));

describe('a notice', () => {
  it('waits while its agreement is on hold, except for a link that somebody asked for', () => {
    const held = lived(running, '2026-09-04', { acts: [hold] });
    expect(reason(held, 'renewal-P30D')).toBe('on-hold');
    const link = { ...find(held, 'renewal-P30D'), notice: 'link' } as Obligation;
    expect(waitingReason(held, link)).toBeUndefined();
  });

  it('of access waits for access, which is planned before it', () => {
    const early = begun({ startsOn: '2026-09-15' });
    expect(reason(early, 'welcome')).toBe('no-access-yet');
    expect(waitingReasonThen(early, find(early, 'welcome'))).toBeUndefined();
  });

  it('of access will wait when it is due if granting access keeps failing', () => {
    const failing = lived(begun({ offer: wholeChatgpt }), '2026-09-03', {
      world: { directory: () => 'later' },
    });
    expect(waitingReasonThen(failing, find(failing, 'training-reminder'))).toBe('no-access-yet');
  });

  it('of access waits while the agreement is suspended; the notice of the reinstatement waits until access is back', () => {
    const suspended = lived(running, '2026-09-04', { acts: [act('2026-09-03', suspend)] });
    expect(reason(suspended, 'training-reminder')).toBe('suspended');
    const back = given(suspended).when(morning('2026-09-04'), reinstate('keep')).after;
    expect(reason(back, 'reinstated')).toBe('no-access-yet');
  });
});

describe('what is about terms', () => {
  it('waits while the agreement is on hold or suspended', () => {
    expect(reason(lived(offered, '2026-09-04', { acts: [hold] }), 'withdraw')).toBe('on-hold');
    const suspended = lived(offered, '2026-09-04', { acts: [act('2026-09-03', suspend)] });
    expect(reason(suspended, 'withdraw')).toBe('suspended');
  });

  it('waits for the terms to reach somebody', () => {
    const unsent = lived(offered, '2026-09-04', { world: mailIs('later') });
    expect(reason(unsent, 'withdraw')).toBe('terms-not-offered');
    const refused = lived(offered, '2026-09-18', { world: mailIs('refused') });
    expect(waitingReasonThen(refused, find(refused, 'withdraw'))).toBe('terms-not-offered');
    expect(waitingReasonThen(offered, find(offered, 'withdraw'))).toBeUndefined();
  });
});

describe('an alert that nobody has answered a question', () => {
  it('waits until somebody was asked', () => {
    expect(reason(running, 'unanswered-renewal-P14D')).toBe('nobody-asked-yet');
    expect(waitingReasonThen(running, find(running, 'unanswered-renewal-P14D'))).toBeUndefined();
    const asked = lived(running, '2027-05-10');
    expect(reason(asked, 'unanswered-renewal-P14D')).toBeUndefined();
  });
});

describe('a change of access and a step of the agreement', () => {
  it('wait for their time only', () => {
    const held = lived(running, '2026-09-04', { acts: [hold] });
    expect(reason(held, 'end-features')).toBeUndefined();
    expect(reason(held, 'end-term')).toBeUndefined();
  });
});

describe('a notice whose contacts had too many messages within a day', () => {
  it('waits for its next try, and is not being sent', () => {
    const now = morning('2026-10-02');
    const until = later(now, 3_600_000);
    const delayed = given(lived(begun(), '2026-09-10')).when(now).after;
    const features = find(delayed, 'features-ending-P30D');
    const limited = { ...features, notBefore: until };
    expect(outlookOf(delayed, limited, now)).toEqual({ is: 'over-daily-limit', until });
    expect(outlookOf(delayed, limited, until)).toEqual({ is: 'due' });
  });
});
