// The median, for figures that a slow moment of the machine must not spoil.

/** For an even number of values, the lower one of the two in the middle. */
export function median(values: number[]): number {
  return values.toSorted((one, other) => one - other)[Math.ceil(values.length / 2) - 1] ?? Number.NaN;
}
