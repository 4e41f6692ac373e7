// What contacts do by their links: answers, confirmations, and fresh links.
import { describe, expect, it } from 'vitest';
import { versionOf } from '../../../agreements/model/ids.ts';
import {
  act,
  amend,
  begun,
  carl,
  clauses,
  course,
  decline,
  evening,
  given,
  lived,
  morning,
  olive,
  tess,
} from '../support/given.ts';

const id = 'agreement:openai-chatgpt-enterprise:access-board.gov';
const by = 'Olive <olive@access-board.gov>, by link';
const to = (sent: { to: string; obligation: { id: string } }[], kind: string) =>
  sent.filter(({ obligation }) => obligation.id.startsWith(kind)).map((one) => one.to);
const promotional = lived(begun(), '2026-09-10');
const inRenewal = lived(begun(), '2027-05-10');

describe('what a contact does by the link of a notice', () => {
  const answers = 'renewal-P120D:2027-09-01';

  it('alerts the operators if it binds the agency or adds a contact', () => {
    const { after } = given(inRenewal).when(morning('2027-05-10'), { type: 'decline', by, answers });
    expect(after.plan[0]).toMatchObject({ kind: 'alert', id: `alert:decided:${morning('2027-05-10')}` });
    given(begun({ awaitsAcceptance: true }))
      .when(morning('2026-09-10'), { type: 'accept', by, answers: 'terms:2026-10-01' })
      .then(['accepted', 'due alert:accepted', 'due grant-access']);
    const nina = { ...olive, name: 'Nina', email: 'nina@access-board.gov' };
    given(promotional)
      .when(morning('2026-09-10'), { type: 'name-contact', by, contact: nina, answers })
      .then(['contacts-changed', 'due alert:contacts-changed', 'due grant-access']);
  });
});

describe('an answer to a page', () => {
  const ask = { type: 'ask-renewal', by, contact: olive.email } as const;
  const version = versionOf(inRenewal);

  it('is refused if the terms have changed since the page was shown', () => {
    const amended = given(inRenewal).when(morning('2027-05-10'), amend({ termEndsOn: '2027-10-01' })).after;
    for (const command of [ask, decline]) {
      given(amended)
        .when(morning('2027-05-10'), { ...command, version })
        .then(`The terms of ${id} have changed since they were shown; look at them again.`);
    }
    const awaiting = begun({ awaitsAcceptance: true });
    const ruled = given(awaiting).when(morning('2026-09-02'), {
      ...{ type: 'amend', by, rules: clauses },
    }).after;
    given(ruled)
      .when(morning('2026-09-02'), { type: 'accept', by, version: versionOf(awaiting) })
      .then(`The terms of ${id} have changed since they were shown; look at them again.`);
  });

  it('is refused if somebody else has answered in the meantime', () => {
    const asked = given(inRenewal).when(morning('2027-05-10'), ask).after;
    given(asked)
      .when(morning('2027-05-10'), { ...decline, version })
      .then(`The question about ${id} is already answered.`);
    const declined = given(inRenewal).when(morning('2027-05-10'), decline).after;
    given(declined)
      .when(morning('2027-05-10'), { ...ask, version })
      .then(`The question about ${id} is already answered.`);
  });
});

describe('contacts, by their links', () => {
  const named = (number: number) =>
    ({
      type: 'name-contact',
      by,
      contact: { ...olive, name: `Nina ${number}`, email: `nina${number}@access-board.gov` },
      answers: 'contact-wanted',
    }) as const;
  const changed = [1, 2, 3, 4].reduce(
    (agreement, number) => given(agreement).when(morning('2026-09-10'), named(number)).after,
    given(promotional).when(morning('2026-09-10'), {
      ...{ type: 'pace', by, contact: olive.email, pace: 'decisions', answers: 'contact-wanted' },
    }).after,
  );

  it('change contacts and preferences up to five times a day; operators have no limit', () => {
    const leave = { type: 'leave', by, contact: olive.email, answers: 'contact-wanted' } as const;
    for (const command of [named(5), leave])
      given(changed)
        .when(morning('2026-09-10'), command)
        .then(
          `The contacts of ${id} were changed by link 5 times within a day, which is the limit; try again tomorrow.`,
        );
    const { answers: _, ...byOperator } = named(5);
    expect(given(changed).when(morning('2026-09-10'), byOperator).after.contacts).toHaveLength(9);
    expect(given(changed).when(evening('2026-09-11'), named(5)).after.contacts).toHaveLength(9);
  });
});

