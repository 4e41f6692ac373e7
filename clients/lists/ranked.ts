// The first of many, in bounded memory.

/** The first ones, and how many more there are. */
export type Ranked<Item> = { items: Item[]; more: number };

/** The first `limit` items by an order, in that order. It never holds more than twice as many. */
export async function firstInOrder<Item>(
  all: AsyncIterable<Item>,
  limit: number,
  compare: (one: Item, other: Item) => number,
): Promise<Ranked<Item>> {
  let items: Item[] = [];
  let more = 0;
  const prune = () => {
    items.sort(compare);
    more += Math.max(0, items.length - limit);
    items = items.slice(0, limit);
  };
  for await (const item of all) {
    items.push(item);
    if (items.length >= 2 * limit) prune();
  }
  prune();
  return { items, more };
}
