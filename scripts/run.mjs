// The command line in a fresh clone: installs the dependencies first. One process, so that signals and exit codes pass through.
// `npm start` has the C library keep memory in two places instead of one for each thread, and give it back at once, and
// has young objects keep 12 MB instead of 48. Idle, it needs 55 MB less.
import { ensureDependencies } from './dependencies.mjs';

ensureDependencies({ forTests: false });
await import('../bin/onegov.mjs');
