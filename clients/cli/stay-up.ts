// The one door from the command line to the workers: `onegov up` and `onegov worker`.
import type { Config } from '../../config/config.ts';
import { up } from '../../workers/up.ts';
import { tour } from './tour.ts';

/** Stays up until Ctrl-C or SIGTERM, or until a part fails. */
export async function stayUp(
  config: Config,
  options: { tour?: boolean; onlyWorkers?: boolean },
  say: (line: string) => void,
): Promise<void> {
  const asked = signalled();
  let isUp = false;
  // While it is still coming up there is nothing to finish: what was started stops with this process.
  asked.then(() => isUp || process.exit(130));
  const running = await up({ config, say, onlyWorkers: options.onlyWorkers ?? false });
  isUp = true;
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

/** npm passes Ctrl-C on, so there may be two at once; one that comes later means it. */
function signalled(): Promise<void> {
  return new Promise((stop) => {
    let first: number | undefined;
    const take = () => {
      first ??= Date.now();
      if (Date.now() - first > 1000) process.exit(130);
      stop();
    };
    process.on('SIGINT', take);
    process.on('SIGTERM', take);
  });
}
