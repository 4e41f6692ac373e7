// What is asked of whoever follows a link, and what may be done by it.
import { describe, expect, it } from 'vitest';
import { contactKey, type Link } from '../../activities/notices/links/signed-links.ts';
import type { Agreement } from '../../agreements/model/agreement.ts';
import { versionOf } from '../../agreements/model/ids.ts';
import type { Contact } from '../../agreements/model/parties.ts';
import type { Instant } from '../../agreements/time/instants.ts';
import { day, later } from '../../agreements/time/instants.ts';
import { askedBy, languageOf, nowOf } from '../../pages/asked.ts';
import {
  act,
  amend,
  begun,
  board,
  carl,
  chatgpt,
  edna,
  lived,
  morning,
  olive,
  renew,
  suspend,
  terminate,
  tess,
} from '../agreements/support/given.ts';

const awaiting = begun({ awaitsAcceptance: true });
const inWindow = lived(begun(), '2027-06-10');
const now = morning('2027-06-10');

/** A link of these terms that has just been sent. */
function linkOf(agreement: Agreement, purpose: Link['purpose'], asked: Partial<Link> = {}): Link {
  const sentAt = asked.expiresAt ?? later(now, 14 * day);
  const link = { agreement: agreement.id, contact: contactKey(olive.email), purpose };
  return { ...link, version: versionOf(agreement), expiresAt: sentAt, ...asked };
}

const own = ['contact', 'pace', 'leave', 'link'];
/** By a link of a notice that people are asked to pass on. */
const ownMail = ['link'];
const people = ['contact', 'pace', 'leave'];

describe('a link to accept the terms', () => {
  it('asks that, as long as they are not accepted', () => {
    const asked = askedBy(awaiting, linkOf(awaiting, 'accept'), morning('2026-09-02'));
    expect(asked).toEqual({
      ...{ state: 'open', contact: olive, act: 'accept' },
      ...{ may: ['accept', 'decline', ...own], afresh: [] },
    });
  });

  it('is done once they are, by whoever did it', () => {
    const by = 'Carl <carl@access-board.gov>, by link';
    const accepted = lived(awaiting, '2026-09-04', { acts: [act('2026-09-03', { type: 'accept', by })] });
    const link = linkOf(awaiting, 'accept');
    expect(askedBy(accepted, link, morning('2026-09-04'))).toEqual({
      state: 'done',
      contact: olive,
      act: 'accept',
      may: own,
      afresh: [],
      answered: { by, at: morning('2026-09-03') },
    });
  });

  it('asks nothing where the terms were accepted with the order', () => {
    const asked = askedBy(inWindow, linkOf(inWindow, 'accept'), now);
    expect(asked).toEqual({ state: 'open', contact: olive, may: own, afresh: [] });
  });

  it('is of no use for terms that have changed since, but for what does no harm', () => {
    const changed = { ...awaiting, revision: 1 };
    const asked = askedBy(changed, linkOf(awaiting, 'accept'), morning('2026-09-02'));
    expect(asked).toMatchObject({ state: 'changed', may: own });
  });

  it('is of no use for an agreement that was withdrawn and started anew', () => {
    const anew = begun({ awaitsAcceptance: true, now: morning('2026-09-02') });
    expect(askedBy(anew, linkOf(awaiting, 'accept'), morning('2026-09-02'))).toMatchObject({
      state: 'changed',
    });
  });

  it('waits while the agreement is suspended', () => {
    const suspended = lived(awaiting, '2026-09-04', { acts: [act('2026-09-03', suspend)] });
    const asked = askedBy(suspended, linkOf(suspended, 'accept'), morning('2026-09-04'));
    expect(asked).toMatchObject({ state: 'waiting', may: own });
  });
});

