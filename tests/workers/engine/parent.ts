// Starts an engine and prints `up`; for a test that kills this process.
import { readConfig } from '../../../config/config.ts';
import { startEngine } from '../../../workers/engine/start.ts';

await startEngine({ config: readConfig(), say: () => {}, fast: true });
console.log('up');
