#!/usr/bin/env node
// The command line: TypeScript as it stands, by way of tsx.
import { register } from 'tsx/esm/api';

register();
const { main } = await import('../clients/cli/cli.ts');
process.exitCode = await main(process.argv);
