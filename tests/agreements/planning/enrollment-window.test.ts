// The clocks of an offer: its enrollment window, and terms whose length only the order knows.
import { describe, expect, it } from 'vitest';
import { findOffer, loadCatalog } from '../../../offers/catalog.ts';
import { act, begun, given, lived, morning } from '../support/given.ts';

const catalog = loadCatalog();
const copilot = findOffer(catalog, 'microsoft-copilot');
const [source] = copilot.sources;
const id = 'agreement:microsoft-copilot:access-board.gov';
const window = `the offer's enrollment window closes after Wed, Sep 30, 2026 (${source?.title}, 2025-09-02)`;
const now = morning('2026-11-28');

describe('an enrollment window', () => {
  it('refuses a start after its last day, and names the window and its source', () => {
    expect(() => begun({ offer: copilot, startsOn: '2026-11-28', now })).toThrow(
      `${id} can't start on Sat, Nov 28, 2026: ${window}. Start it on a day within the window, or choose another offer.`,
    );
    expect(() => begun({ offer: copilot, startsOn: '2026-10-01', now })).toThrow(window);
  });

  it('refuses a start before its first day', () => {
    const enrollment = { firstDay: '2026-09-02', lastDay: '2026-09-30', source: 'press' };
    expect(() => begun({ offer: { ...copilot, enrollment }, startsOn: '2026-09-01' })).toThrow(
      "the offer's enrollment window opens on Wed, Sep 2, 2026 and closes after Wed, Sep 30, 2026",
    );
  });

  it('allows a start within it that is entered later', () => {
    const { term, plan } = begun({ offer: copilot, startsOn: '2026-09-30', now });
    expect(term).toMatchObject({ startsOn: '2026-09-30', endsOn: '2027-09-30' });
    expect(plan.map((one) => one.id)).toContain('end-term:2027-09-30');
  });

  it('is the last day to accept terms: they are withdrawn after it, and a later start is refused', () => {
    const day = '2026-09-15';
    const awaiting = begun({ offer: copilot, startsOn: day, now: morning(day), awaitsAcceptance: true });
    expect(awaiting.plan.map((one) => one.id)).toContain('withdraw:2026-10-01');
    given(awaiting)
      .when(morning('2026-09-16'), { type: 'accept', by: 'Olive', startsOn: '2026-10-01' })
      .then(
        `${id} can't start on Thu, Oct 1, 2026: ${window}. Start it on a day within the window, or choose another offer.`,
      );
    expect(lived(awaiting, '2026-10-02')).toMatchObject({ status: 'withdrawn' });
  });

  it('refuses to offer terms that can no longer be accepted', () => {
    expect(() => begun({ offer: copilot, startsOn: '2026-09-15', now, awaitsAcceptance: true })).toThrow(
      window,
    );
  });

  it('does not touch a running agreement, which can be renewed after it', () => {
    const begunInTime = begun({ offer: copilot, startsOn: '2026-09-30', now: morning('2026-09-30') });
    const renewed = lived(begunInTime, '2027-10-02', {
      acts: [act('2027-08-02', { type: 'renew', by: 'Olive', length: 'P1Y' })],
      terms: 2,
    });
    expect(renewed.term).toMatchObject({ number: 2, startsOn: '2027-09-30', endsOn: '2028-09-30' });
    expect(renewed.term.price).toBeUndefined();
  });
});

describe('a term that only the order knows', () => {
  const schedule = findOffer(catalog, 'openai-chatgpt-schedule');

  it('needs the last day of the order', () => {
    expect(() => begun({ offer: schedule })).toThrow(
      "agreement:openai-chatgpt-schedule:access-board.gov can't start without a last day: no source says how long a term of its offer is. Give the last day that the order says.",
    );
  });

  it('ends with the order, at a price that the order says', () => {
    const { term, plan } = begun({ offer: schedule, orderedLastDay: '2027-09-30' });
    expect(term).toEqual({
      number: 1,
      startsOn: '2026-09-01',
      endsOn: '2027-10-01',
      endsAt: '2027-10-01T04:00:00Z',
    });
    expect(plan.map((one) => one.id)).toContain('end-term:2027-10-01');
  });
});

it('an order may give an end to an offer that has none', () => {
  const llama = findOffer(catalog, 'meta-llama');
  expect(begun({ offer: llama, orderedLastDay: '2027-08-31' }).term.endsOn).toBe('2027-09-01');
  expect(begun({ offer: llama }).term.endsOn).toBeUndefined();
});
