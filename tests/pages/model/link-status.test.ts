// The question that a link asks, and the forms that it allows.
import { describe, expect, it } from 'vitest';
import { contactKey, type Link } from '../../../activities/notices/links/signed-links.ts';
import type { Agreement } from '../../../agreements/model/agreement.ts';
import { versionOf } from '../../../agreements/model/ids.ts';
import type { Contact } from '../../../agreements/model/parties.ts';
import type { Instant } from '../../../agreements/time/instants.ts';
import { day, later } from '../../../agreements/time/instants.ts';
import { languageOf, linkStatus, nowOf } from '../../../pages/model/link-status.ts';
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
} from '../../agreements/support/given.ts';

const awaiting = begun({ awaitsAcceptance: true });
const inWindow = lived(begun(), '2027-06-10');
const now = morning('2027-06-10');

/** A link about these terms that was just sent. */
function linkOf(agreement: Agreement, purpose: Link['purpose'], asked: Partial<Link> = {}): Link {
  const sentAt = asked.expiresAt ?? later(now, 14 * day);
  const link = { agreement: agreement.id, contact: contactKey(olive.email), purpose };
  return { ...link, version: versionOf(agreement), expiresAt: sentAt, ...asked };
}

const own = ['contact', 'pace', 'leave', 'link'];
/** The forms that a link allows if people may have forwarded its notice. */
const ownMail = ['link'];
const people = ['contact', 'pace', 'leave'];

describe('a link to accept the terms', () => {
  it('asks to accept them until someone does', () => {
    const status = linkStatus(awaiting, linkOf(awaiting, 'accept'), morning('2026-09-02'));
    expect(status).toEqual({
      ...{ state: 'open', contact: olive, form: 'accept' },
      ...{ allowed: ['accept', 'decline', ...own], needNewLink: [] },
    });
  });

  it('is done once they are accepted, and says who accepted them', () => {
    const by = 'Carl <carl@access-board.gov>, by link';
    const accepted = lived(awaiting, '2026-09-04', { acts: [act('2026-09-03', { type: 'accept', by })] });
    const link = linkOf(awaiting, 'accept');
    expect(linkStatus(accepted, link, morning('2026-09-04'))).toEqual({
      state: 'done',
      contact: olive,
      form: 'accept',
      allowed: own,
      needNewLink: [],
      answered: { by, at: morning('2026-09-03') },
    });
  });

  it('asks nothing if the terms were accepted with the order', () => {
    const status = linkStatus(inWindow, linkOf(inWindow, 'accept'), now);
    expect(status).toEqual({ state: 'open', contact: olive, allowed: own, needNewLink: [] });
  });

  it('can’t accept terms that have changed since, but allows the contact’s own forms', () => {
    const changed = { ...awaiting, revision: 1 };
    const status = linkStatus(changed, linkOf(awaiting, 'accept'), morning('2026-09-02'));
    expect(status).toMatchObject({ state: 'changed', allowed: own });
  });

  it('can’t accept the terms of an agreement that was withdrawn and started again', () => {
    const startedAgain = begun({ awaitsAcceptance: true, now: morning('2026-09-02') });
    expect(linkStatus(startedAgain, linkOf(awaiting, 'accept'), morning('2026-09-02'))).toMatchObject({
      state: 'changed',
    });
  });

  it('is suspended while the agreement is', () => {
    const suspended = lived(awaiting, '2026-09-04', { acts: [act('2026-09-03', suspend)] });
    const status = linkStatus(suspended, linkOf(suspended, 'accept'), morning('2026-09-04'));
    expect(status).toMatchObject({ state: 'suspended', allowed: own });
  });
});

