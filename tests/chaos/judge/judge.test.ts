// The judge is given logs that break an invariant, and says so. With good ones it says nothing.
import { describe, expect, it } from 'vitest';
import type { Agreement, Finding } from '../../../chaos/judge/evidence.ts';
import { judge } from '../../../chaos/judge/judge.ts';
import { command, event, goodEvidence, id, machine, owner } from './good-evidence.ts';

type Good = ReturnType<typeof goodEvidence>;

/** What the judge says once something is broken. */
function said(harm: (evidence: Good) => void): string[] {
  const evidence = goodEvidence();
  harm(evidence);
  return judge(evidence).map(({ invariant, text }: Finding) => `${invariant}: ${text}`);
}

it('says nothing if all is well', () => {
  expect(judge(goodEvidence())).toEqual([]);
});

describe('1, outcomes', () => {
  it('an obligation that was published vanishes', () => {
    expect(said(({ agreements: [{ view }] }) => view.plan.pop())).toEqual([
      '1: end-features:2027-01-01 has no outcome and is not ahead.',
    ]);
  });

  it('what the offer asks for was never planned', () => {
    const texts = said(({ agreements: [agreement] }) => {
      agreement.offer.notices.push({ kind: 'renewal', when: { before: 'term-end', leads: ['P30D'] } });
      agreement.now = Date.parse('2027-11-05T00:00:00Z');
      agreement.view.plan = [];
      agreement.view.record.push({
        type: 'settled',
        at: '',
        id: 'end-features:2027-01-01',
        outcome: 'carried-out',
      });
    });
    expect(texts).toEqual(['1: renewal-P30D:2027-11-02 has no outcome and is not ahead.']);
  });

  it('an obligation ends twice', () => {
    const again = { type: 'settled', at: '', id: 'welcome', outcome: 'suppressed' };
    expect(said(({ agreements: [{ view }] }) => view.record.push(again))).toEqual([
      '1: welcome has a second outcome, suppressed, after carried-out.',
    ]);
  });

  it('what has failed may end once more', () => {
    const failed = { type: 'settled', at: '', id: 'welcome', outcome: 'failed' };
    expect(said(({ agreements: [{ view }] }) => view.record.unshift(failed))).toEqual([]);
  });

  it('what was due is still ahead', () => {
    const texts = said(({ agreements: [agreement] }) => {
      agreement.now = Date.parse('2027-01-01T06:00:00Z');
    });
    expect(texts).toEqual(['1: end-features:2027-01-01 was due at 2027-01-01T05:00:00Z and has no outcome.']);
  });

  it('a notice is marked as sent, and the mail server did not take it', () => {
    expect(said(({ mail }) => mail.pop())).toEqual([
      '1: features-ending-P1D:2027-01-01 has a receipt for <2@x>, which the mail server did not take.',
    ]);
  });

  it('the mail server took other words than the receipt says', () => {
    const texts = said(({ mail: [first] }) => {
      first.sha256 = 'other';
    });
    expect(texts).toEqual(['1: welcome has a receipt for <1@x>, which the mail server did not take.']);
  });

  it('a notice is marked as carried out without a message', () => {
    const texts = said(({ agreements: [{ view, events }], mail }) => {
      view.record[1] = { ...view.record[1], type: 'settled', at: '', receipts: [] };
      events.splice(5, 1);
      mail.splice(0, 1);
    });
    expect(texts).toEqual([
      '1: welcome is marked as carried out, and no receipt says that a message was accepted.',
    ]);
  });

  it('a contact may have a message of another agreement', () => {
    const [, second] = goodEvidence().mail;
    const texts = said(({ mail, agreements }) => {
      mail.push({ ...second, messageId: '<3@x>' });
      const receipts = [{ to: owner, messageId: '<3@x>', result: 'accepted', sha256: 'two' }];
      const record = [
        { type: 'settled', at: '', id: 'terminated:2026-11-02T15:00:00Z', outcome: 'carried-out', receipts },
      ];
      const [one] = agreements;
      const access = { ...one.access, access: 'not-yet' as const, features: [] };
      const view = { status: 'terminated', record, plan: [] };
      (agreements as Agreement[]).push({ ...one, id: 'another', events: [], view, access, now: 0 });
    });
    expect(texts).toEqual([]);
  });

  it('a contact has a message that no receipt tells of', () => {
    const [, second] = goodEvidence().mail;
    const texts = said(({ mail }) => mail.push({ ...second, messageId: '<3@x>' }));
    expect(texts).toEqual([`1: The mail server took <3@x> for ${owner}, and no receipt tells of it.`]);
  });
});

