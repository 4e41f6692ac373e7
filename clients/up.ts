// The one door from the command line to the workers: `onegov up` and `onegov worker`.
import type { Config } from '../config.ts';
import { type Up, up } from '../workers/up.ts';
import { tour } from './tour.ts';

/** Stays up until Ctrl-C or SIGTERM, or until a part fails. */
export async function stayUp(
  config: Config,
  options: { tour?: boolean; onlyWorkers?: boolean },
  say: (line: string) => void,
): Promise<void> {
  const asked = signalled();
  const running = await Promise.race([
    up({ config, say, onlyWorkers: options.onlyWorkers ?? false }),
    asked.then(stopAtOnce),
  ]);
  try {
    say('');
    for (const [name, address] of Object.entries(running.addresses)) say(`  ${name.padEnd(16)}${address}`);
    say('');
    const visit = options.tour ? tour(config, running.addresses, say) : Promise.resolve();
    await Promise.race([asked, running.done, stayed(visit, asked, say)]);
  } finally {
    say('Stopping …');
    await running.stop();
    say('Stopped.');
  }
}

async function stayed(
  visit: Promise<void>,
  asked: Promise<void>,
  say: (line: string) => void,
): Promise<void> {
  await visit;
  say('Up. Ctrl-C stops all of it.');
  await asked;
}

/** While it is still coming up there is nothing to finish: what was started stops with this process. */
function stopAtOnce(): Up {
  return process.exit(130);
}

/** Only the first signal counts: npm passes Ctrl-C on, so there may be two. */
function signalled(): Promise<void> {
  return new Promise((stop) => {
    process.on('SIGINT', () => stop());
    process.on('SIGTERM', () => stop());
  });
}