describe('a link to decide', () => {
  it('asks whether to renew, while the renewal window is open', () => {
    expect(askedBy(inWindow, linkOf(inWindow, 'decide'), now)).toMatchObject({
      state: 'open',
      act: 'answer',
      may: ['answer', ...own],
    });
  });

  it('asks nothing before', () => {
    const early = lived(begun(), '2026-10-01');
    const asked = askedBy(early, linkOf(early, 'decide'), morning('2026-10-01'));
    expect(asked).toMatchObject({ state: 'open', may: own });
    expect(asked).not.toHaveProperty('act');
  });

  it.each([
    ['it was decided', renew],
    ['renewal was asked for', { type: 'ask-renewal', by: 'Olive', contact: olive.email } as const],
  ])('is done once %s', (_, command) => {
    const answered = lived(begun(), '2027-06-10', { acts: [act('2027-06-01', command)] });
    expect(askedBy(answered, linkOf(inWindow, 'decide'), now)).toMatchObject({
      state: 'done',
      act: 'answer',
      may: own,
      answered: { by: 'Olive', at: morning('2027-06-01') },
    });
  });

  it('is of no use once a date has moved', () => {
    const moved = lived(begun(), '2027-06-10', {
      acts: [act('2027-06-01', amend({ termEndsOn: '2027-10-01' }))],
    });
    expect(moved.status).toBe('renewal');
    expect(askedBy(moved, linkOf(inWindow, 'decide'), now)).toMatchObject({ state: 'changed', may: own });
  });

  it('of a term before this one is of no use, whatever was decided', () => {
    const next = lived(begun(), '2027-09-10', { acts: [act('2027-06-01', renew)], terms: 2 });
    expect(next.term.number).toBe(2);
    const link = linkOf(inWindow, 'decide', { expiresAt: morning('2027-09-30') });
    expect(askedBy(next, link, morning('2027-09-10'))).toMatchObject({ state: 'changed', may: own });
  });
});

describe('a link of a notice that wants nothing', () => {
  const sent = inWindow.record.flatMap((entry) =>
    entry.type === 'settled' && entry.notice && entry.outcome === 'carried-out' ? [entry.id] : [],
  );
  const [notice = ''] = sent;
  const link = linkOf(inWindow, 'acknowledge', { obligation: notice });

  it('asks to confirm that it was received, whatever the version', () => {
    expect(askedBy(inWindow, { ...link, version: '0.9' }, now)).toMatchObject({
      state: 'open',
      act: 'acknowledge',
      may: ['acknowledge', ...ownMail],
    });
  });

  it('is done once it was', () => {
    const by = 'Tess';
    const acknowledged = lived(begun(), '2027-06-10', {
      acts: [act('2027-06-01', { type: 'acknowledge', by, notice })],
    });
    expect(askedBy(acknowledged, link, now)).toMatchObject({ state: 'done', may: ownMail, answered: { by } });
  });

  it('asks nothing of a notice that is not on record', () => {
    expect(askedBy(inWindow, { ...link, obligation: 'welcome:1999-01-01' }, now)).toMatchObject({
      may: ownMail,
    });
  });

  it('may be confirmed by a link that asks for something else, too', () => {
    const { may } = askedBy(inWindow, linkOf(inWindow, 'decide', { obligation: notice }), now);
    expect(may).toEqual(['answer', 'acknowledge', ...own]);
  });
});

describe('a link about who takes over', () => {
  const left = lived(begun(), '2027-06-10', {
    acts: [act('2027-06-01', { type: 'leave', by: 'Carl', contact: carl.email })],
  });
  const obligation = `contact-wanted:${morning('2027-06-01')}`;

  it('asks for a contact, until there is one', () => {
    const link = linkOf(left, 'acknowledge', { obligation });
    expect(askedBy(left, link, now)).toMatchObject({
      act: 'contact',
      may: ['contact', 'acknowledge', 'pace', 'leave', 'link'],
      afresh: [],
    });
    const { contactsLeft: _, ...named } = left;
    expect(askedBy(named, link, now)).toMatchObject({ act: 'acknowledge' });
  });
});

