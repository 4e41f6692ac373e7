// Rules that hold for every agreement, whatever happens to it and in whatever order.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../agreements/commands/command.ts';
import { dailyLimit } from '../../agreements/delivery/daily-limit.ts';
import { urgencyOf } from '../../agreements/delivery/urgency.ts';
import { isClosed, lastsPast } from '../../agreements/lifecycle/phases.ts';
import type { Agreement } from '../../agreements/model/agreement.ts';
import { endOf } from '../../agreements/model/dates.ts';
import { driftCodes } from '../../agreements/model/drift.ts';
import { isSentAgain, originalId } from '../../agreements/model/ids.ts';
import type { Ledger } from '../../agreements/model/ledger.ts';
import type { About, Obligation } from '../../agreements/model/obligations.ts';
import { awaitsAcceptance, isOver } from '../../agreements/model/status.ts';
import { isAccess } from '../../agreements/obligations/relevance.ts';
import { noticeTraits } from '../../agreements/offer/notice-kinds.ts';
import type { Offer, Session } from '../../agreements/offer/schema.ts';
import { nextTermDates } from '../../agreements/planning/term-dates.ts';
import { dueAfter, isCurrent, ledgerOf } from '../../agreements/reports/ledger.ts';
import { shiftDate } from '../../agreements/time/calendar.ts';
import type { Instant } from '../../agreements/time/instants.ts';
import { between, day, hour, isReached, later } from '../../agreements/time/instants.ts';
import { doubleOutcomes } from '../support/outcomes.ts';
import {
  begun,
  carl,
  chatgpt,
  clauses,
  edna,
  gemini,
  morning,
  olive,
  outcomes,
  tess,
  wholeChatgpt,
  withClauses,
  withGrace,
} from './support/given.ts';
import { type AccessFate, type Course, type Fate, type Sent, simulate } from './support/simulator.ts';

const start = '2026-09-01';

/** A time with trouble: it starts on a day and lasts some days. */
type Spell<Trouble> = { from: number; days: number; trouble: Trouble };

type Life = {
  offer: keyof typeof offers;
  /** Days from the activation date to the start of the agreement; negative if it starts early. */
  late: number;
  /** The agency still has to accept the terms. */
  awaits: boolean;
  /** Its notices are on hold from the start. */
  held: boolean;
  acts: { on: number; command: Command }[];
  mail: Spell<{ fate: Fate; to: string[] }>[];
  directory: Spell<AccessFate>[];
  engine: Spell<'down'>[];
  takes: number;
};

const offers = {
  chatgpt,
  gemini,
  withGrace,
  /** With a time limit for acceptance, a reminder of the training, and alerts for unanswered questions. */
  whole: wholeChatgpt,
  /** Features that outlast the term. */
  short: {
    ...chatgpt,
    term: { length: 'P45D', source: 'announcement' },
    renewal: { ...chatgpt.renewal, opens: 'P20D' },
  },
  /** Only features that end before the term. */
  fleeting: { ...chatgpt, features: chatgpt.features.filter(({ lasts }) => lasts) },
  /** With a gate, deadlines and an extension. */
  clauses: withClauses,
} satisfies Record<string, Offer>;

/** Days after the activation date: any day, and more often a day on which something falls due. */
const when = fc
  .oneof(
    fc.integer({ min: -30, max: 800 }),
    fc.tuple(
      fc.constantFrom(0, 30, 53, 59, 60, 62, 245, 275, 351, 364, 365, 366, 395),
      fc.constantFrom(0, 0.1, 0.5),
    ),
  )
  .map((day) => (typeof day === 'number' ? day : day[0] + day[1]));
const dateFrom = (days: number) => shiftDate(start, `${days < 0 ? '-' : ''}P${Math.floor(Math.abs(days))}D`);
const people = [olive, carl, tess, edna];
const by = 'a test';

