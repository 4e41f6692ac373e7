// What follows when contacts ask for renewal, leave, take over, set a preference, or complete a training.
import { describe, expect, it } from 'vitest';
import { issuesOf } from '../../../agreements/reports/ledger.ts';
import {
  act,
  begun,
  carl,
  course,
  decline,
  edna,
  given,
  lived,
  morning,
  notices,
  olive,
  renew,
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

  it('alerts the operators, and stays open until they record the decision', () => {
    const asked = given(inRenewal)
      .when(morning('2027-05-10'), ask)
      .then(['renewal-asked', 'due alert:renewal-asked']);
    expect(openKinds(asked)).toEqual(['renewal-asked']);
    expect(openKinds(given(asked).when(morning('2027-05-11'), renew).after)).toEqual([]);
  });

  it('ends the reminders to decide, because the agency has said what it wants', () => {
    const { agreement, sent } = course(inRenewal, morning('2027-08-01'), {
      acts: [act('2027-05-10', ask)],
    });
    expect(to(sent, 'renewal-P60D')).toEqual([]);
    expect(agreement.record).toContainEqual(
      expect.objectContaining({ id: 'renewal-P60D:2027-09-01', reason: 'the agency has asked for renewal' }),
    );
  });

  it('is refused before the window opens, to a stranger, twice, and after a renewal', () => {
    given(promotional)
      .when(morning('2026-09-10'), ask)
      .then(
        `${id} can't be renewed yet; its renewal window opens 120 days before the term ends; its last day is Tue, Aug 31, 2027.`,
      );
    given(inRenewal)
      .when(morning('2027-05-10'), { ...ask, contact: 'stranger@access-board.gov' })
      .then(`stranger@access-board.gov is not a contact of ${id}.`);
    const asked = given(inRenewal).when(morning('2027-05-10'), ask).after;
    given(asked).when(morning('2027-05-11'), ask).then(`The agency has already asked to renew ${id}.`);
    const renewed = given(inRenewal).when(morning('2027-05-10'), renew).after;
    given(renewed).when(morning('2027-05-11'), ask).then(`The decision to renew ${id} is already recorded.`);
  });

  it('is about this end of the term: after an extension the agency is asked again', () => {
    const { sent } = course(lived(begun({ offer: withClauses }), '2027-05-10'), morning('2027-12-20'), {
      acts: [act('2027-05-10', ask), act('2027-05-20', { type: 'extend', by: 'Otto', length: 'P6M' })],
    });
    expect(to(sent, 'renewal-P120D:2028-03-01')).toEqual([olive.email, carl.email]);
  });

  it('brings reminders to the agency and the operators in the last days if no decision is recorded', () => {
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

describe('a request that nobody answers', () => {
  it('goes to more roles by the schedule of the offer: owner, contracting, executive, operators', () => {
    const { sent } = course(begun({ offer: wholeChatgpt }), morning('2027-08-31'));
    const requests = sent.filter(({ obligation }) => /renewal-P/.test(obligation.id));
    const levels = requests.map(({ obligation, to: address }) => [obligation.id.split(':')[0], address]);
    const of = (slot: string) => levels.filter(([one]) => one === slot).map(([, address]) => address);
    expect(of('renewal-P120D')).toEqual([olive.email, carl.email]);
    expect(of('renewal-P30D')).toEqual([olive.email, carl.email, edna.email]);
    expect(of('unanswered-renewal-P30D')).toEqual([]);
    expect(of('unanswered-renewal-P14D')).toEqual(['operators@onegov.example']);
  });

  it('does not reach the operators after a decision', () => {
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

  it('asks the other contacts and the operators, and sends that person nothing more', () => {
    const { agreement, sent } = course(promotional, morning('2026-10-02'), {
      acts: [act('2026-09-10', leave)],
    });
    expect(agreement.contacts).toEqual([carl, tess, edna]);
    expect(to(sent, 'contact-wanted')).toEqual([carl.email, tess.email, edna.email]);
    expect(to(sent, 'alert:contact-left')).toEqual(['operators@onegov.example']);
    expect(to(sent, 'features-ending-P30D')).toEqual([carl.email, tess.email]);
    expect(openKinds(agreement)).toEqual(['contact-left']);
  });

  it('is resolved when somebody is named', () => {
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

  it('from two contacts is resolved only for the role that somebody was named for', () => {
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

  it('from the last contact leaves nobody, and the operators get an alert for each notice', () => {
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

describe('naming a contact', () => {
  it('adds a contact, or changes the one with that address, and nobody else', () => {
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

describe('the preference for what needs a decision', () => {
  const choose = { type: 'pace', by, contact: olive.email, pace: 'decisions' } as const;

  it('applies to that contact from then on; the others get all notices', () => {
    const { sent } = course(promotional, morning('2027-05-06'), { acts: [act('2026-09-10', choose)] });
    expect(to(sent, 'features-ending-P30D')).toEqual([tess.email]);
    expect(to(sent, 'renewal-P120D')).toEqual([olive.email, carl.email]);
  });

  it('keeps a notice from being sent if all its recipients have it, and the record says why', () => {
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

describe('the training', () => {
  const trained = {
    type: 'trained',
    by,
    people: ['OLIVE@access-board.gov', 'bob@access-board.gov'],
  } as const;
  const began = lived(begun({ offer: wholeChatgpt }), '2026-09-10');

  it('reminds contacts who have not completed it, once', () => {
    const { sent } = course(began, morning('2027-08-31'));
    expect(to(sent, 'training-reminder')).toEqual([olive.email]);
  });

  it('does not remind contacts who have completed it', () => {
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

  it('is recorded once for each person', () => {
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

  it('reminds nobody who was just invited, if the agreement began late', () => {
    const late = begun({ offer: wholeChatgpt, now: morning('2026-10-15') });
    const { sent } = course(late, morning('2026-12-01'));
    expect([to(sent, 'training:'), to(sent, 'training-reminder')]).toEqual([[], []]);
    expect(to(sent, 'training')).toEqual([olive.email]);
  });
});
