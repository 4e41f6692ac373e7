// What an agency's own people answer, and what mail that comes back makes of who gets what.
import { describe, expect, it } from 'vitest';
import { versionOf } from '../../../agreements/model/ids.ts';
import { issuesOf } from '../../../agreements/reports/ledger.ts';
import {
  act,
  amend,
  begun,
  board,
  carl,
  clauses,
  course,
  decline,
  edna,
  evening,
  given,
  lived,
  mailIs,
  morning,
  notices,
  olive,
  outcomes,
  renew,
  retry,
  tess,
  wholeChatgpt,
  withClauses,
} from '../support/given.ts';

const id = 'agreement:openai-chatgpt-enterprise:access-board.gov';
const by = 'Olive <olive@access-board.gov>, by link';
const openKinds = (agreement: Parameters<typeof issuesOf>[0]) => issuesOf(agreement).map(({ kind }) => kind);
const to = (sent: { to: string; obligation: { id: string } }[], kind: string) =>
  sent.filter(({ obligation }) => obligation.id.startsWith(kind)).map((one) => one.to);

const promotional = lived(begun(), '2026-09-10');
const inRenewal = lived(begun(), '2027-05-10');

describe('asking for renewal', () => {
  const ask = { type: 'ask-renewal', by, contact: olive.email } as const;

  it('tells the operators, who are needed until they have recorded the decision', () => {
    const asked = given(inRenewal)
      .when(morning('2027-05-10'), ask)
      .then(['renewal-asked', 'due alert:renewal-asked']);
    expect(openKinds(asked)).toEqual(['renewal-asked']);
    expect(openKinds(given(asked).when(morning('2027-05-11'), renew).after)).toEqual([]);
  });

  it('ends the reminders to decide, for the agency has said what it wants', () => {
    const { agreement, sent } = course(inRenewal, morning('2027-08-01'), {
      acts: [act('2027-05-10', ask)],
    });
    expect(to(sent, 'renewal-P60D')).toEqual([]);
    expect(agreement.record).toContainEqual(
      expect.objectContaining({ id: 'renewal-P60D:2027-09-01', reason: 'the agency has asked for renewal' }),
    );
  });

  it('is refused before the window opens, to a stranger, twice, and once it was renewed', () => {
    given(promotional)
      .when(morning('2026-09-10'), ask)
      .then(
        `${id} can't be renewed yet; its renewal window opens 120 days before the term ends on 2027-09-01.`,
      );
    given(inRenewal)
      .when(morning('2027-05-10'), { ...ask, contact: 'stranger@access-board.gov' })
      .then(`stranger@access-board.gov is not a contact of ${id}.`);
    const asked = given(inRenewal).when(morning('2027-05-10'), ask).after;
    given(asked).when(morning('2027-05-11'), ask).then(`The agency has already asked to renew ${id}.`);
    const renewed = given(inRenewal).when(morning('2027-05-10'), renew).after;
    given(renewed).when(morning('2027-05-11'), ask).then(`The decision to renew ${id} is already recorded.`);
  });

  it('is about this end: once the term is extended, the agency is asked again', () => {
    const { sent } = course(lived(begun({ offer: withClauses }), '2027-05-10'), morning('2027-12-20'), {
      acts: [act('2027-05-10', ask), act('2027-05-20', { type: 'extend', by: 'Otto', length: 'P6M' })],
    });
    expect(to(sent, 'renewal-P120D:2028-03-01')).toEqual([olive.email, carl.email]);
  });

  it('that nobody has recorded is remembered of in the last days, to the agency and the operators', () => {
    const near = lived(begun({ offer: wholeChatgpt }), '2027-05-10');
    const { sent } = course(near, morning('2027-08-31'), { acts: [act('2027-05-10', ask)] });
    expect(to(sent, 'renewal-P30D')).toEqual([]);
    expect(to(sent, 'renewal-P14D')).toEqual([olive.email, carl.email, edna.email]);
    expect(to(sent, 'unanswered-renewal-P14D')).toEqual(['operators@onegov.example']);
  });

  it('may follow a decision not to renew', () => {
    const declined = given(inRenewal).when(morning('2027-05-10'), decline).after;
    given(declined)
      .when(morning('2027-05-11'), ask)
      .then(['renewal-asked', 'due alert:renewal-asked', `due declined:${morning('2027-05-10')}`]);
  });
});

