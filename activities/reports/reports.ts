// The Reports port, which reads visibility.

import { readDigest, readWatchdog } from '../../visibility/reports.ts';
import type { Visibility } from '../../visibility/visibility.ts';
import type { Reports } from '../../workflows/ports.ts';

export function createReports(visibility: Visibility): Reports {
  return {
    readDigest: (order) => readDigest(visibility, order),
    readWatchdog: (order) => readWatchdog(visibility, order),
  };
}
