// Second copies: which messages are owed one, and when a copy does not go out.
import { describe, expect, it } from 'vitest';
import { orderFor } from '../../../agreements/delivery/order.ts';
import { afterCallingBack, afterSending } from '../../../agreements/delivery/result.ts';
import { secondCopiesOf, unansweredOf } from '../../../agreements/delivery/second-copies.ts';
import { explain } from '../../../agreements/explain/explain.ts';
import { evolve } from '../../../agreements/lifecycle/evolve.ts';
import type { Agreement } from '../../../agreements/model/agreement.ts';
import type { Obligation } from '../../../agreements/model/obligations.ts';
import type { Receipt } from '../../../agreements/model/receipts.ts';
import { day, hour, later } from '../../../agreements/time/instants.ts';
import { begun, carl, lived, morning, olive } from '../support/given.ts';

const agreement = lived(lived(begun(), '2027-01-01'), '2027-05-04');
const now = morning('2027-05-05');
const renewal = agreement.plan.find(({ id }) => id.startsWith('renewal-P120D')) as Obligation;
const other: Obligation = { ...renewal, id: 'renewal-P90D:2027-09-01' } as Obligation;
const alert: Obligation = { id: 'alert:x', kind: 'alert', text: 'x', dueAt: now };

const receipt = (to: string, result: Receipt['result'] = 'uncertain'): Receipt => ({
  ...{ to, messageId: `<${to}>`, result, reply: '', at: now },
});

/** The agreement after these obligations went out together, and nothing answered for Olive. */
function afterSilence(obligations: Obligation[]): Agreement {
  const start = { ...agreement, plan: [...obligations, ...agreement.plan.filter((one) => one !== renewal)] };
  const receipts = [receipt(olive.email), receipt(carl.email, 'accepted')];
  const delivery = Object.fromEntries(obligations.map(({ id }) => [id, receipts]));
  const order = orderFor(start, obligations, now);
  const unanswered = unansweredOf(order, { delivery, uncertain: [`<${olive.email}>`] });
  const missing = { count: 0, reason: 'no answer', ...(unanswered && { unanswered: [unanswered] }) };
  return obligations
    .map((one) => afterSending(one, receipts, missing, now))
    .reduce((state: Agreement, event) => evolve(state, event), start);
}

const planned = ({ plan }: Agreement, ids: string[]) => plan.filter(({ id }) => ids.includes(id));
const owed = (state: Agreement, ids: string[], at = later(now, hour)) =>
  secondCopiesOf(state, planned(state, ids), at).map(({ progress }) => progress.uncertain);

describe('a message that was handed over once, without an answer', () => {
  it('puts its notice off, with its receipts, and is owed one more copy of the order of then', () => {
    const after = afterSilence([renewal]);
    const [delayed] = planned(after, [renewal.id]);
    expect(delayed?.receipts?.map(({ result }) => result)).toEqual(['uncertain', 'accepted']);
    expect(secondCopiesOf(after, planned(after, [renewal.id]), later(now, hour))).toEqual([
      {
        order: expect.objectContaining({ now, notices: orderFor(agreement, [renewal], now).notices }),
        progress: { delivery: { [renewal.id]: [receipt(olive.email)] }, uncertain: [`<${olive.email}>`] },
      },
    ]);
  });

  it('is not in the order for what was not handed over', () => {
    const after = afterSilence([renewal, alert]);
    const order = orderFor(after, planned(after, [renewal.id, alert.id]), now);
    expect(order.notices.map(({ recipients }) => recipients)).toEqual([[]]);
    expect(order.alerts).toEqual([]);
  });

  it('leaves only its receipts on record', () => {
    expect(JSON.stringify(afterSilence([renewal]).record)).not.toContain('unanswered');
  });

  it('is explained', () => {
    const [text] = explain(afterSilence([renewal]), later(now, hour), renewal.id);
    expect(text).toMatch(
      /no answer; so far: accepted for 1 of 2, uncertain for 1\. What is uncertain is sent once more\.$/,
    );
  });

  it('goes out once for all the notices in it', () => {
    const after = afterSilence([renewal, other]);
    expect(owed(after, [renewal.id, other.id])).toEqual([[`<${olive.email}>`]]);
  });

  it('does not go out again if one of its notices does not', () => {
    const after = afterSilence([renewal, other]);
    expect(owed(after, [other.id])).toEqual([]);
  });

  it('does not go out again to somebody who no longer gets the notice', () => {
    const after = { ...afterSilence([renewal]), unreachable: [olive.email] };
    expect(owed(after, [renewal.id])).toEqual([]);
  });

  it('does not go out again after five days', () => {
    const after = afterSilence([renewal]);
    expect(owed(after, [renewal.id], later(now, 5 * day - hour))).toHaveLength(1);
    expect(owed(after, [renewal.id], later(now, 5 * day))).toEqual([]);
  });

  it('has one receipt when its second copy is accepted, and its notice is carried out', () => {
    const after = afterSilence([renewal]);
    const [delayed] = planned(after, [renewal.id]) as [Obligation];
    const event = afterSending(delayed, [receipt(olive.email, 'accepted')], { count: 0, reason: '' }, now);
    const next = evolve(after, event);
    expect(next.record.at(-1)).toMatchObject({
      outcome: 'carried-out',
      receipts: [receipt(carl.email, 'accepted'), receipt(olive.email, 'accepted')],
    });
    expect(next.issues).toEqual([]);
  });

  it('is an issue when its second copy has no answer either', () => {
    const after = afterSilence([renewal]);
    const [delayed] = planned(after, [renewal.id]) as [Obligation];
    const event = afterSending(delayed, [receipt(olive.email)], { count: 0, reason: '' }, now);
    expect(evolve(after, event).issues).toMatchObject([{ kind: 'uncertain' }]);
  });

  it('that is an alert and is refused at its second copy goes out again', () => {
    const after = afterSilence([alert]);
    const [delayed] = planned(after, [alert.id]) as [Obligation];
    const event = afterSending(delayed, [receipt('operators', 'refused')], { count: 0, reason: '' }, now);
    const next = evolve(after, event);
    expect(orderFor(next, planned(next, [alert.id]), now).alerts).toHaveLength(1);
  });

  it('is still owed its copy when sending is called back', () => {
    const before = { ...agreement, plan: [renewal, ...agreement.plan] };
    const progress = {
      delivery: { [renewal.id]: [receipt(olive.email)] },
      uncertain: [`<${olive.email}>`],
    };
    const left = unansweredOf(orderFor(before, [renewal], now), progress);
    const events = afterCallingBack(before, renewal, [receipt(olive.email)], now, left && [left]);
    const after = events.reduce((state: Agreement, event) => evolve(state, event), before);
    expect(owed(after, [renewal.id])).toEqual([[`<${olive.email}>`]]);
  });
});

it('a message that was handed over twice is owed no copy', () => {
  const id = `<${olive.email}>`;
  const progress = { delivery: { [renewal.id]: [receipt(olive.email)] }, uncertain: [id, id] };
  expect(unansweredOf(orderFor(agreement, [renewal], now), progress)).toBeUndefined();
});