describe('a link to decide', () => {
  it('asks whether to renew while the renewal window is open', () => {
    expect(linkStatus(inWindow, linkOf(inWindow, 'decide'), now)).toMatchObject({
      state: 'open',
      form: 'answer',
      allowed: ['answer', ...own],
    });
  });

  it('asks nothing before that', () => {
    const early = lived(begun(), '2026-10-01');
    const status = linkStatus(early, linkOf(early, 'decide'), morning('2026-10-01'));
    expect(status).toMatchObject({ state: 'open', allowed: own });
    expect(status).not.toHaveProperty('form');
  });

  it.each([
    ['the decision is made', renew],
    ['renewal is requested', { type: 'ask-renewal', by: 'Olive', contact: olive.email } as const],
  ])('is done once %s', (_, command) => {
    const answered = lived(begun(), '2027-06-10', { acts: [act('2027-06-01', command)] });
    expect(linkStatus(answered, linkOf(inWindow, 'decide'), now)).toMatchObject({
      state: 'done',
      form: 'answer',
      allowed: own,
      answered: { by: 'Olive', at: morning('2027-06-01') },
    });
  });

  it('can’t be answered once a date has moved', () => {
    const moved = lived(begun(), '2027-06-10', {
      acts: [act('2027-06-01', amend({ termEndsOn: '2027-10-01' }))],
    });
    expect(moved.status).toBe('renewal');
    expect(linkStatus(moved, linkOf(inWindow, 'decide'), now)).toMatchObject({
      state: 'changed',
      allowed: own,
    });
  });

  it('about an earlier term can’t be answered, whatever the decision was', () => {
    const next = lived(begun(), '2027-09-10', { acts: [act('2027-06-01', renew)], terms: 2 });
    expect(next.term.number).toBe(2);
    const link = linkOf(inWindow, 'decide', { expiresAt: morning('2027-09-30') });
    expect(linkStatus(next, link, morning('2027-09-10'))).toMatchObject({ state: 'changed', allowed: own });
  });
});

describe('a link in a notice without a question', () => {
  const sent = inWindow.record.flatMap((entry) =>
    entry.type === 'settled' && entry.notice && entry.outcome === 'carried-out' ? [entry.id] : [],
  );
  const [notice = ''] = sent;
  const link = linkOf(inWindow, 'acknowledge', { obligation: notice });

  it('asks to confirm the notice, whatever the version', () => {
    expect(linkStatus(inWindow, { ...link, version: '0.9' }, now)).toMatchObject({
      state: 'open',
      form: 'acknowledge',
      allowed: ['acknowledge', ...ownMail],
    });
  });

  it('is done once the notice is confirmed', () => {
    const by = 'Tess';
    const acknowledged = lived(begun(), '2027-06-10', {
      acts: [act('2027-06-01', { type: 'acknowledge', by, notice })],
    });
    expect(linkStatus(acknowledged, link, now)).toMatchObject({
      state: 'done',
      allowed: ownMail,
      answered: { by },
    });
  });

  it('asks nothing about a notice that is not on record', () => {
    expect(linkStatus(inWindow, { ...link, obligation: 'welcome:1999-01-01' }, now)).toMatchObject({
      allowed: ownMail,
    });
  });

  it('is not needed to confirm the notice: a link with a question can do it, too', () => {
    const { allowed } = linkStatus(inWindow, linkOf(inWindow, 'decide', { obligation: notice }), now);
    expect(allowed).toEqual(['answer', 'acknowledge', ...own]);
  });
});

describe('a link about who takes over', () => {
  const left = lived(begun(), '2027-06-10', {
    acts: [act('2027-06-01', { type: 'leave', by: 'Carl', contact: carl.email })],
  });
  const obligation = `contact-wanted:${morning('2027-06-01')}`;

  it('asks for a contact until one is named', () => {
    const link = linkOf(left, 'acknowledge', { obligation });
    expect(linkStatus(left, link, now)).toMatchObject({
      form: 'contact',
      allowed: ['contact', 'acknowledge', 'pace', 'leave', 'link'],
      needNewLink: [],
    });
    const { contactsLeft: _, ...named } = left;
    expect(linkStatus(named, link, now)).toMatchObject({ form: 'acknowledge' });
  });
});

