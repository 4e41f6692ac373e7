// Every export here is a workflow type.
export { agreement } from './agreement.ts';
export { digest, watchdog } from './reports.ts';
