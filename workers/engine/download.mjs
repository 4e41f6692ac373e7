// Downloads the temporal CLI: `node download.mjs FOLDER VERSION`. A separate process, because the SDK has one runtime per process.
// The SDK knows where to download the CLI. It also starts the CLI's server, so this stops the server again.
import { TestWorkflowEnvironment } from '@temporalio/testing';

const [downloadDir, version] = process.argv.slice(2);
const environment = await TestWorkflowEnvironment.createLocal({
  server: { executable: { type: 'cached-download', downloadDir, version } },
});
await environment.teardown();
