// Prints the bundle of a workflow file: `node bundle-program.mjs FILE`. A separate process, because webpack and swc would keep 150 MB.
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

const [workflowsPath] = process.argv.slice(2);
const { code } = await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('WARN') });
process.stdout.write(code);
