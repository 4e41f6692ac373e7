#!/usr/bin/env node
// The command line. It runs compiled: see compiled.mjs.
import { setFlagsFromString } from 'node:v8';
import { importCompiled } from './compiled.mjs';

const words = process.argv.slice(2);
const isWorker = ['up', 'worker', 'serve', 'check-release'].some((command) => words.includes(command));
// Each thread that runs workflows would keep up to 48 MB for young objects. With this it is 12 MB.
if (isWorker) setFlagsFromString('--max-semi-space-size=4');
const { main } = await importCompiled('clients/cli/cli.ts', isWorker ? 'worker' : 'command');
process.exitCode = await main(process.argv);