describe('nobody answers', () => {
  it('the request goes up: owner, contracting, executive, and the operators on the schedule of the offer', () => {
    const { sent } = course(begun({ offer: wholeChatgpt }), morning('2027-08-31'));
    const requests = sent.filter(({ obligation }) => /renewal-P/.test(obligation.id));
    const levels = requests.map(({ obligation, to: address }) => [obligation.id.split(':')[0], address]);
    const of = (slot: string) => levels.filter(([one]) => one === slot).map(([, address]) => address);
    expect(of('renewal-P120D')).toEqual([olive.email, carl.email]);
    expect(of('renewal-P30D')).toEqual([olive.email, carl.email, edna.email]);
    expect(of('unanswered-renewal-P30D')).toEqual([]);
    expect(of('unanswered-renewal-P14D')).toEqual(['operators@onegov.example']);
  });

  it('decided, the operators hear nothing of it', () => {
    const { sent, agreement } = course(begun({ offer: wholeChatgpt }), morning('2027-08-31'), {
      acts: [act('2027-08-01', decline)],
    });
    expect(to(sent, 'unanswered')).toEqual([]);
    expect(agreement.record).toContainEqual(
      expect.objectContaining({
        id: 'unanswered-renewal-P14D:2027-09-01',
        outcome: 'suppressed',
        reason: 'it was decided to decline',
      }),
    );
  });
});

describe('"not my job any more"', () => {
  const leave = { type: 'leave', by, contact: olive.email } as const;

  it('asks the others and the operators, and sends that person nothing more', () => {
    const { agreement, sent } = course(promotional, morning('2026-10-02'), {
      acts: [act('2026-09-10', leave)],
    });
    expect(agreement.contacts).toEqual([carl, tess, edna]);
    expect(to(sent, 'contact-wanted')).toEqual([carl.email, tess.email, edna.email]);
    expect(to(sent, 'alert:contact-left')).toEqual(['operators@onegov.example']);
    expect(to(sent, 'features-ending-P30D')).toEqual([carl.email, tess.email]);
    expect(openKinds(agreement)).toEqual(['contact-left']);
  });

  it('is settled when somebody is named', () => {
    const nina = { ...olive, name: 'Nina', email: 'nina@access-board.gov' };
    const { agreement, sent } = course(promotional, morning('2026-10-02'), {
      acts: [
        act('2026-09-10', leave),
        act('2026-09-11', { type: 'name-contact', by: 'Carl', contact: nina }),
      ],
    });
    expect(openKinds(agreement)).toEqual([]);
    expect(to(sent, 'features-ending-P30D')).toEqual([tess.email, nina.email]);
  });

  it('of two is settled only for the role that somebody was named for', () => {
    const ted = { ...tess, name: 'Ted', email: 'ted@access-board.gov' };
    const { agreement } = course(promotional, morning('2026-09-20'), {
      acts: [
        act('2026-09-10', leave),
        act('2026-09-11', { ...leave, contact: carl.email }),
        act('2026-09-12', { type: 'name-contact', by: 'Tess', contact: ted }),
      ],
    });
    expect(openKinds(agreement)).toEqual(['contact-left', 'contact-left']);
  });

  it('of the last one leaves nobody, which the operators are told of at each notice', () => {
    const alone = lived(begun({ contacts: [olive] }), '2026-09-10');
    const { agreement, sent } = course(alone, morning('2026-10-02'), { acts: [act('2026-09-10', leave)] });
    expect(to(sent, 'contact-wanted')).toEqual([]);
    expect(agreement.issues).toMatchObject([
      {
        kind: 'failed',
        text: 'features-ending-P30D:2026-10-31: no contact is left whom mail reaches',
      },
    ]);
  });
});

