// npm run bench: measures this build, and beside it another one, and shows each target beside what was reached. Each
// measurement is a file of its own; see bench/measurement.ts.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../config/config.ts';
import { type Build, checkOut, commitOf, measure, thisBuild } from './builds.ts';
import { type Measurement, measuredWhenNamed, measurements, type Preset } from './measurement.ts';
import { type Measured, type Results, tableLines } from './report.ts';

let isInterrupted = false;
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => {
    isInterrupted = true;
  });

try {
  const options = readOptions();
  const results = await compare(options);
  console.log(['', ...tableLines(results), '', `All figures: ${options.json}`].join('\n'));
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}

type Options = { names: string[]; preset: Preset; against?: string; json: string };

function readOptions(): Options {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      short: { type: 'boolean', default: false },
      against: { type: 'string' },
      json: { type: 'string' },
    },
  });
  const known: readonly string[] = [...measurements, ...measuredWhenNamed];
  const unknown = positionals.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new Error(
      `There is no measurement ${unknown.join(', ')}; there are ${measurements.join(', ')}, and, if named, ${measuredWhenNamed.join(', ')}.`,
    );
  return {
    names: positionals.length > 0 ? positionals : [...measurements],
    preset: values.short ? 'short' : 'full',
    ...(values.against && { against: commitOf(values.against) }),
    json: resolve(values.json ?? join(readConfig().dataFolder, 'bench.json')),
  };
}

async function compare({ names, preset, against, json }: Options): Promise<Results> {
  const { dataFolder } = readConfig();
  for (const needed of [dataFolder, dirname(json)]) mkdirSync(needed, { recursive: true });
  const folder = mkdtempSync(join(dataFolder, 'bench-'));
  const before = load();
  const other = against ? checkOut(against, folder) : undefined;
  try {
    const measured: Measured[] = [];
    const resultsSoFar = (): Results => ({
      at: new Date().toISOString(),
      machine: `${cpus().length} × ${cpus()[0]?.model.trim()}, Node ${process.versions.node}`,
      preset,
      ...(against && { against }),
      load: { before, after: load() },
      measured,
    });
    for (const name of names) {
      measured.push(await compareOne(name, preset, folder, other));
      // If a later measurement fails, the figures so far are there.
      writeFileSync(json, `${JSON.stringify(resultsSoFar(), null, 2)}\n`);
    }
    return resultsSoFar();
  } finally {
    other?.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The builds take turns, so that a slow moment of the machine slows both. */
async function compareOne(
  name: string,
  preset: Preset,
  folder: string,
  other: Build | undefined,
): Promise<Measured> {
  const { measurement } = (await import(`./${name}.ts`)) as { measurement: Measurement };
  const { about, targets } = measurement;
  const rounds: Measured['rounds'] = [];
  for (let round = 1; round <= measurement.rounds[preset]; round++) {
    const figuresOf = async (build: Build) => {
      if (isInterrupted) throw new Error('Interrupted.');
      console.log(`${name}, ${build.name} build, round ${round} of ${measurement.rounds[preset]} …`);
      return measure(build, name, preset, folder);
    };
    const there = other && (await figuresOf(other));
    rounds.push({ this: await figuresOf(thisBuild), ...(there && { other: there }) });
  }
  return { name, about, targets, rounds };
}

/** The load average of the last minute. */
function load(): number {
  return loadavg()[0] ?? Number.NaN;
}
