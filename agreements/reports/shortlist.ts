// The first few of many, and how many there are. It needs no time zones, so the workflow sandbox can load it.

/** Keeps the first few of a stream, in an order, and counts all of them. */
export function createShortlist<T>(most: number, order: (one: T, other: T) => number) {
  let first: T[] = [];
  let count = 0;
  return {
    add(item: T): void {
      count += 1;
      const last = first[most - 1];
      if (last === undefined || order(item, last) < 0) first = [...first, item].sort(order).slice(0, most);
    },
    count: () => count,
    /** A line for each, and one for how many more there are. */
    lines: (line: (item: T) => string): string[] => [
      ...first.map(line),
      ...(count > first.length ? [`and ${(count - first.length).toLocaleString('en-US')} more`] : []),
    ],
  };
}

/** `1 agreement`, `1,204 agreements` */
export function counted(count: number, one: string): string {
  return `${count.toLocaleString('en-US')} ${one}${count === 1 ? '' : 's'}`;
}
