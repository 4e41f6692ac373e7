// The rig of these tests: given an agreement, when somebody gives a command or time passes, then this happens.
import { expect } from 'vitest';
import { check } from '../../../agreements/commands/check.ts';
import type { Command } from '../../../agreements/commands/command.ts';
import { decide } from '../../../agreements/commands/decide.ts';
import { examine } from '../../../agreements/commands/examine.ts';
import { rolesIn } from '../../../agreements/contacts/recipients.ts';
import { evolve, evolveAll } from '../../../agreements/lifecycle/evolve.ts';
import type { Agreement } from '../../../agreements/model/agreement.ts';
import type { RecordEntry } from '../../../agreements/model/events.ts';
import type { Agency, Contact } from '../../../agreements/model/parties.ts';
import { isInternal, review } from '../../../agreements/obligations/due.ts';
import type { Offer, RenewalRules } from '../../../agreements/offer/schema.ts';
import { type Beginning, begin } from '../../../agreements/planning/begin.ts';
import type { LocalDate } from '../../../agreements/time/calendar.ts';
import type { Instant } from '../../../agreements/time/instants.ts';
import { RefusedError } from '../../../agreements/validation/errors.ts';
import { findOffer, loadCatalog } from '../../../offers/catalog.ts';
import {
  type AccessFate,
  type Act,
  type Course,
  type Fate,
  type Plot,
  simulate,
  type World,
} from './simulator.ts';

const catalog = loadCatalog();

/** 1 dollar for a year, two features for 60 days. */
export const wholeChatgpt: Offer = findOffer(catalog, 'openai-chatgpt-enterprise');
/** The same offer without what has tests of its own. */
export const chatgpt: Offer = plain(wholeChatgpt);
/** Ends on a fixed day, December 31, 2026. */
export const gemini: Offer = plain(findOffer(catalog, 'google-gemini-for-government'));
/** Like the first, but access stays for 30 days after a term that ends undecided. */
export const withGrace: Offer = { ...chatgpt, renewal: { ...chatgpt.renewal, grace: 'P30D' } };

/** Without a time limit for acceptance, the reminder of the training, and alerts for unanswered questions. */
function plain({ acceptance: _, ...offer }: Offer): Offer {
  const notices = offer.notices
    .filter(({ kind }) => kind !== 'terms' && kind !== 'training-reminder')
    .map((rule) => ({ ...rule, to: rolesIn(rule.to) }));
  return { ...offer, notices };
}

/** What clauses may require: one determination before a renewal, two deadlines, an extension of six months at most. */
export const clauses: RenewalRules = {
  gates: [{ id: 'funds', text: 'funds are available', clause: 'FAR 17.207(c)(1)' }],
  deadlines: [
    {
      id: 'preliminary-notice',
      text: 'Give the preliminary notice',
      before: 'P60D',
      warn: ['P30D', 'P7D'],
      to: ['contracting'],
      ifMissed: 'The option can no longer be exercised by one side alone.',
      clause: 'FAR 52.217-9',
    },
    {
      id: 'exercise',
      text: 'Exercise the option',
      before: 'P30D',
      warn: ['P14D', 'P1D'],
      to: ['contracting', 'executive'],
      ifMissed: 'The option is lost.',
      clause: 'FAR 52.217-9',
    },
  ],
  extension: { limit: 'P6M', clause: 'FAR 52.217-8' },
};
export const withClauses: Offer = { ...chatgpt, renewal: { ...chatgpt.renewal, ...clauses } };

export const board: Agency = { id: 'access-board.gov', name: 'Access Board', timeZone: 'America/New_York' };

export const olive: Contact = { name: 'Olive', email: 'olive@access-board.gov', roles: ['owner'] };
export const carl: Contact = { name: 'Carl', email: 'carl@access-board.gov', roles: ['contracting'] };
export const tess: Contact = { name: 'Tess', email: 'tess@access-board.gov', roles: ['technical'] };
export const edna: Contact = { name: 'Edna', email: 'edna@access-board.gov', roles: ['executive'] };

const by = 'Olive';
export const renew: Command = { type: 'renew', by };
export const decline: Command = { type: 'decline', by };
export const suspend: Command = { type: 'suspend', by };
export const reinstate = (clock: 'keep' | 'move'): Command => ({ type: 'reinstate', by, clock });
export const terminate: Command = { type: 'terminate', by };
export const retry: Command = { type: 'retry', by };
export const amend = (dates: { termEndsOn?: LocalDate; featuresEndOn?: LocalDate }): Command => ({
  type: 'amend',
  by,
  ...dates,
});

/** 12:00 UTC: the agency's morning, before notices go out. */
export function morning(date: LocalDate): Instant {
  return `${date}T12:00:00Z`;
}

/** 22:00 UTC: the agency's evening, after notices went out. */
export function evening(date: LocalDate): Instant {
  return `${date}T22:00:00Z`;
}

export const act = (date: LocalDate, command: Command): Act => ({ at: morning(date), command });

