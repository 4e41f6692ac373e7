// The memory of another process.
import { readFileSync } from 'node:fs';

/** Its peak in MB, as the kernel counts it; 0 if it can't be read. */
export function peakMemory(pid: number | undefined): number {
  try {
    const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Math.round(Number(kilobytes ?? 0) / 1024);
  } catch {
    return 0;
  }
}