/** A training session on any day: in the past, today or ahead. */
const session = fc.record({ id: fc.constantFrom('intro', 'advanced', 'desk'), days: when }).map(
  ({ id, days }): Session => ({
    ...{ id, title: id, timeZone: 'America/New_York', minutes: 60, place: 'Room 1' },
    starts: `${dateFrom(days)}T13:00`,
  }),
);

const command: fc.Arbitrary<Command> = fc.oneof(
  fc.constant<Command>({ type: 'renew', by, length: 'P1Y' }),
  fc.constant<Command>({ type: 'decline', by }),
  fc.constant<Command>({ type: 'suspend', by }),
  fc.constantFrom<Command>(
    { type: 'reinstate', by, clock: 'keep' },
    { type: 'reinstate', by, clock: 'move' },
  ),
  fc.constant<Command>({ type: 'terminate', by }),
  when.map((days): Command => ({ type: 'amend', by, termEndsOn: dateFrom(days) })),
  when.map((days): Command => ({ type: 'amend', by, featuresEndOn: dateFrom(days) })),
  fc
    .subarray(people, { minLength: 1 })
    .map((contacts): Command => ({ type: 'change-contacts', by, contacts })),
  fc.constant<Command>({ type: 'retry', by }),
  fc.constantFrom<Command>(
    { type: 'accept', by },
    { type: 'accept', by, startsOn: dateFrom(20) },
    { type: 'accept', by, startsOn: start },
  ),
  fc
    .constantFrom('funds', 'preliminary-notice', 'exercise')
    .map((determination): Command => ({ type: 'determine', by, determination, reference: 'memo 1' })),
  fc.constant<Command>({ type: 'switch', by, to: 'xai-grok' }),
  fc.constantFrom('P1D', 'P30D', 'P2M', 'P6M').map((length): Command => ({ type: 'extend', by, length })),
  fc.subarray(chatgpt.notices, { minLength: 1 }).map((notices): Command => ({ type: 'amend', by, notices })),
  fc.constant<Command>({ type: 'amend', by, rules: clauses }),
  fc
    .uniqueArray(session, { maxLength: 3, selector: ({ id }) => id })
    .map((sessions): Command => ({ type: 'amend', by, sessions })),
  fc.constant<Command>({ type: 'acknowledge', by }),
  fc
    .constantFrom(
      'welcome',
      'features-ending-P30D:2026-10-31',
      'renewal-P120D:2027-09-01',
      'renewal-P30D:2027-09-01',
    )
    .map((notice): Command => ({ type: 'resend', by, notice })),
  fc.constant<Command>({ type: 'hold', by }),
  fc
    .constantFrom(...people)
    .chain(({ email: contact }) =>
      fc.constantFrom<Command>(
        { type: 'bounced', by, address: contact },
        { type: 'bounced', by, address: contact, passing: true },
        { type: 'bounce-unread', by, address: contact, lines: ['I have a new job.'] },
        { type: 'ask-renewal', by, contact },
        { type: 'leave', by, contact },
        { type: 'pace', by, contact, pace: 'decisions' },
        { type: 'pace', by, contact, pace: 'all' },
        { type: 'send-link', by, contact },
        { type: 'trained', by, people: [contact] },
      ),
    ),
  fc.constantFrom(...people).map((contact): Command => ({ type: 'name-contact', by, contact })),
  fc.constant<Command>({ type: 'release', by }),
  fc
    .array(
      fc.record({
        code: fc.constantFrom(...driftCodes),
        agency: fc.constant('access-board.gov'),
        feature: fc.constantFrom(...chatgpt.features.map(({ id }) => id)),
      }),
      { minLength: 1, maxLength: 3 },
    )
    .map((drift): Command => ({ type: 'reconcile', by, drift })),
);

function spells<Trouble>(trouble: fc.Arbitrary<Trouble>): fc.Arbitrary<Spell<Trouble>[]> {
  const length = fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 400 }));
  return fc.array(fc.record({ from: when, days: length, trouble }), { maxLength: 3 });
}