describe('a fresh link', () => {
  const ask = { type: 'send-link', by, contact: carl.email } as const;

  it('goes at once to the address on file only, and once an hour at most', () => {
    const { agreement, sent } = course(promotional, '2026-09-10T12:20:00Z', {
      acts: [act('2026-09-10', ask)],
    });
    expect(to(sent, 'link')).toEqual([carl.email]);
    given(agreement)
      .when('2026-09-10T12:30:00Z', ask)
      .then(`A link for this contact of ${id} was already sent, or is on its way.`);
    given(agreement).when('2026-09-10T13:30:00Z', ask).then(['link-asked', 'due link']);
  });
});

describe('a fresh link that replaces an old one', () => {
  const ask = { type: 'send-link', by, contact: olive.email } as const;
  const renewsOf = (notice: string) => (one: { id: string }) => one.id === notice;
  const training = (agreement: typeof promotional) =>
    agreement.plan.find(renewsOf(`link:${morning('2026-10-05')}`));

  it('is about the notice that the old one came with', () => {
    const { after } = given(lived(begun(), '2026-10-05')).when(morning('2026-10-05'), {
      ...ask,
      answers: 'training',
    });
    expect(training(after)).toMatchObject({ renews: { id: 'training', notice: 'training' } });
  });

  it('asked for by another fresh link is still about that notice', () => {
    const first = course(lived(begun(), '2026-09-10'), morning('2026-10-05'), {
      acts: [act('2026-09-10', { ...ask, answers: 'training' })],
    }).agreement;
    const { after } = given(first).when(morning('2026-10-05'), {
      ...ask,
      answers: `link:${morning('2026-09-10')}`,
    });
    expect(training(after)).toMatchObject({ renews: { id: 'training', notice: 'training' } });
  });

  it('asked for by an operator, or by a link that only shows the page, is about no notice', () => {
    const { after } = given(lived(begun(), '2026-10-05')).when(morning('2026-10-05'), ask);
    expect(training(after)).not.toHaveProperty('renews');
  });
});

describe('confirming', () => {
  const confirm = { type: 'acknowledge', by, contact: olive.email } as const;
  const confirmed = (agreement: typeof promotional) =>
    agreement.record.flatMap((entry) => (entry.type === 'acknowledged' ? [entry.notice] : []));

  it('a message confirms all notices in it that reached that contact', () => {
    const { after } = given(promotional).when(morning('2026-09-10'), { ...confirm, notice: 'welcome' });
    expect(confirmed(after)).toEqual(['welcome', 'training', 'community']);
    const tech = { ...confirm, contact: tess.email, notice: 'welcome' };
    expect(confirmed(given(promotional).when(morning('2026-09-10'), tech).after)).toEqual(['welcome']);
  });

  it('is possible for a contact who has it while it is still tried for others', () => {
    const mail = (to: string) => (to === carl.email ? 'later' : 'accepted');
    const trying = course(begun(), '2027-05-04T15:00:00Z', { world: { mail } }).agreement;
    const notice = 'renewal-P120D:2027-09-01';
    expect(trying.plan.map(({ id }) => id)).toContain(notice);
    given(trying)
      .when('2027-05-04T15:00:00Z', { ...confirm, notice })
      .then(['acknowledged']);
    given(trying)
      .when('2027-05-04T15:00:00Z', { ...confirm, contact: carl.email, notice })
      .then(`${carl.email} has not received ${notice} of ${id}.`);
  });
});
