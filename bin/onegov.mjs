#!/usr/bin/env node
// The command line. tsx runs the TypeScript without a build.
import { register } from 'tsx/esm/api';

register();
const { main } = await import('../clients/cli/cli.ts');
process.exitCode = await main(process.argv);
