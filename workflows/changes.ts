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
type Change =
  | 'clock-reaches-alarm'
  | 'ledger-ceiling'
  | 'one-outcome'
  | 'own-instants'
  | 'planned-beside'
  | 'second-copies'
  | 'time-zone-issue'
  | 'tried-last';

/** Each marker is two events and a billable action, so a new run has one for all of these instead of one each. */
const all = 'changes-of-2026';

/**
 * Does this run go by one of these changes? Nothing may be added to them, because runs that have the marker for all go by
 * what they were then. A later change calls `patched()` itself.
 */
export function has(change: Change): boolean {
  return patched(all) || patched(change);
}
