// A workflow that shows how far its clock has been run ahead.
import { sleep } from '@temporalio/workflow';

/** Sleeps 60 days and tells how many days it took by its own clock. */
export async function sleep60Days(): Promise<number> {
  const began = Date.now();
  await sleep('60 days');
  return Math.floor((Date.now() - began) / 86_400_000);
}
