// Measures one build once, in a process of its own: tsx bench/measure.ts NAME PRESET FOLDER. bench/run.ts starts it in the
// checkout of the build, and gets the figures as a message.
import type { Measurement, Preset } from './measurement.ts';

const [name, preset, folder] = process.argv.slice(2) as [string, Preset, string];
const controller = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => controller.abort(new Error('Interrupted.')));

try {
  const { measurement } = (await import(`./${name}.ts`)) as { measurement: Measurement };
  const figures = await measurement.run({
    ...{ preset, folder, interruption: controller.signal },
    say: (line) => console.log(`  ${line}`),
  });
  process.send?.(figures);
} catch (error) {
  console.error((error as Error).stack);
  process.exitCode = 1;
}
process.disconnect?.();