describe('a fresh link', () => {
  const asks = { type: 'send-link', by: 'Olive', contact: olive.email } as const;
  const freshOf = (answers?: string) => {
    const acts = [act('2026-10-05', { ...asks, ...(answers && { answers }) })];
    const agreement = lived(begun(), '2026-10-06', { acts });
    const obligation = `link:${morning('2026-10-05')}`;
    return (purpose: Link['purpose']) =>
      askedBy(agreement, linkOf(agreement, purpose, { obligation }), morning('2026-10-06'));
  };

  it('is for what the one before was for, and for what takes one that is kept', () => {
    expect(freshOf('training')('trained')).toMatchObject({
      act: 'training',
      may: ['training', 'acknowledge', ...own],
    });
    expect(freshOf('welcome')('acknowledge')).toMatchObject({ act: 'acknowledge' });
  });

  it('does not ask to confirm that it was mailed', () => {
    expect(freshOf()('acknowledge')).toMatchObject({ state: 'open', may: own, afresh: [] });
    expect(freshOf()('acknowledge')).not.toHaveProperty('act');
  });

  it('about who takes over asks for a contact', () => {
    const acts = [
      act('2027-06-01', { type: 'leave', by: 'Carl', contact: carl.email }),
      act('2027-06-03', { ...asks, answers: `contact-wanted:${morning('2027-06-01')}` }),
    ];
    const left = lived(begun(), '2027-06-10', { acts });
    const link = linkOf(left, 'acknowledge', { obligation: `link:${morning('2027-06-03')}` });
    expect(askedBy(left, link, now)).toMatchObject({ act: 'contact' });
  });
});

describe('a link about training', () => {
  it('asks who has completed it, as often as one likes', () => {
    expect(askedBy(inWindow, linkOf(inWindow, 'trained'), now)).toMatchObject({
      state: 'open',
      act: 'training',
      may: ['training', ...ownMail],
    });
  });
});

describe('any link', () => {
  it.each(['accept', 'decide', 'trained', 'acknowledge'] as const)(
    'to %s can do nothing that another purpose stands for',
    (purpose) => {
      const others = { accept: 'accept', decide: 'answer', trained: 'training', acknowledge: '' };
      for (const agreement of [awaiting, inWindow]) {
        const { may } = askedBy(agreement, linkOf(agreement, purpose), now);
        const foreign = Object.entries(others).filter(([other]) => other !== purpose);
        for (const [, act] of foreign) expect(may).not.toContain(act);
      }
    },
  );

  it('that has expired does nothing but fetch a fresh one', () => {
    const link = linkOf(inWindow, 'decide', { expiresAt: now });
    expect(askedBy(inWindow, link, now)).toEqual({
      ...{ state: 'expired', contact: olive, may: ['link'], afresh: [] },
    });
    expect(askedBy(inWindow, link, later(now, -1))).toMatchObject({ state: 'open' });
  });

  it('fetches no fresh one to an address that mail came back from', () => {
    const unreachable = { ...inWindow, unreachable: [olive.email] };
    const { may } = askedBy(unreachable, linkOf(inWindow, 'decide'), now);
    expect(may).toEqual(['answer', 'contact', 'pace', 'leave']);
    const old = linkOf(inWindow, 'decide', { expiresAt: now });
    expect(askedBy(unreachable, old, now)).toMatchObject({ state: 'expired', may: [] });
  });

  it('of somebody who is no contact any more does nothing', () => {
    const without: Agreement = { ...inWindow, contacts: [carl, tess, edna] };
    expect(askedBy(without, linkOf(inWindow, 'decide'), now)).toEqual({
      state: 'former',
      may: [],
      afresh: [],
    });
  });

  it('to an agreement that is over does nothing', () => {
    const over = lived(begun(), '2027-06-10', { acts: [act('2027-06-01', terminate)] });
    const asked = askedBy(over, linkOf(inWindow, 'decide'), now);
    expect(asked).toEqual({ state: 'over', contact: olive, may: [], afresh: [] });
  });
});

