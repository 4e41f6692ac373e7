// npm run chaos -- --seed 7 --minutes 10: many agreements, many faults, and a judge. The same seed has the same faults and
// the same agreements. Exits with 1 if a promise was broken, and keeps all data and logs.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../config/config.ts';
import { quietRuntime } from '../workers/replay.ts';
import { chaos, type Outcome } from './chaos.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: '10' },
    'at-once': { type: 'string', default: '12' },
    postgres: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
});
const [seed, minutes, atOnce] = [values.seed, values.minutes, values['at-once']].map(Number) as [
  number,
  number,
  number,
];
if (!Number.isInteger(seed) || !(minutes > 0) || !(atOnce > 0)) {
  console.error(
    '--seed must be a whole number, and --minutes and --at-once numbers above 0: npm run chaos -- --seed 7 --minutes 10',
  );
  process.exit(2);
}
quietRuntime();
const { dataFolder } = readConfig();
mkdirSync(dataFolder, { recursive: true });
const folder = mkdtempSync(join(dataFolder, `chaos-${seed}-`));
const database = values.postgres ? ('PostgreSQL' as const) : ('SQLite' as const);
const order = { database, seed, seconds: minutes * 60, mix: 'all' as const, atOnce, most: 100_000, folder };
const outcome = await chaos({ ...order, say: (line) => console.log(line) });
report(outcome);
const isBroken = outcome.findings.length > 0;
if (isBroken) {
  console.log(
    `\nAll data and logs are in ${folder}. To run it again: npm run chaos -- --seed ${seed} --minutes ${minutes}${values.postgres ? ' --postgres' : ''}`,
  );
} else if (!values.keep) rmSync(folder, { recursive: true, force: true });
process.exit(isBroken ? 1 : 0);

function report({ findings, faults, counts }: Outcome): void {
  console.log(`\nSeed ${seed}, ${minutes} minutes:`);
  for (const [name, count] of Object.entries(counts)) console.log(`${String(count).padStart(8)}  ${name}`);
  console.log('Faults:');
  for (const [name, count] of Object.entries(faults).toSorted())
    console.log(`${String(count).padStart(8)}  ${name}`);
  for (const number of [1, 2, 3, 4, 5]) {
    const broken = findings.filter(({ invariant }) => invariant === number);
    console.log(`Invariant ${number}: ${broken.length === 0 ? 'holds' : `broken ${broken.length} times`}`);
    for (const { agreement, text } of broken) console.log(`  ${agreement}: ${text}`);
  }
}