describe('2, copies', () => {
  const again = (seconds: number, more: object = {}) => ({
    ...goodEvidence().mail[0],
    ...{ begunAt: machine(seconds), dotAt: machine(seconds), answeredAt: machine(seconds), ...more },
  });

  it('a message comes twice, although the first copy had its answer', () => {
    expect(said(({ mail }) => mail.push(again(40)))).toEqual([
      `2: The mail server took <1@x> for ${owner} twice, although it had answered the first copy.`,
    ]);
  });

  it('one more copy is owed if the first had no answer', () => {
    const texts = said(({ mail }) => {
      delete mail[0].answeredAt;
      mail.push(again(40));
    });
    expect(texts).toEqual([]);
  });

  it('one more copy is owed if the worker was killed with the answer', () => {
    const texts = said(({ mail, disturbances }) => {
      disturbances.push({ at: machine(6), what: 'a worker was killed' });
      mail.push(again(40));
    });
    expect(texts).toEqual([]);
  });

  it('a worker that was killed much later excuses nothing', () => {
    const texts = said(({ mail, disturbances }) => {
      disturbances.push({ at: machine(20), what: 'a worker was killed' });
      mail.push(again(40));
    });
    expect(texts).toHaveLength(1);
  });

  it('a message comes three times', () => {
    const texts = said(({ mail }) => {
      delete mail[0].answeredAt;
      mail.push(again(40), again(50));
    });
    expect(texts).toEqual([`2: The mail server took <1@x> for ${owner} 3 times.`]);
  });

  it('the second copy has other words', () => {
    const texts = said(({ mail }) => {
      delete mail[0].answeredAt;
      mail.push(again(40, { sha256: 'other' }));
    });
    expect(texts).toContain(`2: The two copies of <1@x> for ${owner} differ.`);
  });

  it('a person may have it sent again by "retry", in words of that day', () => {
    const texts = said(({ mail, agreements: [{ events }] }) => {
      events.splice(6, 0, command(machine(30), 'retry'));
      mail.push(again(40, { sha256: 'other' }));
    });
    expect(texts).toEqual([]);
  });

  it('"retry" excuses nothing that came before it', () => {
    const texts = said(({ mail, agreements: [{ events }] }) => {
      events.splice(6, 0, command(machine(50), 'retry'));
      mail.push(again(40));
    });
    expect(texts).toHaveLength(1);
  });

  it('a contact has one notice in two messages', () => {
    const texts = said(({ mail, agreements: [{ view }] }) => {
      mail.push(again(40, { messageId: '<3@x>' }));
      view.record[1]?.receipts?.push({ to: owner, messageId: '<3@x>', result: 'accepted', sha256: 'one' });
    });
    expect(texts).toEqual([`2: The mail server took welcome for ${owner} in 2 messages: <1@x>, <3@x>.`]);
  });
});