describe('what is done by the link of a notice', () => {
  const answers = 'renewal-P120D:2027-09-01';

  it('and binds the agency, or lets somebody in, is told to the operators', () => {
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

describe('an answer to what a page showed', () => {
  const ask = { type: 'ask-renewal', by, contact: olive.email } as const;
  const version = versionOf(inRenewal);

  it('is not taken any more once the terms are others', () => {
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

  it('takes nothing back that somebody answered meanwhile', () => {
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

describe('by their links, contacts', () => {
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

  it('change who is one, and what comes to them, five times a day; operators as often as they like', () => {
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

describe('naming a contact', () => {
  it('adds one, or changes the one with that address; nobody else changes', () => {
    const named = given(promotional).when(morning('2026-09-10'), {
      type: 'name-contact',
      by,
      contact: { ...tess, email: 'TESS@access-board.gov', name: 'Tess Tech' },
    }).after;
    expect(named.contacts.map(({ name }) => name)).toEqual(['Olive', 'Carl', 'Tess Tech', 'Edna']);
    given(promotional)
      .when(morning('2026-09-10'), { type: 'name-contact', by, contact: carl })
      .then(`This is already a contact of ${id}.`);
  });
});

describe('only what needs a decision', () => {
  const choose = { type: 'pace', by, contact: olive.email, pace: 'decisions' } as const;

  it('is what that person gets from then on; the others get each notice', () => {
    const { sent } = course(promotional, morning('2027-05-06'), { acts: [act('2026-09-10', choose)] });
    expect(to(sent, 'features-ending-P30D')).toEqual([tess.email]);
    expect(to(sent, 'renewal-P120D')).toEqual([olive.email, carl.email]);
  });

  it('chosen by all who get a notice, nobody is sent it, and the record says why', () => {
    const both = [act('2026-09-10', choose), act('2026-09-10', { ...choose, contact: tess.email })];
    const { agreement, sent } = course(promotional, morning('2026-10-02'), { acts: both });
    expect(notices({ sent } as never)).toEqual([]);
    expect(agreement.record).toContainEqual(
      expect.objectContaining({
        id: 'features-ending-P30D:2026-10-31',
        outcome: 'suppressed',
        reason: 'all who get it want only what needs a decision',
      }),
    );
  });
});

describe('a fresh link', () => {
  const ask = { type: 'send-link', by, contact: carl.email } as const;

  it('goes to the address on file alone, at once, and once an hour', () => {
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

describe('a fresh link in the place of an old one', () => {
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

  it('fetched by another fresh one, is still about that', () => {
    const first = course(lived(begun(), '2026-09-10'), morning('2026-10-05'), {
      acts: [act('2026-09-10', { ...ask, answers: 'training' })],
    }).agreement;
    const { after } = given(first).when(morning('2026-10-05'), {
      ...ask,
      answers: `link:${morning('2026-09-10')}`,
    });
    expect(training(after)).toMatchObject({ renews: { id: 'training', notice: 'training' } });
  });

  it('asked for by an operator, or on a link that was mailed to look, is about nothing', () => {
    const { after } = given(lived(begun(), '2026-10-05')).when(morning('2026-10-05'), ask);
    expect(training(after)).not.toHaveProperty('renews');
  });
});

describe('confirming', () => {
  const confirm = { type: 'acknowledge', by, contact: olive.email } as const;
  const confirmed = (agreement: typeof promotional) =>
    agreement.record.flatMap((entry) => (entry.type === 'acknowledged' ? [entry.notice] : []));

  it('a message confirms all notices in it, as far as they came to that contact', () => {
    const { after } = given(promotional).when(morning('2026-09-10'), { ...confirm, notice: 'welcome' });
    expect(confirmed(after)).toEqual(['welcome', 'training', 'community']);
    const tech = { ...confirm, contact: tess.email, notice: 'welcome' };
    expect(confirmed(given(promotional).when(morning('2026-09-10'), tech).after)).toEqual(['welcome']);
  });

  it('is possible for whoever has got it, while it is still tried for others', () => {
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

describe('the training', () => {
  const trained = {
    type: 'trained',
    by,
    people: ['OLIVE@access-board.gov', 'bob@access-board.gov'],
  } as const;
  const began = lived(begun({ offer: wholeChatgpt }), '2026-09-10');

  it('those who have not completed it get one reminder, and no other', () => {
    const { sent } = course(began, morning('2027-08-31'));
    expect(to(sent, 'training-reminder')).toEqual([olive.email]);
  });

  it('those who have get none', () => {
    const { agreement, sent } = course(began, morning('2026-10-02'), {
      acts: [act('2026-09-20', { ...trained, people: [...trained.people] })],
    });
    expect(to(sent, 'training-reminder')).toEqual([]);
    expect(agreement.record).toContainEqual(
      expect.objectContaining({
        id: 'training-reminder-P21D',
        reason: 'all who get it have completed a training',
      }),
    );
  });

  it('who is on record already is not put there again', () => {
    const people = [...trained.people];
    const first = given(began).when(morning('2026-09-20'), { ...trained, people }).after;
    given(first)
      .when(morning('2026-09-21'), { ...trained, people })
      .then(`${id} already has on record that these people completed a training.`);
    const more = given(first)
      .when(morning('2026-09-21'), { ...trained, people: [...people, 'carol@access-board.gov'] })
      .then(['trained']);
    expect(more.record.at(-1)).toMatchObject({ type: 'trained', people: ['carol@access-board.gov'] });
    expect(more.trained).toEqual([
      'olive@access-board.gov',
      'bob@access-board.gov',
      'carol@access-board.gov',
    ]);
  });

  it('begun too late for it, nobody is reminded of what they were just invited to', () => {
    const late = begun({ offer: wholeChatgpt, now: morning('2026-10-15') });
    const { sent } = course(late, morning('2026-12-01'));
    expect([to(sent, 'training:'), to(sent, 'training-reminder')]).toEqual([[], []]);
    expect(to(sent, 'training')).toEqual([olive.email]);
  });
});

describe('mail that comes back', () => {
  const bounced = { type: 'bounced', by: 'the mail server', address: olive.email } as const;
  const told = lived(begun(), '2026-10-02');

  it('goes to the next contact of the role instead, and so does what follows; the operators are told', () => {
    const two = lived(begun({ contacts: [olive, carl] }), '2026-10-02');
    const { agreement, sent } = course(two, morning('2026-10-17'), { acts: [act('2026-10-02', bounced)] });
    expect(to(sent, 'features-ending-P30D:2026-10-31@')).toEqual([carl.email]);
    expect(to(sent, 'features-ending-P14D')).toEqual([carl.email]);
    expect(to(sent, 'alert:bounced')).toEqual(['operators@onegov.example']);
    expect(openKinds(agreement)).toEqual(['bounced']);
  });

  it('from a trouble that may pass goes to the next contact, and what follows to the same one again', () => {
    const passing = { ...bounced, passing: true } as const;
    const { agreement, sent } = course(told, morning('2026-10-18'), {
      acts: [act('2026-10-02', passing), act('2026-10-17', passing)],
    });
    expect(to(sent, 'features-ending-P30D:2026-10-31@')).toEqual([carl.email]);
    expect(to(sent, 'features-ending-P14D:2026-10-31')).toEqual([olive.email, tess.email, carl.email]);
    expect(to(sent, 'alert:bounced')).toEqual(['operators@onegov.example']);
    expect(openKinds(agreement)).toEqual(['bounced', 'bounced']);
  });

  it('is sent to nobody who has got it already', () => {
    const { sent } = course(told, morning('2026-10-03'), {
      acts: [act('2026-10-02', { ...bounced, address: tess.email })],
    });
    expect(to(sent, 'features-ending-P30D')).toEqual([edna.email]);
  });

  it('is all of what that message held', () => {
    const messageId = '<one@onegov.example>';
    const record = promotional.record.map((entry) =>
      entry.type === 'settled' && entry.receipts
        ? { ...entry, receipts: entry.receipts.map((one) => ({ ...one, messageId })) }
        : entry,
    );
    const { after } = given({ ...promotional, record }).when(morning('2026-09-10'), {
      ...bounced,
      messageId,
    });
    expect(after.issues.map(({ obligation }) => obligation.id)).toEqual(['welcome', 'training', 'community']);
  });

  it('tried again, goes to the same address', () => {
    const known = given(told).when(morning('2026-10-02'), bounced).after;
    const { agreement, sent } = course(known, morning('2026-10-17'), { acts: [act('2026-10-05', retry)] });
    expect(to(sent, 'features-ending-P30D')).toContain(olive.email);
    expect(to(sent, 'features-ending-P14D')).toEqual([olive.email, tess.email]);
    expect(agreement.unreachable).toBeUndefined();
    expect(openKinds(agreement)).toEqual([]);
  });

  it('for two people, each gets it once when it is tried again', () => {
    const both = [
      { at: '2026-10-02T12:00:00Z', command: bounced },
      { at: '2026-10-02T12:10:00Z', command: { ...bounced, address: tess.email } },
    ];
    const two = lived(begun({ contacts: [olive, tess] }), '2026-10-02');
    const { agreement, sent } = course(two, morning('2026-10-06'), {
      acts: [...both, act('2026-10-05', retry)],
    });
    expect(to(sent, 'features-ending-P30D')).toEqual([olive.email, tess.email]);
    expect(openKinds(agreement)).toEqual([]);
  });

  it('from one after the other, brings nobody a second copy', () => {
    const { sent } = course(told, morning('2026-10-05'), {
      acts: [act('2026-10-02', bounced), act('2026-10-03', { ...bounced, address: tess.email })],
    });
    expect(to(sent, 'features-ending-P30D').toSorted()).toEqual([carl.email, edna.email]);
  });

  it('half a second apart, brings nobody a second copy', () => {
    const { sent } = course(told, morning('2026-10-05'), {
      acts: [
        { at: '2026-10-02T12:00:00.000Z', command: bounced },
        { at: '2026-10-02T12:00:00.500Z', command: { ...bounced, address: tess.email } },
      ],
    });
    expect(to(sent, 'features-ending-P30D').toSorted()).toEqual([carl.email, edna.email]);
  });

  it('at the same instant, has an id for each that goes again, and an alert for each address', () => {
    const at = morning('2026-10-02');
    const both = [olive, tess].reduce(
      (known, { email }) => given(known).when(at, { ...bounced, address: email }).after,
      told,
    );
    const ids = both.plan.filter(({ dueAt }) => dueAt === at).map((one) => one.id);
    expect(ids).toHaveLength(4);
    expect(new Set(ids).size).toBe(4);
    const { sent } = course(both, morning('2026-10-05'));
    expect(to(sent, 'features-ending-P30D').toSorted()).toEqual([carl.email, edna.email]);
    expect(to(sent, 'alert:bounced')).toHaveLength(2);
  });

  it('while those who stand in have it in part, brings none of them a second copy', () => {
    const cora = { ...carl, name: 'Cora', email: 'cora@access-board.gov' };
    const known = lived(begun({ contacts: [olive, tess, carl, cora] }), '2026-10-02');
    const { sent } = course(known, morning('2026-10-05'), {
      acts: [act('2026-10-02', bounced), act('2026-10-03', { ...bounced, address: tess.email })],
      world: { mail: (to, now) => (to === cora.email && now < '2026-10-04' ? 'later' : 'accepted') },
    });
    expect(to(sent, 'features-ending-P30D')).toEqual([carl.email, cora.email]);
  });

  it('is not sent a second time to the one who stood in and then takes over', () => {
    const two = lived(begun({ contacts: [olive, carl] }), '2026-10-02');
    const contacts = [{ ...carl, roles: ['owner' as const, 'contracting' as const] }];
    const { agreement, sent } = course(two, morning('2026-10-06'), {
      acts: [act('2026-10-02', bounced), act('2026-10-05', { type: 'change-contacts', by, contacts })],
    });
    expect(to(sent, 'features-ending-P30D')).toEqual([carl.email]);
    expect(openKinds(agreement)).toEqual([]);
  });

  it('after that contact was replaced, goes to whoever is there now, and needs nobody', () => {
    const nora = { ...olive, name: 'Nora', email: 'nora@access-board.gov' };
    const { agreement, sent } = course(told, morning('2026-10-05'), {
      acts: [
        act('2026-10-02', { type: 'name-contact', by, contact: nora, instead: olive.email }),
        act('2026-10-03', bounced),
      ],
    });
    expect(agreement.contacts.map(({ name }) => name)).toEqual(['Nora', 'Carl', 'Tess', 'Edna']);
    expect(to(sent, 'features-ending-P30D')).toEqual([nora.email]);
    expect(openKinds(agreement)).toEqual([]);
  });

  it('reported once more, even after it was tried again, is known', () => {
    const known = given(told).when(morning('2026-10-02'), bounced).after;
    const { messageId } = known.record.find((entry) => entry.type === 'bounced') as { messageId: string };
    const again = given(known).when(morning('2026-10-03'), retry).after;
    given(again)
      .when(morning('2026-10-04'), { ...bounced, messageId })
      .then(`This bounce is already on record for ${id}.`);
  });

  it('while another recipient waits for it, goes to the next contact at once', () => {
    const { agreement, sent } = course(told, morning('2026-10-20'), {
      world: { mail: (to, now) => (to === tess.email && now < '2026-10-18' ? 'later' : 'accepted') },
      acts: [{ at: '2026-10-16T14:00:00Z', command: bounced }],
    });
    const first = sent.filter(({ obligation }) => obligation.id.startsWith('features-ending-P14D'));
    expect(first.map((one) => one.to)).toEqual([olive.email, carl.email, tess.email]);
    expect(first[1]?.at.slice(0, 13)).toBe('2026-10-16T14');
    expect(openKinds(agreement)).toEqual(['bounced']);
  });

  it('at once, for the server knows no such mailbox, goes to the next contact, with one alert', () => {
    const world = mailIs('no mailbox', [olive.email]);
    const { agreement, sent } = course(begun({ contacts: [olive, carl] }), morning('2026-09-02'), { world });
    expect(to(sent, 'welcome')).toEqual([olive.email, carl.email]);
    expect(to(sent, 'alert')).toEqual(['operators@onegov.example']);
    expect(agreement.unreachable).toEqual([olive.email]);
    expect(new Set(openKinds(agreement))).toEqual(new Set(['bounced']));
  });

  it('at once, while another recipient waits, brings nobody a second copy', () => {
    const { agreement, sent } = course(told, morning('2026-11-02'), {
      world: {
        mail: (address, now) => {
          if (address === olive.email) return 'no mailbox';
          return address === tess.email && now < '2026-10-18' ? 'later' : 'accepted';
        },
      },
    });
    expect(to(sent, 'features-ending-P14D')).toEqual([olive.email, carl.email, tess.email]);
    expect(outcomes(agreement)['features-ending-P14D:2026-10-31']).toBe('carried-out');
  });

  it('of a link, is for nobody once that contact was replaced', () => {
    const asked = course(promotional, '2026-09-10T12:20:00Z', {
      acts: [act('2026-09-10', { type: 'send-link', by, contact: olive.email })],
    }).agreement;
    const nora = { ...olive, name: 'Nora', email: 'nora@access-board.gov' };
    const { agreement, sent } = course(asked, morning('2026-09-20'), {
      acts: [
        act('2026-09-11', bounced),
        act('2026-09-12', { type: 'name-contact', by, contact: nora, instead: olive.email }),
      ],
    });
    expect(to(sent, 'link')).toEqual([]);
    expect(openKinds(agreement)).toEqual([]);
  });

  it('from the last contact leaves nobody, and stays before the operators', () => {
    const alone = lived(begun({ contacts: [olive], agency: board }), '2026-10-02');
    const { agreement } = course(alone, morning('2026-10-17'), { acts: [act('2026-10-02', bounced)] });
    expect(openKinds(agreement)).toEqual(['bounced', 'failed']);
  });

  it('from the last contact is at once said to leave nobody', () => {
    const alone = lived(begun({ contacts: [olive] }), '2026-10-02');
    const { agreement, sent } = course(alone, morning('2026-10-03'), { acts: [act('2026-10-02', bounced)] });
    expect(agreement.issues).toMatchObject([
      {
        text: expect.stringContaining("it came back from a contact's address, and mail reaches no other one"),
      },
    ]);
    const alert = sent.find(({ obligation }) => obligation.id.startsWith('alert:bounced'))?.obligation;
    expect(alert).toMatchObject({
      text: expect.stringContaining('mail reaches no other contact of the agency'),
    });
  });
});
