// The judge: looks at logs and histories, and says what breaks an invariant. It shares no code with what it judges.
// Replays are judged in replays.ts.
import { judgeCopies } from './copies.ts';
import { judgeDirectory } from './directory.ts';
import { judgeEarly } from './early.ts';
import type { Evidence, Finding } from './evidence.ts';
import { judgeOutcomes } from './outcomes.ts';

/** All that breaks one of the invariants 1 to 4; nothing if they hold. */
export function judge(evidence: Evidence): Finding[] {
  return [judgeOutcomes, judgeCopies, judgeEarly, judgeDirectory].flatMap((check) => check(evidence));
}
