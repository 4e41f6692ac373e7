#!/usr/bin/env node
// The command line. It runs compiled: see compiled.mjs.
import { importCompiled } from './compiled.mjs';

const words = process.argv.slice(2);
const isWorker = words.includes('up') || words.includes('worker');
const { main } = await importCompiled('clients/cli/cli.ts', isWorker ? 'worker' : 'command');
process.exitCode = await main(process.argv);
