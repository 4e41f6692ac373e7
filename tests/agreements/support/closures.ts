// What a plan says of deadlines, for tests of closures.
import type { Agreement } from '../../../agreements/model/agreement.ts';

/** The safe day of each deadline ahead. */
export function plannedSafeDays({ plan }: Agreement): (string | undefined)[] {
  return plan.flatMap((one) =>
    one.kind === 'notice' && one.notice === 'deadline-missed' ? [one.about?.deadline?.safeDay] : [],
  );
}