describe('a new link', () => {
  const asks = { type: 'send-link', by: 'Olive', contact: olive.email } as const;
  const freshOf = (answers?: string) => {
    const acts = [act('2026-10-05', { ...asks, ...(answers && { answers }) })];
    const agreement = lived(begun(), '2026-10-06', { acts });
    const obligation = `link:${morning('2026-10-05')}`;
    return (purpose: Link['purpose']) =>
      linkStatus(agreement, linkOf(agreement, purpose, { obligation }), morning('2026-10-06'));
  };

  it('asks the same as the link before it, and allows the forms about contacts', () => {
    expect(freshOf('training')('trained')).toMatchObject({
      form: 'training',
      allowed: ['training', 'acknowledge', ...own],
    });
    expect(freshOf('welcome')('acknowledge')).toMatchObject({ form: 'acknowledge' });
  });

  it('does not ask to confirm itself', () => {
    expect(freshOf()('acknowledge')).toMatchObject({ state: 'open', allowed: own, needNewLink: [] });
    expect(freshOf()('acknowledge')).not.toHaveProperty('form');
  });

  it('about who takes over asks for a contact', () => {
    const acts = [
      act('2027-06-01', { type: 'leave', by: 'Carl', contact: carl.email }),
      act('2027-06-03', { ...asks, answers: `contact-wanted:${morning('2027-06-01')}` }),
    ];
    const left = lived(begun(), '2027-06-10', { acts });
    const link = linkOf(left, 'acknowledge', { obligation: `link:${morning('2027-06-03')}` });
    expect(linkStatus(left, link, now)).toMatchObject({ form: 'contact' });
  });
});

describe('a link about training', () => {
  it('asks who completed it, any number of times', () => {
    expect(linkStatus(inWindow, linkOf(inWindow, 'trained'), now)).toMatchObject({
      state: 'open',
      form: 'training',
      allowed: ['training', ...ownMail],
    });
  });
});

describe('any link', () => {
  it.each(['accept', 'decide', 'trained', 'acknowledge'] as const)(
    'with the purpose %s does not open the form of another purpose',
    (purpose) => {
      const others = { accept: 'accept', decide: 'answer', trained: 'training', acknowledge: '' };
      for (const agreement of [awaiting, inWindow]) {
        const { allowed } = linkStatus(agreement, linkOf(agreement, purpose), now);
        const foreign = Object.entries(others).filter(([other]) => other !== purpose);
        for (const [, form] of foreign) expect(allowed).not.toContain(form);
      }
    },
  );

  it('allows only a new link once it has expired', () => {
    const link = linkOf(inWindow, 'decide', { expiresAt: now });
    expect(linkStatus(inWindow, link, now)).toEqual({
      ...{ state: 'expired', contact: olive, allowed: ['link'], needNewLink: [] },
    });
    expect(linkStatus(inWindow, link, later(now, -1))).toMatchObject({ state: 'open' });
  });

  it('allows no new link if mail to the address bounced', () => {
    const unreachable = { ...inWindow, unreachable: [olive.email] };
    const { allowed } = linkStatus(unreachable, linkOf(inWindow, 'decide'), now);
    expect(allowed).toEqual(['answer', 'contact', 'pace', 'leave']);
    const old = linkOf(inWindow, 'decide', { expiresAt: now });
    expect(linkStatus(unreachable, old, now)).toMatchObject({ state: 'expired', allowed: [] });
  });

  it('of a former contact allows nothing', () => {
    const without: Agreement = { ...inWindow, contacts: [carl, tess, edna] };
    expect(linkStatus(without, linkOf(inWindow, 'decide'), now)).toEqual({
      state: 'former',
      allowed: [],
      needNewLink: [],
    });
  });

  it('to an agreement that is over allows nothing', () => {
    const over = lived(begun(), '2027-06-10', { acts: [act('2027-06-01', terminate)] });
    const status = linkStatus(over, linkOf(inWindow, 'decide'), now);
    expect(status).toEqual({ state: 'over', contact: olive, allowed: [], needNewLink: [] });
  });
});

