// A program beside the run, in a process of its own, that takes orders one at a time.
import { fork } from 'node:child_process';
import { once } from 'node:events';

export type Helper<Order, Answer> = {
  url: string;
  /** Gives an order, and waits for its answer. */
  ask(order: Order): Promise<Answer | undefined>;
  stop(): void;
};

/** Starts a file that calls {@link serveOrders}. @param folder for its files */
export async function startHelper<Order extends object, Answer>(
  file: string,
  folder: string,
): Promise<Helper<Order, Answer>> {
  const child = fork(file, [folder], { execArgv: ['--import', 'tsx'] });
  const [url] = (await once(child, 'message')) as [string];
  let last: Promise<unknown> = Promise.resolve();
  return {
    url,
    ask(order) {
      const answer = last.then(async () => {
        child.send(order);
        const [{ answer }] = (await once(child, 'message')) as [{ answer?: Answer }];
        return answer;
      });
      last = answer;
      return answer;
    },
    stop: () => void child.kill(),
  };
}

/** In the process itself: says where it is, and carries out orders. It ends with its parent. */
export function serveOrders<Order, Answer>(
  url: string,
  carryOut: (order: Order) => Answer | undefined | Promise<Answer | undefined>,
): void {
  process.send?.(url);
  process.on('message', async (order) => process.send?.({ answer: await carryOut(order as Order) }));
  process.on('disconnect', () => process.exit());
}
