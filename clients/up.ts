// The one door from the command line to the workers: `onegov up` and `onegov worker`.
import type { Config } from '../config.ts';
import { up } from '../workers/up.ts';
import { tour } from './tour.ts';

/** Stays up until Ctrl-C or SIGTERM, or until a part fails. */
export async function stayUp(
  config: Config,
  options: { tour?: boolean; onlyWorkers?: boolean },
  say: (line: string) => void,
): Promise<void> {
  const asked = signalled();
  const running = await up({ config, say, onlyWorkers: options.onlyWorkers ?? false });
  try {
    say('');
    for (const [name, address] of Object.entries(running.addresses)) say(`  ${name.padEnd(16)}${address}`);
    say('');
    const visit = options.tour ? tour(config, running.addresses, say) : Promise.resolve();
    const stayed = visit.then(() => {
      say('Up. Ctrl-C stops all of it.');
      return asked;
    });
    await Promise.race([asked, running.done, stayed]);
  } finally {
    say('Stopping …');
    await running.stop();
    say('Stopped.');
  }
}

function signalled(): Promise<void> {
  return new Promise((stop) => {
    process.once('SIGINT', () => stop());
    process.once('SIGTERM', () => stop());
  });
}