describe('the contacts and their notices', () => {
  it.each(['trained', 'acknowledge'] as const)(
    'can’t be changed with a link to %s, because people forward its notice, but with a new link',
    (purpose) => {
      for (const obligation of [
        'welcome:2026-09-01',
        'training:2026-09-01',
        'a-link:2026-09-01',
        undefined,
      ]) {
        const link = linkOf(inWindow, purpose, obligation === undefined ? {} : { obligation });
        const { allowed, needNewLink } = linkStatus(inWindow, link, now);
        for (const form of people) expect(allowed).not.toContain(form);
        expect(needNewLink).toEqual(people);
      }
    },
  );

  it.each(['link', 'contact-wanted'])('can be changed with the link of a notice %s', (kind) => {
    const link = linkOf(inWindow, 'acknowledge', { obligation: `${kind}:${now}` });
    expect(linkStatus(inWindow, link, now)).toMatchObject({ allowed: own, needNewLink: [] });
  });

  it('can’t be changed where no new link would arrive', () => {
    const unreachable = { ...inWindow, unreachable: [olive.email] };
    const status = linkStatus(unreachable, linkOf(inWindow, 'acknowledge'), now);
    expect(status).toMatchObject({ allowed: [], needNewLink: [] });
  });
});

describe('a notice of an agreement that is over', () => {
  const closed = lived(begun(), '2027-06-10', { acts: [act('2027-06-01', terminate)] });
  const [obligation = ''] = closed.record.flatMap((entry) =>
    entry.type === 'settled' && entry.notice?.notice === 'terminated' ? [entry.id] : [],
  );
  const link = linkOf(closed, 'acknowledge', { obligation });
  const { plan } = begun();
  /** The agreement with an obligation left to carry out. */
  const ending: Agreement = { ...closed, plan: plan.slice(0, 1) };

  it('can be confirmed as long as something is left to carry out', () => {
    expect(closed.plan).toEqual([]);
    expect(linkStatus(ending, link, now)).toEqual({
      ...{ state: 'over', contact: olive, form: 'acknowledge' },
      ...{ allowed: ['acknowledge'], needNewLink: [] },
    });
    expect(linkStatus(closed, link, now)).toMatchObject({ state: 'over', allowed: [] });
  });

  it('can’t be confirmed with an expired link, and there is no new one', () => {
    expect(linkStatus(ending, { ...link, expiresAt: now }, now)).toMatchObject({
      state: 'expired',
      allowed: [],
    });
  });

  it('is confirmed only once', () => {
    const confirmed = { type: 'acknowledged', at: now, by: 'Olive', notice: obligation } as const;
    const answered: Agreement = { ...ending, record: [...ending.record, confirmed] };
    expect(linkStatus(answered, link, now)).toMatchObject({
      ...{ state: 'over', form: 'acknowledge', allowed: [] },
      answered: { by: 'Olive', at: now },
    });
  });
});

describe('now', () => {
  it('is the clock’s time; in a rehearsal, whose clock is ahead, the time of the last event', () => {
    const last = inWindow.record.at(-1)?.at as Instant;
    expect(nowOf(inWindow, '2026-09-01T00:00:00Z')).toBe(last);
    expect(nowOf(inWindow, '2030-09-01T00:00:00Z')).toBe('2030-09-01T00:00:00Z');
  });
});

describe('the language', () => {
  const spanish: Contact = { ...olive, language: 'es' };
  const agreement = begun({ agency: board, offer: chatgpt, contacts: [spanish, carl] });

  it('is the contact’s own, even for a former contact; for a stranger, it is not known', () => {
    const link = linkOf(agreement, 'decide');
    expect(languageOf(agreement, link)).toBe('es');
    const leave = { type: 'leave', by: 'Olive', contact: olive.email } as const;
    const left = lived(agreement, '2026-09-03', { acts: [act('2026-09-02', leave)] });
    expect(languageOf(left, link)).toBe('es');
    expect(languageOf(agreement, { ...link, contact: contactKey(carl.email) })).toBe('en');
    expect(languageOf(agreement, { ...link, contact: contactKey('a@b.gov') })).toBeUndefined();
  });
});
