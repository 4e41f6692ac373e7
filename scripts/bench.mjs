// The benchmarks in a fresh clone: installs the dependencies first.
import { ensureDependencies } from './dependencies.mjs';

ensureDependencies({ forTests: true });
const { register } = await import('tsx/esm/api');
register();
await import('../bench/run.ts');