const life: fc.Arbitrary<Life> = fc.record({
  offer: fc.constantFrom(...(Object.keys(offers) as Life['offer'][])),
  late: fc.oneof(fc.constant(0), fc.integer({ min: -30, max: 40 })),
  awaits: fc.constantFrom(false, false, false, true),
  held: fc.constantFrom(false, false, false, false, true),
  acts: fc.array(fc.record({ on: when, command }), { maxLength: 12 }),
  mail: spells(
    fc.record({
      fate: fc.constantFrom<Fate>('later', 'refused', 'uncertain', 'no-mailbox'),
      to: fc.subarray([...people.map(({ email }) => email), 'operators@onegov.example'], { minLength: 1 }),
    }),
  ),
  directory: spells(fc.constantFrom<AccessFate>('later', 'never')),
  engine: spells(fc.constant('down' as const)),
  takes: fc.constantFrom(1000, hour, 13 * hour),
});

/** At last, operators release each hold and terminate the agreement. If they did not, it could stay open forever. */
const closing: Life['acts'] = [
  { on: 8 * 365, command: { type: 'release', by } },
  { on: 8 * 365 + 10, command: { type: 'terminate', by } },
];

type Moment = { agreement: Agreement; directory: string[]; now: Instant; inProgress: Obligation[] };
type Lived = Course & { moments: Moment[] };

function live({ offer, late, awaits, held, acts, mail, directory, engine, takes }: Life): Lived {
  const at = (days: number): Instant => later(morning(start), days * day);
  const spellAt = <Trouble>(list: Spell<Trouble>[], now: Instant) =>
    list.filter(({ from, days }) => isReached(at(from), now) && !isReached(at(from + days), now));
  const awake = (now: Instant): Instant => {
    const [down] = spellAt(engine, now);
    return down ? awake(at(down.from + down.days)) : now;
  };
  const fate = (to: string, now: Instant) =>
    spellAt(mail, now).find(({ trouble }) => trouble.to.includes(to))?.trouble.fate ?? 'accepted';
  const moments: Moment[] = [];
  const beginning = { offer: offers[offer], awaitsAcceptance: awaits, ...(held && { hold: 'a test' }) };
  const course = simulate(begun({ ...beginning, now: at(late) }), at(late), {
    world: { takes, awake, mail: fate, directory: (now) => spellAt(directory, now)[0]?.trouble ?? 'done' },
    acts: [...acts.filter(({ on }) => on >= late), ...closing].map(({ on, command }) => ({
      at: at(on),
      command,
    })),
    until: at(9 * 365),
    terms: 4,
    watch: ({ agreement, directory: has }, now, inProgress) =>
      moments.push({ agreement, directory: [...has].toSorted(), now, inProgress: [...inProgress.values()] }),
  });
  return { ...course, moments };
}

const known = new Map<string, Lived>();

/** Checks every life. The lives are the same in each test and each run; another seed gives others. */
function holds(check: (lived: Lived) => void): void {
  const property = fc.property(life, (one) => {
    const key = JSON.stringify(one);
    const lived = known.get(key) ?? live(one);
    known.set(key, lived);
    check(lived);
  });
  fc.assert(property, { numRuns: 500, seed: 1 });
}