describe('3, nothing early', () => {
  it('a warning goes out on the day before its business day', () => {
    const texts = said(({ agreements: [{ events }] }) => {
      const skip = events.at(-1);
      if (skip) skip.has.targetTime = '2026-12-30T14:05:00.000Z';
    });
    expect(texts).toEqual([
      '3: features-ending-P1D:2027-01-01 was sent at 2026-12-30T14:05:05.000Z, before 2026-12-31T14:00:00.000Z.',
    ]);
  });

  it('a warning goes out before nine', () => {
    const texts = said(({ agreements: [{ events }] }) => {
      const skip = events.at(-1);
      if (skip) skip.has.targetTime = '2026-12-31T13:50:00.000Z';
    });
    expect(texts).toHaveLength(1);
  });

  it('a welcome goes out before there is access', () => {
    const texts = said(({ agreements: [{ events }] }) => {
      events.splice(2, 2);
    });
    expect(texts).toEqual(['3: welcome was sent at 2026-11-02T15:00:05.000Z, before there was access.']);
  });

  it('a notice of an event goes out before the event', () => {
    const texts = said(({ agreements: [{ view }] }) => {
      const [, welcome] = view.record;
      view.record.push({ ...welcome, type: 'settled', at: '', id: 'suspended:2026-11-02T15:01:00.000Z' });
    });
    expect(texts).toEqual([
      '3: suspended:2026-11-02T15:01:00.000Z was sent at 2026-11-02T15:00:05.000Z, before 2026-11-02T15:01:00.000Z.',
    ]);
  });

  it('the features end on another day than the offer says', () => {
    const texts = said(({ agreements: [{ view, events }] }) => {
      view.plan = [{ id: 'end-features:2027-01-02', dueAt: '2027-01-02T05:00:00Z' }];
      events[1]?.has.upsertedMemo.fields.ledger.due.pop();
    });
    expect(texts).toEqual(['3: end-features:2027-01-02 is counted from a day that follows from nothing.']);
  });

  it('a feature or access is taken away early', () => {
    const step = (name: string) => event(machine(30), 'activityTaskScheduled', { activityType: { name } });
    const texts = said(({ agreements: [{ events }] }) =>
      events.splice(6, 0, step('endFeatures'), step('endAccess')),
    );
    expect(texts).toEqual([
      '3: endFeatures was asked for at 2026-11-02T15:00:30.000Z, before 2027-01-01T05:00:00.000Z.',
      '3: endAccess was asked for at 2026-11-02T15:00:30.000Z, before 2027-11-02T04:00:00.000Z.',
    ]);
  });

  it('a suspension takes access away at once', () => {
    const end = event(machine(30), 'activityTaskScheduled', { activityType: { name: 'endAccess' } });
    const texts = said(({ agreements: [{ events }] }) =>
      events.splice(6, 0, command(machine(29), 'suspend'), end),
    );
    expect(texts).toEqual([]);
  });
});

describe('4, the directory', () => {
  it('a group is missing', () => {
    expect(said(({ directory }) => directory.groups.pop())).toEqual([
      '4: The directory has 0 groups for research, not 1.',
    ]);
  });

  it('a group is there twice', () => {
    expect(said(({ directory: { groups } }) => groups.push({ id: 'g3', externalId: `${id}:chat` }))).toEqual([
      '4: The directory has 2 groups for chat, not 1.',
    ]);
  });

  it('a feature that is over is still there', () => {
    const texts = said(({ agreements: [{ access }] }) => {
      access.features[1] = { id: 'research', on: false };
    });
    expect(texts).toEqual(['4: The directory has 1 groups for research, not 0.']);
  });

  it('a contact is in no group', () => {
    const texts = said(({ directory: { groups } }) => groups[0]?.members?.pop());
    expect(texts).toEqual([`4: ${owner} is not in the group for chat.`]);
  });

  it('a contact has no active user', () => {
    const texts = said(({ directory: { users } }) => {
      users[0] = { id: 'u1', userName: owner, active: false };
    });
    expect(texts).toEqual([`4: ${owner} has no active user.`]);
  });

  it('a contact has two users', () => {
    const texts = said(({ directory: { users } }) => users.push({ id: 'u2', userName: owner }));
    expect(texts).toEqual([`4: The directory has 2 users for ${owner}.`]);
  });

  it('a user stays active after the end of access', () => {
    const texts = said(({ agreements: [{ access }], directory }) => {
      access.access = 'ended';
      directory.groups = [];
    });
    expect(texts).toEqual([`4: ${owner} has an active user after the end of access.`]);
  });

  it('a user who is still in a group of another agreement may stay active', () => {
    const texts = said(({ agreements: [{ access }], directory }) => {
      access.access = 'ended';
      directory.groups = [
        { id: 'g9', externalId: 'agreement:other:agency.gov:chat', members: [{ value: 'u1' }] },
      ];
    });
    expect(texts).toEqual([]);
  });
});
