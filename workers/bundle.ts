// The bundle of the workflows' code, made once and shared by all workers of the process.
import { join } from 'node:path';
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundleWithSourceMap } from '@temporalio/worker';

/** Bundles workflows/ for the sandbox; takes seconds. */
export function bundleWorkflows(): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({
    workflowsPath: join(import.meta.dirname, '../workflows/index.ts'),
    logger: new DefaultLogger('WARN'),
  });
}
