// Every export here is a workflow type.
export { agreement } from './agreement.ts';
export { reconcile } from './reconcile.ts';
export { digest, watchdog } from './reports.ts';
