// Workers whose keys don't fit what Temporal has would fail every step of every agreement, so they don't start.
import type { Client } from '@temporalio/client';
import { whyUnreadable } from '../encryption/readable-payloads.ts';
import { running } from '../visibility/queries.ts';
import { runsOf } from '../visibility/runs.ts';
import { ofAgreements } from '../visibility/visibility.ts';
import { StartError } from './engine/child-process.ts';

/** Enough to tell a wrong key file from one agreement that someone wrote with a key of their own. */
const looked = 100;

/**
 * Looks at what the newest open agreements have published.
 * @returns a sentence about those that can't be decrypted, if there are some
 * @throws {StartError} if none of them can be decrypted
 */
export async function requireFittingKeys(client: Client): Promise<string | undefined> {
  const reasons: (string | undefined)[] = [];
  for await (const { published } of runsOf(client, ofAgreements(running), looked)) {
    reasons.push(whyUnreadable(published));
    if (reasons.length === looked) break;
  }
  const [why, ...others] = reasons.filter((reason) => reason !== undefined);
  if (why === undefined) return undefined;
  const count = others.length + 1;
  if (count === reasons.length) throw new StartError(`What the open agreements hold can't be read. ${why}`);
  return `What ${count} of the ${reasons.length} newest open agreements hold can't be read. ${why}`;
}
