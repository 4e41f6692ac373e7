// The one door from the command line to the workers: `onegov up` and `onegov worker`.
import type { Config } from '../../config/config.ts';
import { up } from '../../workers/up.ts';
import { movingLine } from '../output/moving-line.ts';
import { printed } from '../output/terminal.ts';
import { catalog } from './catalog.ts';
import { tour } from './tour.ts';

/** Stays up until Ctrl-C or SIGTERM, or until a part fails. */
export async function stayUp(
  config: Config,
  { tour: withTour = false, onlyWorkers = false }: { tour?: boolean; onlyWorkers?: boolean },
): Promise<void> {
  const asked = signalled();
  let isUp = false;
  // While it starts there is nothing to finish: what was started stops with this process.
  asked.then(() => isUp || process.exit(130));
  const reporter = process.stdout.isTTY ? movingLine() : { say: printed };
  const { say } = reporter;
  const running = await up({ config, catalog: catalog(), onlyWorkers, ...reporter });
  isUp = true;
  try {
    const toured = withTour ? tour(config, running.addresses, say) : Promise.resolve();
    await Promise.race([asked, running.done, toured.then(() => stayed(running.addresses, asked, say))]);
  } finally {
    say('Stopping …');
    await running.stop();
    say('Stopped.');
  }
}

async function stayed(
  addresses: Record<string, string>,
  asked: Promise<void>,
  say: (line: string) => void,
): Promise<void> {
  say('');
  for (const [name, address] of Object.entries(addresses)) say(`  ${name.padEnd(16)}${address}`);
  say('');
  say('Everything is up. Press Ctrl-C to stop it.');
  await asked;
}

/** npm passes Ctrl-C on, so two may come at once. One that comes later stops at once. */
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
