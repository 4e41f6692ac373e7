// Implements the Reports port: reads the digest and the watchdog's findings from visibility.

import { readDigest, readWatchdog } from '../../visibility/reports.ts';
import type { Visibility } from '../../visibility/visibility.ts';
import type { Reports } from '../../workflows/ports.ts';

export function createReports(visibility: Visibility): Reports {
  return {
    readDigest: (order) => readDigest(visibility, order),
    readWatchdog: (order) => readWatchdog(visibility, order),
  };
}
