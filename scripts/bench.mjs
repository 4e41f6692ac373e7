// The benchmarks on a fresh clone: installs the dependencies first.
import { ensureDependencies } from './dependencies.mjs';

ensureDependencies();
const { register } = await import('tsx/esm/api');
register();
await import('../bench/run.ts');
