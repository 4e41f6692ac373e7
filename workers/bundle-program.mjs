// Prints the bundle of a workflow file: `node bundle-program.mjs ORDER`, where the order is JSON for `bundleWorkflowCode`. A
// separate process, because webpack and swc would keep 150 MB.
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

const order = JSON.parse(process.argv[2]);
const { code } = await bundleWorkflowCode({
  ...order,
  // All workflows share one copy of our code, so none of it may keep state outside of functions. By default, each has its own.
  preloadModules: [order.workflowsPath],
  // Stack traces need the lines of the sources, not their text, which each thread would keep.
  webpackConfigHook: (config) => ({ ...config, devtool: 'inline-nosources-source-map' }),
  logger: new DefaultLogger('WARN'),
});
process.stdout.write(inAscii(code));

/** V8 keeps a text of ASCII in half the memory, and each thread keeps the bundle. */
function inAscii(code) {
  return code.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
