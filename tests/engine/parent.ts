// Starts an engine and says when it is up; for a test that kills this process.
import { readConfig } from '../../config.ts';
import { startEngine } from '../../workers/engine/start.ts';

const [ONEGOV_DATA, TEMPORAL_PORT, TEMPORAL_UI_PORT] = process.argv.slice(2);
const { cacheFolder } = readConfig();
const config = readConfig({ ONEGOV_CACHE: cacheFolder, ONEGOV_DATA, TEMPORAL_PORT, TEMPORAL_UI_PORT });
await startEngine({ config, say: () => {}, fast: true });
console.log('up');
