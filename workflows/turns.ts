// Commands take turns, and all else that happens waits while one is planned: a replay does not keep the order of a local
// activity and what ends beside it.
import { CancellationScope, condition, patched } from '@temporalio/workflow';

export type Turns = ReturnType<typeof createTurns>;

/**
 * A queue for commands that must not overlap, and for what happens meanwhile.
 * @param isOpen no command begins before this is true.
 */
export function createTurns(isOpen: () => boolean) {
  let isBusy = false;
  let isHolding = false;
  const waiting: object[] = [];
  const isQuiet = () => !isHolding && waiting.length === 0;
  return { take, afterCommands, isQuiet };

  /** Plans and carries out a command, alone. */
  async function take<Result>(command: () => Promise<Result>): Promise<Result> {
    const isNext = () => isOpen() && !isBusy && isQuiet();
    while (!isNext()) await condition(isNext);
    isBusy = true;
    isHolding = patched('commands-first');
    try {
      return await command();
    } finally {
      if (isHolding) await allThatFollows();
      isBusy = false;
      isHolding = false;
    }
  }

  /** The result of an activity or a timer. If it comes while a command is planned, it waits for that, in the order of coming. */
  async function afterCommands<Result>(result: Promise<Result>): Promise<Result> {
    try {
      return await result;
    } finally {
      if (!isQuiet()) await CancellationScope.nonCancellable(ownTurn);
    }
  }

  async function ownTurn(): Promise<void> {
    const own = {};
    waiting.push(own);
    await condition(() => !isHolding && waiting[0] === own);
    waiting.shift();
  }
}

/** The SDK looks at conditions a second time only when all that follows from what happened has happened. */
async function allThatFollows(): Promise<void> {
  let looks = 0;
  await condition(() => ++looks > 1);
}