// The first test lives every life, which takes a while on a busy machine.
describe('any life of an agreement', { timeout: 300_000 }, () => {
  it('ends by itself, unless its terms are never accepted, and leaves nothing open once nothing is on hold', () => {
    holds(({ agreement, moments }) => {
      const before = moments.findLast(({ now }) => now < '2034-08-01')?.agreement ?? agreement;
      expect(isOver(before) || awaitsAcceptance(before), before.status).toBe(true);
      expect(isOver(agreement), agreement.status).toBe(true);
      const isStuck = agreement.issues.some(({ obligation }) => obligation.kind === 'end-access');
      expect(isClosed(agreement)).toBe(agreement.status !== 'renewed' && !isStuck);
      if (agreement.status !== 'renewed') expect(agreement.plan).toEqual([]);
      expect(
        agreement.issues.filter(({ kind }) => kind === 'delayed' && agreement.status !== 'renewed'),
      ).toEqual([]);
    });
  });

  it('ends every obligation with one last outcome, and carries out none twice', () => {
    holds(({ agreement, planned }) => {
      for (const id of planned.keys()) {
        if (agreement.plan.some((one) => one.id === id)) continue;
        const outcomes = agreement.record.flatMap((entry) =>
          entry.type === 'settled' && entry.id === id ? [entry.outcome] : [],
        );
        expect(outcomes, id).not.toEqual([]);
        expect(outcomes.slice(0, -1), id).not.toContain('carried-out');
      }
    });
  });

  it('ends every obligation once, with what came of it, and again only after it was planned again', () => {
    holds(({ agreement }) => {
      expect(doubleOutcomes(agreement.record)).toEqual([]);
    });
  });

  it('has outcomes only of obligations that were planned or skipped', () => {
    holds(({ agreement, planned }) => {
      for (const entry of agreement.record) {
        if (entry.type === 'settled' && entry.outcome !== 'skipped')
          expect(planned.has(entry.id), entry.id).toBe(true);
      }
    });
  });

  it('sends nobody the same notice twice', () => {
    holds(({ sent }) => {
      const accepted = sent
        .filter(({ result }) => result === 'accepted')
        .map(({ obligation, to }) => `${obligation.id} ${to}`);
      expect(accepted.filter((one, index) => accepted.indexOf(one) !== index)).toEqual([]);
    });
  });

  it('sends a missed notice again only to contacts who do not have it', () => {
    holds(({ sent }) => {
      for (const [index, { obligation, to, at, from }] of sent.entries()) {
        if (obligation.kind !== 'notice' || (isSentAgain(obligation.id) && !obligation.missed)) continue;
        const reached = sent
          .slice(0, index)
          .filter((one) => one.to === to && one.result === 'accepted' && one.at !== at)
          .filter((one) => originalId(one.obligation.id) === originalId(obligation.id));
        const cameBack = from.record.filter((entry) => entry.type === 'bounced' && entry.address === to);
        expect(reached.length, `${obligation.id} to ${to} at ${at}`).toBeLessThanOrEqual(cameBack.length);
      }
    });
  });

  it('sends no reminder of something that has happened, or of a date that has moved', () => {
    holds(({ sent }) => {
      for (const { obligation, at, from } of sent) {
        if (obligation.kind !== 'notice' || !obligation.about) continue;
        const { about, notice, id } = obligation;
        const isReminder = ['features-ending', 'renewal', 'deadline', 'correction'].includes(notice);
        if (isReminder) expect(isReached(about.endsAt, at), `${id} at ${at}`).toBe(false);
        const dates = {
          'term-end': [endOf(from.term).on],
          'features-end': from.features.map(({ ends }) => ends?.on),
          acceptance: [about.date],
          deadline: [about.deadline?.termEndsOn === from.term.endsOn ? about.date : 'another'],
        }[about.event];
        expect(dates, `${id} at ${at}`).toContain(about.date);
      }
    });
  });

  it('sends the notices of a series in order, one at a time', () => {
    holds(({ sent }) => {
      const last = new Map<string, Sent>();
      for (const one of sent) {
        const { obligation, to } = one;
        if (obligation.kind !== 'notice' || !obligation.about) continue;
        const key = `${obligation.series} ${obligation.about.date} ${to}`;
        const before = last.get(key);
        last.set(key, one);
        if (!before || before.obligation.id === obligation.id) continue;
        expect(
          between(before.obligation.dueAt, obligation.dueAt),
          `${before.obligation.id}, ${obligation.id}`,
        ).toBeGreaterThan(0);
        expect(between(before.at, one.at), `${before.obligation.id}, ${obligation.id}`).toBeGreaterThan(0);
      }
    });
  });

  it('sends only the notice of the suspension and what a contact caused while suspended, and only the notice of the termination after it', () => {
    holds(({ sent }) => {
      for (const { obligation, from, at } of sent) {
        if (obligation.kind !== 'notice') continue;
        if (from.status === 'suspended')
          expect(['suspended', 'link', 'contact-wanted'], at).toContain(obligation.notice);
        if (from.status === 'terminated' || from.status === 'withdrawn')
          expect(obligation.notice, at).toBe('terminated');
      }
    });
  });

  it('sends no notice while on hold, and only notices of the terms before they are accepted', () => {
    holds(({ sent }) => {
      for (const { obligation, from, at } of sent) {
        if (obligation.kind !== 'notice') continue;
        if (obligation.notice !== 'link') expect(from.hold, `${obligation.id} at ${at}`).toBeUndefined();
        if (awaitsAcceptance(from))
          expect(['terms', 'link', 'contact-wanted', 'terminated'], at).toContain(obligation.notice);
      }
    });
  });

  it('sends no contact more messages than the daily limit, except for what cannot wait', () => {
    holds(({ sent }) => {
      for (const [index, { obligation, to, at }] of sent.entries()) {
        const along = sent.filter((one) => one.to === to && one.at === at).map((one) => one.obligation);
        if (urgencyOf([obligation, ...along], at) < 3) continue;
        const before = sent.slice(0, index).filter((one) => one.to === to && between(one.at, at) < day);
        const moments = new Set(before.filter(({ result }) => result !== 'refused').map((one) => one.at));
        moments.delete(at);
        expect(moments.size, `${obligation.id} at ${at}`).toBeLessThan(dailyLimit);
      }
    });
  });

  it('gives no access before its terms are accepted', () => {
    holds(({ moments }) => {
      for (const { agreement, directory, inProgress, now } of moments) {
        if (!awaitsAcceptance(agreement)) continue;
        expect([...directory, ...inProgress.filter(({ kind }) => kind === 'grant-access')], now).toEqual([]);
      }
    });
  });

  it('corrects only days that contacts were told', () => {
    holds(({ sent }) => {
      for (const [index, { obligation, at }] of sent.entries()) {
        if (obligation.kind !== 'notice' || obligation.notice !== 'correction') continue;
        const { event, was } = obligation.about as About;
        const told = sent
          .slice(0, index)
          .flatMap((one) => [...daysToldBy(one, event), ...nextEndToldBy(one)]);
        expect(told, `${obligation.id} at ${at}`).toContain(was);
      }
    });
  });

  it('corrects every day that contacts were told and that has moved', () => {
    holds(({ sent, moments }) => {
      for (const { agreement, now, inProgress } of moments) {
        if (!isAtRest(agreement, now, inProgress)) continue;
        const { term } = agreement;
        const told = sent
          .filter(({ at, from }) => isReached(at, now) && from.term.number === term.number)
          .flatMap((one) => daysToldBy(one, 'term-end'))
          .at(-1);
        expect(told ?? term.endsOn, now).toBe(term.endsOn);
      }
    });
  });

  it('publishes a ledger that is still right about the days ahead when it is read later', () => {
    holds(({ moments }) => {
      let published: Ledger | undefined;
      for (const { agreement, now } of moments) {
        const current = ledgerOf(agreement);
        if (!isCurrent(published, current, now)) published = current;
        expect(published && dueAfter(published, now), now).toEqual(dueAfter(current, now));
        expect(published?.issues, now).toEqual(current.issues);
      }
    });
  });

  it('alerts the operators to every failure', () => {
    holds(({ agreement, failed, planned }) => {
      const isBack = (id: string) =>
        outcomes(agreement)[id] === 'failed: no mail server knows any of its addresses';
      for (const one of failed.filter((id) => !/^(alert|unanswered)/.test(id))) {
        const alert = isBack(one) ? 'alert:bounced:' : `alert:${one}:`;
        expect(
          [...planned.keys()].filter((id) => id.startsWith(alert)),
          one,
        ).not.toEqual([]);
      }
    });
  });

  it('alerts the operators if a day comes while its notice is delayed and has reached nobody', () => {
    holds(({ agreement, planned, sent }) => {
      for (const entry of agreement.record) {
        if (entry.type !== 'settled' || entry.outcome !== 'suppressed' || !entry.notice?.about) continue;
        const { id, at, notice } = entry;
        const wasTried = agreement.record.some(
          (one) => one.type === 'delayed' && one.id === id && !one.restrained,
        );
        const isPast =
          isReached(entry.notice.about.endsAt, at) && noticeTraits[entry.notice.notice].looksAhead === true;
        if (!wasTried || !isPast) continue;
        const isKnown = sent.some(
          ({ obligation, result }) =>
            result !== 'refused' &&
            obligation.kind === 'notice' &&
            obligation.notice === notice?.notice &&
            obligation.about?.date === notice.about?.date,
        );
        if (!isKnown) expect([...planned.keys()].join(), id).toContain(`alert:${id}:`);
      }
    });
  });

  it('changes access one step at a time, and the directory has the features that are on', () => {
    holds(({ moments }) => {
      for (const { agreement, directory, now, inProgress } of moments) {
        expect(inProgress.filter(isAccess).length).toBeLessThanOrEqual(1);
        if (!isQuiet(agreement, now, inProgress)) continue;
        const { status, features, activatedAt } = agreement;
        const on = features.filter((feature) => feature.on);
        expect(directory, `${status} at ${now}`).toEqual(on.map(({ id }) => id).toSorted());
        if (status === 'renewed') continue;
        const hasAccess = activatedAt && status !== 'suspended' && !isOver(agreement);
        const included = features.filter((feature) => hasAccess && lastsPast(feature, now));
        expect(on, `${status} at ${now}`).toEqual(included);
      }
    });
  });

  it('opens its renewal window on its day', () => {
    holds(({ moments }) => {
      for (const { agreement } of moments) {
        if (agreement.status === 'suspended' || isOver(agreement) || awaitsAcceptance(agreement)) continue;
        const isAhead = agreement.plan.some(({ kind }) => kind === 'open-renewal');
        expect(agreement.status === 'renewal').toBe(!isAhead);
      }
    });
  });
});

