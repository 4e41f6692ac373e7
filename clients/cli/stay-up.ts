// The one door from the command line to the workers: `onegov up`, `onegov worker` and `onegov serve`.
import type { Config } from '../../config/config.ts';
import type { RoleName } from '../../workers/roles.ts';
import { type Up, up } from '../../workers/up.ts';
import { stopPatience, type Unfinished } from '../../workers/workers.ts';
import { movingLine } from '../output/moving-line.ts';
import { printed } from '../output/terminal.ts';
import { catalog } from './catalog.ts';
import { toReachOnegov } from './on-path.ts';
import { tour } from './tour.ts';

/** What this process does, and whether it shows an agreement's year first. */
type Options = { role: RoleName; tour?: boolean | undefined };

/** Stays up until Ctrl-C or SIGTERM, or until a part fails. */
export async function stayUp(config: Config, options: Options): Promise<void> {
  try {
    await startAndStay(config, options);
  } finally {
    // A message that a silent mail server holds must not keep this process.
    setTimeout(() => process.exit(), 1000).unref();
  }
}

async function startAndStay(config: Config, { role, tour: withTour = false }: Options): Promise<void> {
  const asked = signalled();
  let isUp = false;
  // While it starts there is nothing to finish: what was started stops with this process.
  asked.then((number) => isUp || process.exit(128 + number));
  const reporter = process.stdout.isTTY ? movingLine() : { say: printed };
  const { say } = reporter;
  const running = await up({ config, catalog: catalog(), role, ...reporter });
  isUp = true;
  try {
    const toured = withTour ? tour(config, running.addresses, say) : Promise.resolve();
    await Promise.race([asked, running.done, toured.then(() => stayed(running.addresses, asked, say))]);
  } finally {
    await stopped(running, say);
  }
}

async function stopped(running: Up, say: (line: string) => void): Promise<void> {
  say('Stopping …');
  const hint = setTimeout(() => say(slowly), 2000);
  const unfinished = await running.stop();
  clearTimeout(hint);
  say(['Stopped.', ...unfinishedInWords(unfinished)].join(' '));
}

const slowly = `What is in progress gets ${stopPatience} seconds to finish. Press Ctrl-C again to stop at once.`;

/** A sentence about what was cut off; none if everything was finished. */
function unfinishedInWords({ deliveries, accessChanges, reports }: Unfinished): string[] {
  const total = deliveries + accessChanges + reports;
  if (total === 0) return [];
  const parts = [
    countedAs(deliveries, 'delivery', 'deliveries'),
    countedAs(accessChanges, 'change of access', 'changes of access'),
    countedAs(reports, 'report', 'reports'),
  ].flat();
  const rest = total === 1 ? 'was not finished in time; it goes on' : 'were not finished in time; they go on';
  return [`${new Intl.ListFormat('en-US').format(parts)} ${rest} when workers run again.`];
}

function countedAs(count: number, one: string, many: string): string[] {
  return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
}

async function stayed(
  addresses: Record<string, string>,
  asked: Promise<unknown>,
  say: (line: string) => void,
): Promise<void> {
  say('');
  for (const [name, address] of Object.entries(addresses)) say(`  ${name.padEnd(16)}${address}`);
  say('');
  const typed = toReachOnegov(process.env.PATH ?? '');
  if (typed) say(`To run onegov in another terminal, type this there first: ${typed}\n`);
  say('Everything is up. Press Ctrl-C to stop it.');
  await asked;
}

/** The number of the first signal that asks to stop. npm passes Ctrl-C on, so two may come together. A later one stops at once. */
function signalled(): Promise<number> {
  return new Promise((stop) => {
    let first: number | undefined;
    const take = (_signal: string, number: number) => {
      first ??= Date.now();
      if (Date.now() - first > 500) process.exit(128 + number);
      stop(number);
    };
    process.on('SIGINT', take);
    process.on('SIGTERM', take);
  });
}
