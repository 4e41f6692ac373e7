// What the workflow does otherwise than in its first release. A history from before a change goes on as it was recorded.
import { patched } from '@temporalio/workflow';

/**
 * - `clock-reaches-alarm`: whoever hears the alarm finds that its instant has come.
 * - `ledger-ceiling`: a ledger that would be too large has the nearest only.
 * - `one-outcome`: an obligation that has ended does not end once more.
 * - `own-instants`: commands that come at once have an instant each.
 * - `planned-beside`: the planner's activities are ordinary ones.
 * - `second-copies`: a message without an answer is sent once more, later.
 * - `time-zone-issue`: a wrong time zone is an open issue.
 * - `tried-last`: what was tried comes last.
 */
export type Change =
  | 'clock-reaches-alarm'
  | 'ledger-ceiling'
  | 'one-outcome'
  | 'own-instants'
  | 'planned-beside'
  | 'second-copies'
  | 'time-zone-issue'
  | 'tried-last';

/** All of these. Each marker is two events and two billable actions, so a new run has one for all instead of one each. */
const all = 'changes-of-2026';

/** Does this run go by a change? A later change gets a name of its own, which is not among these. */
export function has(change: Change): boolean {
  return patched(all) || patched(change);
}
