// Lists as what comes one by one, and back.

/** All items, once the last one has come. */
export async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** The items, one by one. */
export async function* each<Item>(items: Iterable<Item>): AsyncIterable<Item> {
  yield* items;
}
