// Replays histories on this code, and puts together what it would change for their agreements.
import { releaseChanges } from '../agreements/explain/release.ts';
import { createReleaseReport, type ReleaseReport } from '../agreements/explain/release-report.ts';
import type { Closure } from '../agreements/time/closures.ts';
import { type Instant, latest } from '../agreements/time/instants.ts';
import type { Key } from '../encryption/keys.ts';
import { bundleWatched } from './bundle.ts';
import { quietRuntime, replayAll, type ToReplay } from './replay.ts';

type Check = {
  /** The folder for the bundle of the workflows. */
  cache: string;
  histories: AsyncIterable<ToReplay>;
  /** What they may be encrypted with. */
  keys: Key[];
  /** The closures that this code knows. */
  closures: Closure[];
  now: Instant;
  /** Called after each history. */
  step: () => void;
};

/** Reads only: no server is asked, and nothing is changed. Holds one history at a time. */
export async function checkRelease({
  cache,
  histories,
  keys,
  closures,
  now,
  step,
}: Check): Promise<ReleaseReport> {
  quietRuntime();
  const report = createReleaseReport();
  for await (const one of replayAll(await bundleWatched(cache), histories, keys)) {
    const { id } = one;
    if ('failure' in one) report.failed(id, one.failure);
    else {
      const { agreement, published, otherwise, at } = one;
      const known = { published, closures };
      // A rehearsal's clock has run ahead.
      const changed = agreement ? changesOf(agreement, known, latest(now, at)) : [];
      if ('failure' in changed) report.failed(id, changed.failure);
      else report.replayed(id, otherwise, agreement?.agency.timeZone ?? 'UTC', changed);
    }
    step();
  }
  return report.result();
}

/** What would change, or why this code can't plan the agreement again. One that it can't plan keeps no other from its check. */
function changesOf(...asked: Parameters<typeof releaseChanges>) {
  try {
    return releaseChanges(...asked);
  } catch (error) {
    return { failure: `it replays, but this code can't plan it again: ${(error as Error).message}` };
  }
}