/** The days in a message, if a mail server took it. */
function daysToldBy({ obligation, result, from }: Sent, event: About['event']): string[] {
  if (obligation.kind !== 'notice' || result === 'refused') return [];
  const { notice, about } = obligation;
  if (about) return about.event === event ? [about.date] : [];
  const tellers = [
    'welcome',
    'reinstated',
    ...(event === 'term-end' ? ['training', 'renewed', 'declined'] : []),
  ];
  if (!tellers.includes(notice)) return [];
  return event === 'term-end' ? [endOf(from.term).on] : from.features.flatMap(({ ends }) => ends?.on ?? []);
}

/** The answer to a renewal says how long the next term lasts. */
function nextEndToldBy({ obligation, result, from }: Sent): string[] {
  const { decision, agency } = from;
  const tells = obligation.kind === 'notice' && obligation.notice === 'renewed' && result !== 'refused';
  if (!tells || decision?.kind !== 'renew') return [];
  return [endOf(nextTermDates(from, decision.length, decision.price, agency.timeZone).term).on];
}

/** Running, with nothing in progress, due or waiting, and no open issue. */
function isAtRest(agreement: Agreement, now: Instant, inProgress: Obligation[]): boolean {
  const { status, plan, issues, hold } = agreement;
  if (status === 'suspended' || isOver(agreement) || hold) return false;
  return inProgress.length === 0 && issues.length === 0 && !plan.some(({ dueAt }) => isReached(dueAt, now));
}

/** No change of access is in progress, due or an open issue, and none has failed. */
function isQuiet({ plan, issues, record }: Agreement, now: Instant, inProgress: Obligation[]): boolean {
  const due = plan.filter((one) => isReached(one.dueAt, now));
  const hasFailed = record.some(
    (entry) => entry.type === 'settled' && entry.outcome === 'failed' && /^(grant|end)-/.test(entry.id),
  );
  return ![...inProgress, ...due, ...issues.map(({ obligation }) => obligation)].some(isAccess) && !hasFailed;
}
