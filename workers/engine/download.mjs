// Downloads the temporal CLI: node download.mjs FOLDER VERSION. In a process of its own, as the SDK has one runtime for each.
// The SDK knows where the CLI is to be had. It starts what it has fetched, so that has to be stopped again.
import { TestWorkflowEnvironment } from '@temporalio/testing';

const [downloadDir, version] = process.argv.slice(2);
const environment = await TestWorkflowEnvironment.createLocal({
  server: { executable: { type: 'cached-download', downloadDir, version } },
});
await environment.teardown();
