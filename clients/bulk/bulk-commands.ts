// A command on many agreements, some at a time: carried out, or only what it would change.
import type { Command } from '../../agreements/commands/command.ts';
import { type ChangeGroup, createGroups, whatIf } from '../../agreements/explain/what-if.ts';
import { counted } from '../../agreements/reports/shortlist.ts';
import { AlreadyDoneError, type RefusedError } from '../../agreements/validation/errors.ts';
import type { Agreements } from '../api/agreements.ts';
import { readingState } from '../api/reading-state.ts';
import { concernsAll } from '../api/unanswered.ts';
import { type BulkOptions, inBulk } from './bulk.ts';
import { listeningTo } from './silence.ts';

/** How a command on many agreements ended. Reasons that are alike are counted. */
export type Tally = {
  done: number;
  /** Nothing to do: it was done before. */
  already: number;
  refused: number;
  /** No worker answered in time, or the server was away. The command may still be carried out. */
  silent: number;
  reasons: Reason[];
  /** What ended all of it early, such as a server that is away. */
  broken?: { error: unknown };
};
type Reason = { reason: string; agreements: number; examples: string[] };

export type ManyOptions = BulkOptions & { step: () => void };

/**
 * Runs a command on each of these agreements. One that refuses or does not answer does not stop the others. If none
 * answers, or the server can't be asked, it stops.
 */
export async function runOnEach(
  ids: AsyncIterable<string>,
  run: (id: string) => Promise<unknown>,
  { step, signal, ...options }: ManyOptions,
): Promise<Tally> {
  const tally = createTally();
  const heard = listeningTo(run);
  const either = AbortSignal.any([heard.silence, ...(signal ? [signal] : [])]);
  try {
    for await (const ended of inBulk(ids, heard.work, { ...options, signal: either })) {
      step();
      tally.add(ended.item, 'refusal' in ended ? ended.refusal : undefined);
    }
  } catch (error) {
    return { ...tally.result(), broken: { error } };
  }
  const error = heard.serverError();
  return { ...tally.result(), ...(error && { broken: { error } }) };
}

/** What a command would change in each of these agreements. Those that change alike stand together. */
export async function whatIfEach(
  agreements: Agreements,
  ids: AsyncIterable<string>,
  command: Command,
  options: ManyOptions,
): Promise<{ tally: Tally; groups: ChangeGroup[] }> {
  const groups = createGroups();
  const look = async (id: string) => {
    const agreement = await agreements.view(id);
    readingState(id, () => groups.add(agreement, whatIf(agreement, command, new Date().toISOString())));
  };
  return { tally: await runOnEach(ids, look, options), groups: groups.all() };
}

/** Why a command was not carried out on all of them; nothing if it was. */
export function shortfallOf({ done, already, refused, silent }: Tally, total: number): string | undefined {
  const unreached = total - done - already - refused - silent;
  const sentences = [
    ...(refused > 0 ? [`${refused} of ${counted(total, 'agreement')} refused.`] : []),
    ...(silent > 0
      ? [
          `${silent} of ${counted(total, 'agreement')} gave no answer; check that workers are running (onegov up).`,
        ]
      : []),
    ...(unreached > 0
      ? [`${unreached} ${unreached === 1 ? 'was' : 'were'} not reached; run the command again.`]
      : []),
  ];
  return sentences.length > 0 ? sentences.join(' ') : undefined;
}

function createTally() {
  const counts = { done: 0, already: 0, refused: 0, silent: 0 };
  const reasons = new Map<string, Reason>();
  return {
    add(id: string, refusal: RefusedError | undefined): void {
      counts[kindOf(refusal)]++;
      if (!refusal) return;
      const reason = sharedReason(refusal.message, id);
      const known = reasons.get(reason) ?? { reason, agreements: 0, examples: [] };
      known.agreements++;
      if (known.examples.length < 3) known.examples.push(id);
      reasons.set(reason, known);
    },
    result: (): Tally => ({
      ...counts,
      reasons: [...reasons.values()].toSorted((one, other) => other.agreements - one.agreements),
    }),
  };
}

/** The same words for each agreement that refuses for the same reason: without its id and its dates. */
function sharedReason(message: string, id: string): string {
  const named = message.startsWith(id) ? message.replace(id, 'This agreement') : message;
  return named.replaceAll(id, 'this agreement').replace(/\w{3}, \w{3} \d{1,2}, \d{4}/g, '…');
}

function kindOf(refusal: RefusedError | undefined): 'done' | 'already' | 'silent' | 'refused' {
  if (!refusal) return 'done';
  if (refusal instanceof AlreadyDoneError) return 'already';
  return concernsAll(refusal) ? 'silent' : 'refused';
}
