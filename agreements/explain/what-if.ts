// What a command would change, before it is given. Pure: the same events, and nobody is told.

import type { Command } from '../commands/command.ts';
import { decide } from '../commands/decide.ts';
import { examine } from '../commands/examine.ts';
import { remarksOn } from '../commands/remarks.ts';
import { recipientsOf } from '../contacts/recipients.ts';
import { evolveAll } from '../lifecycle/evolve.ts';
import type { Agreement } from '../model/agreement.ts';
import { slotOf } from '../model/ids.ts';
import type { NoticeObligation, Obligation } from '../model/obligations.ts';
import { review } from '../obligations/due.ts';
import { isWaiting } from '../obligations/waiting.ts';
import type { LocalDate } from '../time/calendar.ts';
import { dayAt } from '../time/calendar.ts';
import type { Instant } from '../time/instants.ts';
import { between, isReached } from '../time/instants.ts';

/** One change in the plan: an obligation moves, is added, is removed, goes to others, or no longer waits. */
export type Change = {
  what: 'moves' | 'is added' | 'is removed' | 'goes to others' | 'goes now' | 'is given up';
  /** Which obligation, without the day that it is about: `renewal-P30D`. */
  slot: string;
  from?: Instant;
  to?: Instant;
  /** If it is a notice: who would get it. */
  recipients?: { before: string[]; after: string[] };
};

/** `remarks`: what else it would bring, in sentences. */
export type WhatIf = { after: Agreement; changes: Change[]; remarks: string[] };

/**
 * What a command would change.
 * @throws {RefusedError} if it does not fit the agreement as it is.
 */
export function whatIf(agreement: Agreement, asked: Command, now: Instant): WhatIf {
  const events = decide(agreement, examine(agreement, asked, now), now);
  const after = evolveAll(agreement, events);
  const changes = [...changesOfPlan(agreement, after), ...noLongerWaiting(agreement, after, now)];
  return { after, changes: soonestFirst(changes), remarks: remarksOn(events) };
}

/** How two plans of an agreement differ, soonest first. Alerts are left out. */
export function changesOfPlan(before: Agreement, after: Agreement): Change[] {
  const [planned, fresh] = [bySlot(before.plan), bySlot(after.plan)];
  const slots = [...new Set([...planned.keys(), ...fresh.keys()])];
  const changes = slots.flatMap((slot): Change[] => {
    const [old = [], next = []] = [planned.get(slot), fresh.get(slot)];
    return Array.from({ length: Math.max(old.length, next.length) }, (_, index) =>
      changeOf(slot, [before, old[index]], [after, next[index]]),
    ).filter((change) => change !== undefined);
  });
  return soonestFirst(changes);
}

function soonestFirst(changes: Change[]): Change[] {
  return changes.toSorted((one, other) => between(whenOf(other), whenOf(one)));
}

/** Several obligations may have the same slot, in the order of the plan: features may end on several days. */
function bySlot(plan: Obligation[]): Map<string, Obligation[]> {
  const slots = new Map<string, Obligation[]>();
  for (const obligation of plan.filter(({ kind }) => kind !== 'alert')) {
    const slot = slotOf(obligation.id);
    slots.set(slot, [...(slots.get(slot) ?? []), obligation]);
  }
  return slots;
}

/** What was due and waited, for a hold to end or for access: it goes at once, or it is given up. */
function noLongerWaiting(before: Agreement, after: Agreement, now: Instant): Change[] {
  const waited = before.plan.filter((one) => isReached(one.dueAt, now) && isWaiting(before, one));
  const { due, settled } = review(after, now, new Map());
  return waited.flatMap((one): Change[] => {
    const slot = slotOf(one.id);
    if (settled.some(({ id }) => id === one.id)) return [{ what: 'is given up', slot, from: one.dueAt }];
    if (one.kind !== 'notice' || !due.some(({ id }) => id === one.id)) return [];
    const recipients = { before: [], after: addresses(after, one) };
    return [{ what: 'goes now', slot, to: now, recipients }];
  });
}

type Side = [Agreement, Obligation | undefined];

function changeOf(slot: string, [before, old]: Side, [after, fresh]: Side): Change | undefined {
  const got = old?.kind === 'notice' ? addresses(before, old) : [];
  const gets = fresh?.kind === 'notice' ? addresses(after, fresh) : [];
  const isNotice = (fresh ?? old)?.kind === 'notice';
  const from = old && { from: old.dueAt };
  const to = fresh && { to: fresh.dueAt };
  const what = whatOf(old, fresh, `${got}` !== `${gets}`);
  if (!what) return undefined;
  return { what, slot, ...from, ...to, ...(isNotice && { recipients: { before: got, after: gets } }) };
}

function whatOf(old: Obligation | undefined, fresh: Obligation | undefined, areOthers: boolean) {
  if (!old) return 'is added';
  if (!fresh) return 'is removed';
  if (old.dueAt !== fresh.dueAt) return 'moves';
  return areOthers ? 'goes to others' : undefined;
}

function addresses(agreement: Agreement, notice: NoticeObligation): string[] {
  return recipientsOf(notice, agreement).map(({ email }) => email);
}

function whenOf({ from, to }: Change): Instant {
  return to ?? from ?? '';
}

/** The same change for many agreements: how many, and between which days it then falls due. */
export type ChangeGroup = {
  agreements: number;
  examples: string[];
  changes: GroupedChange[];
  remarks: string[];
};
type GroupedChange = Pick<Change, 'what' | 'slot'> & { first: LocalDate; last: LocalDate };

/** Groups what-ifs by what they change. Memory grows with the number of groups, not of agreements. */
export function createGroups() {
  const groups = new Map<string, ChangeGroup>();
  return {
    add({ id, agency }: Agreement, { changes, remarks }: Omit<WhatIf, 'after'>): void {
      const key = [...changes.map(({ what, slot }) => `${what} ${slot}`), ...remarks].join('\n');
      const group = groups.get(key) ?? { agreements: 0, examples: [], changes: [] };
      groups.set(key, {
        agreements: group.agreements + 1,
        examples: group.examples.length < 3 ? [...group.examples, id] : group.examples,
        changes: changes.map((change, index) => {
          const day = dayAt(whenOf(change), agency.timeZone);
          const { first, last } = group.changes[index] ?? { first: day, last: day };
          const days = [first, last, day].toSorted();
          return { what: change.what, slot: change.slot, first: days[0] ?? day, last: days[2] ?? day };
        }),
        remarks,
      });
    },
    /** The largest first. */
    all(): ChangeGroup[] {
      return [...groups.values()].toSorted((one, other) => other.agreements - one.agreements);
    },
  };
}
