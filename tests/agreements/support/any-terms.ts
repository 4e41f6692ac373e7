// Lives of several terms: terms of odd lengths, and ends that move to few days, so that days come back in other terms.
import fc from 'fast-check';
import type { Command } from '../../../agreements/commands/command.ts';
import type { Agreement } from '../../../agreements/model/agreement.ts';
import type { Obligation } from '../../../agreements/model/obligations.ts';
import type { Offer } from '../../../agreements/offer/schema.ts';
import { shiftDate } from '../../../agreements/time/calendar.ts';
import type { Closure } from '../../../agreements/time/closures.ts';
import type { Instant } from '../../../agreements/time/instants.ts';
import { day, hour, isReached, later } from '../../../agreements/time/instants.ts';
import { loadCatalog } from '../../../offers/catalog.ts';
import { begun, carl, clauses, edna, morning, olive, tess, withClauses, withGrace } from './given.ts';
import { type Course, type Fate, simulate } from './simulator.ts';

const by = 'a test';
const people = [olive, carl, tess, edna];
const addresses = people.map(({ email }) => email);

/** The catalog as it is, and what clauses and a grace add. */
const offers: Record<string, Offer> = {
  ...Object.fromEntries(loadCatalog()),
  withClauses,
  withGrace,
};

export type Life = {
  offer: string;
  /** Days from September 1, 2026, to the first day, and from the first day to the start. */
  first: number;
  late: number;
  /** Each command some days after the one before. */
  acts: { after: number; command: Command }[];
  /** Someone renews so often, in days, for one of these lengths in turn. */
  renewals: { every: number; lengths: string[] };
  /** After so many days, a renewal for so many months; then the term ends as much earlier, so its end comes back. */
  comesBack?: { on: number; months: number } | undefined;
  mail: { from: number; days: number; fate: Fate; to: string[] }[];
  takes: number;
};

const daysOf = (days: fc.Arbitrary<number>, unit: 'D' | 'M') =>
  days.map((count) => shiftDate('2026-09-01', `P${count}${unit}`));
const anyDay = daysOf(fc.integer({ min: 0, max: 1300 }), 'D');
/** Mostly the first days of months that terms end on, so that ends meet in different terms. */
const dates = fc.oneof(
  { weight: 4, arbitrary: daysOf(fc.integer({ min: 10, max: 22 }), 'M') },
  { weight: 1, arbitrary: daysOf(fc.integer({ min: 0, max: 40 }), 'M') },
  { weight: 1, arbitrary: anyDay },
);

const lengths = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom('P1M', 'P2M', 'P3M') },
  { weight: 1, arbitrary: fc.constantFrom('P1D', 'P10D', 'P45D', 'P6M', 'P1Y', 'P18M') },
);
const renew = (length: string): Command => ({ type: 'renew', by, length });

/** Some of an offer's notices, and always those about the end of the term. */
const notices = fc.constantFrom(...Object.values(offers)).chain(({ notices }) =>
  fc.subarray(notices).map(
    (some): Command => ({
      type: 'amend',
      by,
      notices: notices.filter((rule) => ['renewal', 'renewed'].includes(rule.kind) || some.includes(rule)),
    }),
  ),
);

const sessions = fc.subarray(['intro', 'desk'], { minLength: 1 }).chain((ids) =>
  fc.tuple(...ids.map(() => anyDay)).map(
    (days): Command => ({
      type: 'amend',
      by,
      sessions: ids.map((id, index) => ({
        ...{ id, title: id, timeZone: 'America/New_York', minutes: 60, place: 'Room 1' },
        starts: `${days[index]}T13:00`,
      })),
    }),
  ),
);

/** A closure of some days, with the days before. */
const closure = fc.record({ from: dates, days: fc.constantFrom(1, 2, 10, 30) }).map(
  ({ from, days }): Closure => ({
    ...{ from: shiftDate(from, `-P${days}D`), to: from },
    ...{ name: 'a closure', source: 'an order' },
  }),
);
const observe = (closures: Closure[]): Command => ({ type: 'observe-closures', by, closures });

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 6, arbitrary: lengths.map(renew) },
  { weight: 8, arbitrary: dates.map((termEndsOn): Command => ({ type: 'amend', by, termEndsOn })) },
  { weight: 2, arbitrary: dates.map((featuresEndOn): Command => ({ type: 'amend', by, featuresEndOn })) },
  { weight: 1, arbitrary: notices },
  { weight: 2, arbitrary: fc.array(closure, { maxLength: 3 }).map(observe) },
  { weight: 1, arbitrary: sessions },
  { weight: 1, arbitrary: fc.constant<Command>({ type: 'amend', by, rules: clauses }) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('P1D', 'P30D', 'P1M', 'P2M', 'P6M')
      .map((length): Command => ({ type: 'extend', by, length })),
  },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('funds', 'preliminary-notice', 'exercise')
      .map((determination): Command => ({ type: 'determine', by, determination, reference: 'memo 1' })),
  },
  { weight: 1, arbitrary: fc.constant<Command>({ type: 'decline', by }) },
  { weight: 2, arbitrary: fc.constant<Command>({ type: 'suspend', by }) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Command>(
      { type: 'reinstate', by, clock: 'keep' },
      { type: 'reinstate', by, clock: 'move' },
    ),
  },
  { weight: 1, arbitrary: fc.constant<Command>({ type: 'hold', by }) },
  { weight: 2, arbitrary: fc.constant<Command>({ type: 'release', by }) },
  { weight: 1, arbitrary: fc.constant<Command>({ type: 'retry', by }) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(...addresses)
      .chain((contact) =>
        fc.constantFrom<Command>(
          { type: 'bounced', by, address: contact },
          { type: 'bounced', by, address: contact, passing: true },
          { type: 'ask-renewal', by, contact },
          { type: 'leave', by, contact },
          { type: 'pace', by, contact, pace: 'decisions' },
        ),
      ),
  },
  {
    weight: 1,
    arbitrary: fc
      .subarray(people, { minLength: 1 })
      .map((contacts): Command => ({ type: 'change-contacts', by, contacts })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('renewal', 'welcome')
      .map((notice): Command => ({ type: 'resend', by, notice })),
  },
);

