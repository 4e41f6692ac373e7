// The command line on a fresh clone: installs the dependencies first. In this very process, so that signals and exit codes are its own.
import { ensureDependencies } from './dependencies.mjs';

ensureDependencies();
await import('../bin/onegov.mjs');
