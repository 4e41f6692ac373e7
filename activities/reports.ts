// The Reports port over visibility.

import type { Reports } from '../workflows/ports.ts';
import { readDigest, readWatchdog } from '../workflows/reading.ts';
import type { Visibility } from '../workflows/visibility.ts';

export function createReports(visibility: Visibility): Reports {
  return {
    readDigest: (order) => readDigest(visibility, order),
    readWatchdog: (order) => readWatchdog(visibility, order),
  };
}
