// The command line in a fresh clone: installs the dependencies first. One process, so that signals and exit codes pass through.
// `npm start` gives the C library two places for memory instead of one for each thread, and young objects 12 MB instead of
// 48: idle, it needs 40 MB less.
import { ensureDependencies } from './dependencies.mjs';

ensureDependencies({ forTests: false });
await import('../bin/onegov.mjs');
