// The CPU time of another process.
import { readFileSync } from 'node:fs';

/** Linux counts in hundredths of a second for programs (`getconf CLK_TCK`). */
const ticksPerSecond = 100;

/** What it has used so far, in seconds; 0 if it can't be read. */
export function cpuSeconds(pid: number | undefined): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name of the program comes second, in brackets, and may contain spaces.
    const [user = '0', system = '0'] = stat
      .slice(stat.lastIndexOf(')') + 2)
      .split(' ')
      .slice(11, 13);
    return (Number(user) + Number(system)) / ticksPerSecond;
  } catch {
    return 0;
  }
}
