// An act on many agreements: carried out with bounded concurrency, or looked at before it is done.
import type { Command } from '../agreements/decide.ts';
import type { Refusal } from '../agreements/refusal.ts';
import { type ChangeGroup, createGroups, whatIf } from '../agreements/what-if.ts';
import { type Agreements, Unattended } from './agreements.ts';
import { type BulkOptions, inBulk } from './bulk.ts';

/** How an act on many ended. Reasons are counted: what is alike is told once. */
export type Tally = { done: number; refused: number; reasons: Reason[] };
type Reason = { reason: string; agreements: number; examples: string[] };

export type ManyOptions = BulkOptions & { step: () => void };

/** Acts on each of these agreements; one that refuses does not stop the others, an absence of workers does. */
export async function actOnMany(
  ids: AsyncIterable<string>,
  act: (id: string) => Promise<unknown>,
  { step, ...options }: ManyOptions,
): Promise<Tally> {
  const tally = createTally();
  for await (const ended of inBulk(ids, act, { endsAll, ...options })) {
    step();
    tally.add(ended.item, 'refusal' in ended ? ended.refusal.message : undefined);
  }
  return tally.result();
}

/** What a command would change in each of these agreements, those that change alike together. */
export async function foreseeMany(
  agreements: Agreements,
  ids: AsyncIterable<string>,
  command: Command,
  { step, ...options }: ManyOptions,
): Promise<{ tally: Tally; groups: ChangeGroup[] }> {
  const tally = createTally();
  const groups = createGroups();
  const look = async (id: string) => {
    const agreement = await agreements.view(id);
    groups.add(agreement, whatIf(agreement, command, new Date().toISOString()).changes);
  };
  for await (const ended of inBulk(ids, look, { endsAll, ...options })) {
    step();
    tally.add(ended.item, 'refusal' in ended ? ended.refusal.message : undefined);
  }
  return { tally: tally.result(), groups: groups.all() };
}

function endsAll(refusal: Refusal): boolean {
  return refusal instanceof Unattended;
}

function createTally() {
  let done = 0;
  let refused = 0;
  const reasons = new Map<string, Reason>();
  return {
    add(id: string, refusal: string | undefined): void {
      if (refusal === undefined) {
        done++;
        return;
      }
      refused++;
      const reason = refusal.replaceAll(id, 'It').replace(/\d{4}-\d{2}-\d{2}\S*/g, '…');
      const known = reasons.get(reason) ?? { reason, agreements: 0, examples: [] };
      known.agreements++;
      if (known.examples.length < 3) known.examples.push(id);
      reasons.set(reason, known);
    },
    result: (): Tally => ({
      done,
      refused,
      reasons: [...reasons.values()].toSorted((one, other) => other.agreements - one.agreements),
    }),
  };
}