/**
 * An agreement from September 1, 2026, started on that morning. With ChatGPT its features end on October 31, 2026
 * (a Saturday), its renewal window opens on May 4, 2027, and its term ends on September 1, 2027.
 */
export function begun(
  asked: Partial<Omit<Beginning, 'offer'>> & { offer?: Offer; now?: Instant } = {},
): Agreement {
  const { now = morning('2026-09-01'), offer = chatgpt, ...rest } = asked;
  const id = `agreement:${offer.id}:${board.id}`;
  const contacts = [olive, carl, tess, edna];
  return begin({ id, offer, agency: board, contacts, startsOn: '2026-09-01', by, ...rest }, now);
}

type Life = { acts?: Act[]; world?: Partial<World>; terms?: number; watch?: Plot['watch'] };

/** The course of an agreement until an instant, with these commands in this world. */
export function course(
  agreement: Agreement,
  until: Instant,
  { acts = [], world = {}, terms, watch }: Life = {},
): Course {
  const from = agreement.record.at(-1)?.at ?? until;
  const rest = { ...(terms !== undefined && { terms }), ...(watch && { watch }) };
  return simulate(agreement, from, { acts, world, until, ...rest });
}

/** The agreement on the morning of a day. */
export function lived(agreement: Agreement, until: LocalDate, life: Life = {}): Agreement {
  return course(agreement, morning(until), life).agreement;
}

/**
 * Given an agreement, when somebody gives a command, or only time passes, then each line is something that happened
 * or that is due now. A sentence is a refusal.
 */
export function given(agreement: Agreement) {
  return {
    when(at: Instant, command?: Command) {
      const { after, lines } = outcome(agreement, at, command);
      return {
        after,
        // biome-ignore lint/suspicious/noThenProperty: nothing awaits it; the tests read as given, when, then
        then(expected: string[] | 'nothing happened' | string): Agreement {
          expect(lines.length === 0 ? 'nothing happened' : lines).toEqual(expected);
          return after;
        },
      };
    },
  };
}

type Outcome = { after: Agreement; lines: string[] | string };

function outcome(before: Agreement, at: Instant, command?: Command): Outcome {
  try {
    const acted = command ? evolveAll(before, eventsOf(before, command, at)) : before;
    const { after, due } = settled(acted, at);
    const lines = [
      ...after.record.filter((entry) => !before.record.includes(entry)).map(line),
      ...due.map((id) => `due ${id}`),
      ...(after.status === before.status ? [] : [`now ${after.status}`]),
    ];
    return { after, lines: lines.map((one) => one.replace(`:${at}`, '')) };
  } catch (error) {
    if (error instanceof RefusedError) return { after: before, lines: error.message };
    throw error;
  }
}

function eventsOf(agreement: Agreement, asked: Command, at: Instant) {
  check(agreement, asked);
  return decide(agreement, examine(agreement, asked, at), at);
}

/** The agreement after its internal steps, and what is due then. */
function settled(agreement: Agreement, at: Instant): { after: Agreement; due: string[] } {
  const { due, settled: over } = review(agreement, at, new Map());
  const ours = due.filter(isInternal).map(({ id }) => ({ at, id, outcome: 'carried-out' as const }));
  if (over.length + ours.length === 0) return { after: agreement, due: due.map(({ id }) => id) };
  const next = [...over, ...ours].reduce(
    (state, settlement) => evolve(state, { type: 'settled', ...settlement }),
    agreement,
  );
  return settled(next, at);
}

function line(entry: RecordEntry): string {
  switch (entry.type) {
    case 'settled':
      return `${entry.outcome} ${entry.id}${entry.reason ? `: ${entry.reason}` : ''}`;
    case 'decided':
      return `decided to ${entry.decision.kind}`;
    case 'delayed':
      return `delayed ${entry.id}`;
    default:
      return entry.type;
  }
}

/** The outcome of each obligation that has one. */
export function outcomes({ record }: Agreement): Record<string, string> {
  return Object.fromEntries(
    record.flatMap((entry) =>
      entry.type === 'settled' ? [[entry.id, entry.outcome + (entry.reason ? `: ${entry.reason}` : '')]] : [],
    ),
  );
}

/** The ids of the notices that were sent, each once, however many contacts got it. */
export function notices({ sent }: Course): string[] {
  return [...new Set(sent.map(({ obligation }) => obligation.id))];
}

/** A world in which mail to these addresses has this result. */
export function mailIs(fate: Fate, to = [olive, carl, tess, edna].map(({ email }) => email)): Partial<World> {
  return { mail: (address) => (to.includes(address) ? fate : 'accepted') };
}

/** A world in which changes in the directory have this result until a day. */
export function directoryIs(fate: AccessFate, until: LocalDate = '9999-12-31'): Partial<World> {
  return { directory: (now) => (now < until ? fate : 'done') };
}

/** The open issues with obligations, in words. */
export function issueLines({ issues }: Agreement): string[] {
  return issues.map(({ kind, text }) => `${kind}: ${text}`);
}