const gaps = fc.oneof(
  fc.constantFrom(0, 1, 2, 7, 30, 0.02, 0.1, 0.5),
  fc.integer({ min: 0, max: 120 }),
  fc.integer({ min: 0, max: 400 }),
);

/** Any life of several terms. */
export const life: fc.Arbitrary<Life> = fc.record({
  offer: fc.constantFrom(...Object.keys(offers)),
  first: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(0, 30, 61, 91) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 400 }) },
  ),
  late: fc.oneof(fc.constant(0), fc.integer({ min: -60, max: 60 })),
  acts: fc.array(fc.record({ after: gaps, command }), { maxLength: 25, size: 'max' }),
  renewals: fc.record({
    every: fc.integer({ min: 5, max: 120 }),
    lengths: fc.array(lengths, { maxLength: 6 }),
  }),
  comesBack: fc.option(
    fc.record({ on: fc.integer({ min: 245, max: 330 }), months: fc.integer({ min: 1, max: 4 }) }),
    { nil: undefined },
  ),
  mail: fc.oneof(
    { weight: 2, arbitrary: fc.constant<Life['mail']>([]) },
    {
      weight: 1,
      arbitrary: fc.array(
        fc.record({
          from: fc.integer({ min: 0, max: 1000 }),
          days: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 200 })),
          fate: fc.constantFrom<Fate>(
            'later',
            'refused',
            'uncertain',
            'no-mailbox',
            'passing',
            'our-mail-refused',
          ),
          to: fc.subarray(addresses, { minLength: 1 }),
        }),
        { maxLength: 3 },
      ),
    },
  ),
  takes: fc.constantFrom(1000, hour, 13 * hour),
});

export type Moment = { agreement: Agreement; now: Instant; inProgress: Obligation[] };
export type Lived = Course & { moments: Moment[] };

/** Lives a life; nothing if it can't start. */
export function live({
  offer: name,
  first,
  late,
  acts,
  renewals,
  comesBack,
  mail,
  takes,
}: Life): Lived | undefined {
  const offer = offers[name];
  const startsOn = shiftDate('2026-09-01', `P${first}D`);
  const from = later(morning(startsOn), late * day);
  const at = (days: number): Instant => later(from, days * day);
  const agreement = begunIfPossible(offer, startsOn, from);
  if (!agreement) return undefined;
  let on = 0;
  const fate = (to: string, now: Instant) =>
    mail.find(
      (one) =>
        one.to.includes(to) && isReached(at(one.from), now) && !isReached(at(one.from + one.days), now),
    )?.fate ?? 'accepted';
  const moments: Moment[] = [];
  const course = simulate(agreement, from, {
    world: { takes, mail: fate },
    acts: [
      ...acts.map(({ after, command: asked }) => {
        on += after;
        return { at: at(on), command: asked };
      }),
      ...comingBack(comesBack, startsOn).map(([day, asked]) => ({ at: at(day), command: asked })),
      ...renewalsOf(renewals).map(([day, length]) => ({ at: at(day), command: renew(length) })),
    ],
    until: at(8 * 365),
    watch: (lived, now, inProgress) =>
      moments.push({ agreement: lived.agreement, now, inProgress: [...inProgress.values()] }),
  });
  return { ...course, moments };
}

function comingBack(comesBack: Life['comesBack'], startsOn: string): [number, Command][] {
  if (!comesBack) return [];
  const { on, months } = comesBack;
  const termEndsOn = shiftDate(startsOn, `P${12 - months}M`);
  return [
    [on, renew(`P${months}M`)],
    [on + 1, { type: 'amend', by, termEndsOn }],
  ];
}

function renewalsOf({ every, lengths }: Life['renewals']): [number, string][] {
  if (lengths.length === 0) return [];
  const times = Array.from({ length: Math.floor(1200 / every) }, (_, index) => index);
  return times.map((index) => [(index + 1) * every, lengths[index % lengths.length] ?? 'P1Y']);
}

function begunIfPossible(offer: Offer | undefined, startsOn: string, now: Instant): Agreement | undefined {
  try {
    return begun({ ...(offer && { offer }), startsOn, now });
  } catch {
    return undefined;
  }
}
