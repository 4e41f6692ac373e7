// Many acts, some at a time: nothing is held in memory but those under way, and one may stop between them.
import { pMapIterable, pMapSkip } from 'p-map';
import { RefusedError } from '../../agreements/validation/errors.ts';

/** How one act ended: with what it gave, or why it was refused. */
export type Ended<Item, Value> = { item: Item; value: Value } | { item: Item; refusal: RefusedError };

export type BulkOptions = {
  /** So many at a time. */
  concurrency: number;
  /** Once aborted, no new act is begun; those under way are finished and told. */
  signal?: AbortSignal;
  /** A refusal that all others would meet with, too: it ends the whole like what is not a refusal. */
  endsAll?: (refusal: RefusedError) => boolean;
};

/**
 * Acts on each item, as they come, and tells how each one ended, as they end.
 * @throws what is not a RefusedError, such as a lost connection: then no new act is begun, and it is thrown when those under
 * way have been told.
 */
export async function* inBulk<Item, Value>(
  items: AsyncIterable<Item> | Iterable<Item>,
  act: (item: Item) => Promise<Value>,
  { concurrency, signal, endsAll = () => false }: BulkOptions,
): AsyncIterable<Ended<Item, Value>> {
  let broken: { error: unknown } | undefined;
  const isStopped = () => signal?.aborted || broken !== undefined;

  yield* pMapIterable(
    whileNot(isStopped, items, (error) => {
      broken ??= { error };
    }),
    async (item): Promise<Ended<Item, Value> | typeof pMapSkip> => {
      if (isStopped()) return pMapSkip;
      try {
        return { item, value: await act(item) };
      } catch (error) {
        if (error instanceof RefusedError && !endsAll(error)) return { item, refusal: error };
        broken ??= { error };
        return pMapSkip;
      }
    },
    { concurrency, preserveOrder: false },
  );
  if (broken) throw broken.error;
}

async function* whileNot<Item>(
  isStopped: () => boolean,
  items: AsyncIterable<Item> | Iterable<Item>,
  onBroken: (error: unknown) => void,
) {
  try {
    for await (const item of items) {
      if (isStopped()) return;
      yield item;
    }
  } catch (error) {
    onBroken(error);
  }
}

/**
 * Runs `act` with a signal that Ctrl-C aborts; a second Ctrl-C ends the program at once.
 * @param say is told what to do when it happens
 */
export async function interruptibly<Value>(
  say: (line: string) => void,
  act: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const controller = new AbortController();
  const stop = () => {
    say('Stopping when those under way are done; Ctrl-C again stops at once.');
    controller.abort();
  };
  process.once('SIGINT', stop);
  try {
    return await act(controller.signal);
  } finally {
    process.off('SIGINT', stop);
  }
}
