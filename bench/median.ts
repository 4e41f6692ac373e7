// The median, for figures that a slow moment of the machine must not spoil.
import { percentile } from './rates.ts';

/** For an even number of values, the lower one of the two in the middle. */
export function median(values: number[]): number {
  return percentile(values, 0.5);
}