describe('who is a contact, and gets what', () => {
  it.each(['trained', 'acknowledge'] as const)(
    'is not changed by a link to %s, whose notice people pass on: only by a fresh one',
    (purpose) => {
      for (const obligation of [
        'welcome:2026-09-01',
        'training:2026-09-01',
        'a-link:2026-09-01',
        undefined,
      ]) {
        const link = linkOf(inWindow, purpose, obligation === undefined ? {} : { obligation });
        const { may, afresh } = askedBy(inWindow, link, now);
        for (const act of people) expect(may).not.toContain(act);
        expect(afresh).toEqual(people);
      }
    },
  );

  it.each(['link', 'contact-wanted'])('is changed by the link of a notice %s', (kind) => {
    const link = linkOf(inWindow, 'acknowledge', { obligation: `${kind}:${now}` });
    expect(askedBy(inWindow, link, now)).toMatchObject({ may: own, afresh: [] });
  });

  it('takes a reply where no fresh link would arrive', () => {
    const unreachable = { ...inWindow, unreachable: [olive.email] };
    const asked = askedBy(unreachable, linkOf(inWindow, 'acknowledge'), now);
    expect(asked).toMatchObject({ may: [], afresh: [] });
  });
});

describe('a notice of an agreement that is over', () => {
  const closed = lived(begun(), '2027-06-10', { acts: [act('2027-06-01', terminate)] });
  const [obligation = ''] = closed.record.flatMap((entry) =>
    entry.type === 'settled' && entry.notice?.notice === 'terminated' ? [entry.id] : [],
  );
  const link = linkOf(closed, 'acknowledge', { obligation });
  const { plan } = begun();
  /** Something is left to be carried out. */
  const ending: Agreement = { ...closed, plan: plan.slice(0, 1) };

  it('may be confirmed as long as something is left to be carried out', () => {
    expect(closed.plan).toEqual([]);
    expect(askedBy(ending, link, now)).toEqual({
      ...{ state: 'over', contact: olive, act: 'acknowledge' },
      ...{ may: ['acknowledge'], afresh: [] },
    });
    expect(askedBy(closed, link, now)).toMatchObject({ state: 'over', may: [] });
  });

  it('may not by a link that has expired, and no fresh one is to be had', () => {
    expect(askedBy(ending, { ...link, expiresAt: now }, now)).toMatchObject({ state: 'expired', may: [] });
  });

  it('is confirmed once', () => {
    const confirmed = { type: 'acknowledged', at: now, by: 'Olive', notice: obligation } as const;
    const answered: Agreement = { ...ending, record: [...ending.record, confirmed] };
    expect(askedBy(answered, link, now)).toMatchObject({
      ...{ state: 'over', act: 'acknowledge', may: [] },
      answered: { by: 'Olive', at: now },
    });
  });
});

describe('now', () => {
  it('is the clock’s, but in a rehearsal when something happened last, for its clock is ahead', () => {
    const last = inWindow.record.at(-1)?.at as Instant;
    expect(nowOf(inWindow, '2026-09-01T00:00:00Z')).toBe(last);
    expect(nowOf(inWindow, '2030-09-01T00:00:00Z')).toBe('2030-09-01T00:00:00Z');
  });
});

describe('the language', () => {
  const spanish: Contact = { ...olive, language: 'es' };
  const agreement = begun({ agency: board, offer: chatgpt, contacts: [spanish, carl] });

  it('is the contact’s own, also of one who has left; nobody knows a stranger’s', () => {
    const link = linkOf(agreement, 'decide');
    expect(languageOf(agreement, link)).toBe('es');
    const leave = { type: 'leave', by: 'Olive', contact: olive.email } as const;
    const left = lived(agreement, '2026-09-03', { acts: [act('2026-09-02', leave)] });
    expect(languageOf(left, link)).toBe('es');
    expect(languageOf(agreement, { ...link, contact: contactKey(carl.email) })).toBe('en');
    expect(languageOf(agreement, { ...link, contact: contactKey('a@b.gov') })).toBeUndefined();
  });
});
