// The memory of another process.
import { readFileSync } from 'node:fs';

/** Its peak in MB, as the kernel counts it; 0 if it can't be read. */
export function peakMemory(pid: number | undefined): number {
  try {
    return megabytes(readFileSync(`/proc/${pid}/status`, 'utf8'), 'VmHWM');
  } catch {
    return 0;
  }
}

/**
 * Its memory now, in MB. `resident` counts all that it uses; `proportional` divides what several processes use, such as
 * Node's own code, among them.
 * @throws {Error} if the kernel doesn't say
 */
export function memoryOf(pid: number): { resident: number; proportional: number } {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  return { resident: megabytes(rollup, 'Rss'), proportional: megabytes(rollup, 'Pss') };
}

function megabytes(report: string, field: string): number {
  const kilobytes = new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(report)?.[1];
  return Math.round(Number(kilobytes ?? 0) / 1024);
}
