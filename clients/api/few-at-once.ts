// Keeps what one program asks of one agreement at a time below the server's limit of ten commands.

/** Runs work on items, at most so many at once on the same one. The rest waits for its turn, in order. */
export function fewAtOnce(most: number) {
  const busy = new Map<string, { running: number; waiting: (() => void)[] }>();
  return async <Value>(item: string, work: () => Promise<Value>): Promise<Value> => {
    const its = busy.get(item) ?? { running: 0, waiting: [] };
    busy.set(item, its);
    if (its.running < most) its.running++;
    else await new Promise<void>((begin) => its.waiting.push(begin));
    try {
      return await work();
    } finally {
      const next = its.waiting.shift();
      if (next) next();
      else if (--its.running === 0) busy.delete(item);
    }
  };
}
