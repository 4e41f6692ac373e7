// An act on many agreements: carried out with bounded concurrency, or looked at before it is done.
import type { Command } from '../agreements/command.ts';
import { AlreadySo, type Refusal } from '../agreements/refusal.ts';
import { type ChangeGroup, createGroups, whatIf } from '../agreements/what-if.ts';
import { type Agreements, Unattended } from './agreements.ts';
import { type BulkOptions, inBulk } from './bulk.ts';

/** How an act on many ended. Reasons are counted: what is alike is told once. */
export type Tally = {
  done: number;
  /** It was so already. */
  already: number;
  refused: number;
  /** No worker answered in time: it may yet be carried out. */
  silent: number;
  reasons: Reason[];
};
type Reason = { reason: string; agreements: number; examples: string[] };

export type ManyOptions = BulkOptions & { step: () => void };

/** Acts on each of these agreements. One that refuses or is silent does not stop the others; silence all around does. */
export async function actOnMany(
  ids: AsyncIterable<string>,
  act: (id: string) => Promise<unknown>,
  { step, signal, ...options }: ManyOptions,
): Promise<Tally> {
  const tally = createTally();
  const silence = new AbortController();
  const either = AbortSignal.any([silence.signal, ...(signal ? [signal] : [])]);
  for await (const ended of inBulk(ids, act, { ...options, signal: either })) {
    step();
    tally.add(ended.item, 'refusal' in ended ? ended.refusal : undefined);
    if (tally.silentInARow() >= mostSilent) silence.abort();
  }
  return tally.result();
}

/** So many without an answer, and none with one between them, mean that no worker runs. */
const mostSilent = 3;

/** What a command would change in each of these agreements, those that change alike together. */
export async function foreseeMany(
  agreements: Agreements,
  ids: AsyncIterable<string>,
  command: Command,
  options: ManyOptions,
): Promise<{ tally: Tally; groups: ChangeGroup[] }> {
  const groups = createGroups();
  const look = async (id: string) => {
    const agreement = await agreements.view(id);
    groups.add(agreement, whatIf(agreement, command, new Date().toISOString()).changes);
  };
  return { tally: await actOnMany(ids, look, options), groups: groups.all() };
}

function createTally() {
  const counts = { done: 0, already: 0, refused: 0, silent: 0 };
  let silentInARow = 0;
  const reasons = new Map<string, Reason>();
  return {
    add(id: string, refusal: Refusal | undefined): void {
      silentInARow = refusal instanceof Unattended ? silentInARow + 1 : 0;
      counts[kindOf(refusal)]++;
      if (!refusal) return;
      const reason = refusal.message.replaceAll(id, 'It').replace(/\d{4}-\d{2}-\d{2}\S*/g, '…');
      const known = reasons.get(reason) ?? { reason, agreements: 0, examples: [] };
      known.agreements++;
      if (known.examples.length < 3) known.examples.push(id);
      reasons.set(reason, known);
    },
    silentInARow: () => silentInARow,
    result: (): Tally => ({
      ...counts,
      reasons: [...reasons.values()].toSorted((one, other) => other.agreements - one.agreements),
    }),
  };
}

function kindOf(refusal: Refusal | undefined): 'done' | 'already' | 'silent' | 'refused' {
  if (!refusal) return 'done';
  if (refusal instanceof AlreadySo) return 'already';
  return refusal instanceof Unattended ? 'silent' : 'refused';
}
