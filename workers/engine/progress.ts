// Shows the progress of a long start: lines that stay, and steps that take a while.

/** How far a step is, and how long still: `30%, about 2 min left`. Empty: nobody knows. */
type Far = () => string;

export type Reporter = {
  /** Prints a line that stays. */
  say: (line: string) => void;
  /**
   * Begins a step such as `Building the Temporal UI`; the returned function ends it. Left out: the step prints a line at
   * its start, and another one every ten seconds.
   */
  step?: ((what: string, far?: Far) => () => void) | undefined;
};

/** Shows a step while it runs. */
export async function during<T>(
  reporter: Reporter,
  what: string,
  work: () => Promise<T>,
  far?: Far,
): Promise<T> {
  const { step = lines(reporter.say) } = reporter;
  const end = step(what, far);
  try {
    return await work();
  } finally {
    end();
  }
}

function lines(say: Reporter['say']): NonNullable<Reporter['step']> {
  return (what, far = () => '') => {
    const began = Date.now();
    say(`${what} …`);
    const elapsed = () => `${Math.round((Date.now() - began) / 1000)} s`;
    const timer = setInterval(() => {
      say(`${what} … ${[elapsed(), far()].filter(Boolean).join(', ')}`);
    }, 10_000);
    return () => clearInterval(timer);
  };
}
