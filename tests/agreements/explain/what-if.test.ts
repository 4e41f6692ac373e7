// What a command would change, before it is given: the same as it changes then.
import { describe, expect, it } from 'vitest';
import { createGroups, whatIf } from '../../../agreements/explain/what-if.ts';
import {
  act,
  amend,
  begun,
  carl,
  course,
  edna,
  given,
  lived,
  mailIs,
  morning,
  olive,
  suspend,
} from '../support/given.ts';

const by = 'Olive';
const promotional = lived(begun(), '2026-09-10');
const now = morning('2026-09-10');
const brief = (agreement: typeof promotional, command: Parameters<typeof whatIf>[1], at = now) =>
  whatIf(agreement, command, at).changes.map(({ what, slot }) => `${what} ${slot}`);

describe('what if', () => {
  it('dates move: each obligation from its old day to the new one, and the correction', () => {
    const { changes, after } = whatIf(promotional, amend({ featuresEndOn: '2026-12-15' }), now);
    expect(changes.map(({ what, slot }) => `${what} ${slot}`)).toEqual([
      'is added correction-features-end',
      ...['P30D', 'P14D', 'P7D', 'P1D'].map((lead) => `moves features-ending-${lead}`),
      'moves end-features',
      'moves features-ended',
    ]);
    expect(changes[1]).toMatchObject({ from: '2026-10-01T13:14:00Z', to: '2026-11-13T14:14:00Z' });
    expect(after.plan).toEqual(
      given(promotional).when(now, amend({ featuresEndOn: '2026-12-15' })).after.plan,
    );
    expect(promotional.features[1]?.ends?.on).toBe('2026-10-31');
  });

  it('contacts change: who would get which notice, before and after', () => {
    const changes = whatIf(promotional, { type: 'change-contacts', by, contacts: [carl, edna] }, now).changes;
    const renewal = changes.find(({ slot }) => slot === 'renewal-P120D');
    expect(renewal).toMatchObject({
      what: 'goes to others',
      recipients: { before: [olive.email, carl.email], after: [carl.email] },
    });
  });

  it('it is suspended: what is added', () => {
    expect(brief(promotional, suspend)).toEqual(['is added end-access', 'is added suspended']);
  });

  it('a hold ends: what waited goes now, and what is superseded is given up', () => {
    const held = lived(promotional, '2026-11-01', { acts: [act('2026-09-11', { type: 'hold', by })] });
    expect(brief(held, { type: 'release', by }, morning('2026-11-01')).toSorted()).toEqual([
      'is given up features-ending-P14D',
      'is given up features-ending-P1D',
      'is given up features-ending-P30D',
      'is given up features-ending-P7D',
    ]);
    const soon = lived(promotional, '2026-10-05', { acts: [act('2026-09-11', { type: 'hold', by })] });
    expect(brief(soon, { type: 'release', by }, morning('2026-10-05'))).toEqual([
      'goes now features-ending-P30D',
    ]);
  });

  it('the command does not fit: the refusal', () => {
    expect(() => whatIf(promotional, { type: 'release', by }, now)).toThrow('are not on hold');
  });
});

describe('what if, for many', () => {
  it('groups agreements with the same changes, with their first and last day', () => {
    const groups = createGroups();
    const command = amend({ featuresEndOn: '2026-12-15' });
    for (const startsOn of ['2026-09-01', '2026-09-02', '2026-09-03']) {
      const agreement = begun({ startsOn, now: morning('2026-08-20') });
      groups.add(agreement, whatIf(agreement, command, morning('2026-08-20')));
    }
    expect(groups.all()).toMatchObject([
      {
        agreements: 3,
        changes: expect.arrayContaining([
          { what: 'moves', slot: 'end-features', first: '2026-12-15', last: '2026-12-15' },
        ]),
      },
    ]);
  });
});

describe('a notice that was refused', () => {
  it('goes to whoever takes the place of the contact', () => {
    const refused = lived(promotional, '2026-10-02', { world: mailIs('refused', [olive.email]) });
    expect(refused.issues).toMatchObject([{ kind: 'refused', refused: [olive.email] }]);
    const olga = { ...olive, name: 'Olga', email: 'olga@access-board.gov' };
    const contacts = [...refused.contacts.filter(({ email }) => email !== olive.email), olga];
    const mended = lived(refused, '2026-10-03', {
      acts: [act('2026-10-02', { type: 'change-contacts', by, contacts })],
    });
    expect(mended.issues).toEqual([]);
    const again = mended.record.find(
      (entry) => entry.type === 'settled' && entry.id.startsWith('features-ending-P30D:2026-10-31@'),
    );
    expect(again).toMatchObject({
      outcome: 'carried-out',
      receipts: expect.arrayContaining([expect.objectContaining({ to: olga.email })]),
    });
  });
});

describe('mail that bounced', () => {
  const warned = lived(promotional, '2026-10-02');
  const bounced = { type: 'bounced' as const, by, address: olive.email, reason: '550 5.1.1 no such user' };

  it('is an issue until a new contact takes that place and gets the notice', () => {
    const known = given(warned).when(morning('2026-10-02'), bounced).after;
    expect(known.issues).toMatchObject([
      { kind: 'bounced', refused: [olive.email], obligation: { id: 'features-ending-P30D:2026-10-31' } },
    ]);
    const olga = { ...olive, name: 'Olga', email: 'olga@access-board.gov' };
    const contacts = [...known.contacts.filter(({ email }) => email !== olive.email), olga];
    const { agreement, sent } = course(known, morning('2026-10-03'), {
      acts: [act('2026-10-02', { type: 'change-contacts', by, contacts })],
    });
    expect(agreement.issues).toEqual([]);
    expect(sent.map(({ to }) => to)).toContain(olga.email);
  });

  it('is recorded once, and only for an address that mail went to', () => {
    const known = given(warned).when(morning('2026-10-02'), bounced).after;
    given(known)
      .when(morning('2026-10-02'), { ...bounced, address: olive.email.toUpperCase() })
      .then(`This bounce is already on record for ${known.id}.`);
    given(warned)
      .when(morning('2026-10-02'), { ...bounced, address: 'nobody@access-board.gov' })
      .then(`${warned.id} has sent no message to nobody@access-board.gov.`);
  });
});
