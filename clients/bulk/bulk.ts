// Work on many items, some at a time. Only the items in progress are held in memory, and it can stop between items.
import { pMapIterable, pMapSkip } from 'p-map';
import { RefusedError } from '../../agreements/validation/errors.ts';

/** How the work on one item ended: with a value, or with a refusal. */
export type Ended<Item, Value> = { item: Item; value: Value } | { item: Item; refusal: RefusedError };

export type BulkOptions = {
  /** This many at a time. */
  concurrency: number;
  /** Once aborted, no new item is begun. Those in progress are finished and yielded. */
  signal?: AbortSignal;
};

/**
 * Works on each item as it comes, and yields how it ended.
 * @throws what is not a RefusedError, such as a lost connection. No new item is begun then, and it is thrown once those in
 * progress have been yielded.
 */
export async function* inBulk<Item, Value>(
  items: AsyncIterable<Item> | Iterable<Item>,
  work: (item: Item) => Promise<Value>,
  { concurrency, signal }: BulkOptions,
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
        return { item, value: await work(item) };
      } catch (error) {
        if (error instanceof RefusedError) return { item, refusal: error };
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
 * Runs something with a signal that Ctrl-C aborts. A second Ctrl-C ends the program at once.
 * @param say prints what happens then
 */
export async function interruptibly<Value>(
  say: (line: string) => void,
  run: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const controller = new AbortController();
  const stop = () => {
    say('Finishing those in progress. Press Ctrl-C again to stop at once.');
    controller.abort();
  };
  process.once('SIGINT', stop);
  try {
    return await run(controller.signal);
  } finally {
    process.off('SIGINT', stop);
  }
}
