// The command line in a fresh clone: installs the dependencies first. One process, so that signals and exit codes pass through.
import { ensureDependencies } from './dependencies.mjs';

ensureDependencies({ forTests: false });
await import('../bin/onegov.mjs');
