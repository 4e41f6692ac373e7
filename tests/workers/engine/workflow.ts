// A workflow that shows how much time was skipped.
import { sleep } from '@temporalio/workflow';

/** Sleeps 60 days and returns how many days passed on its clock. */
export async function sleep60Days(): Promise<number> {
  const began = Date.now();
  await sleep('60 days');
  return Math.floor((Date.now() - began) / 86_400_000);
}
