// Rates and percentiles of what happened at several moments (milliseconds since 1970).

/** How many a second, from the first to the last. */
export function perSecond(moments: number[]): number {
  const seconds = (Math.max(...moments) - Math.min(...moments)) / 1000;
  return (moments.length - 1) / seconds;
}

/** The least value that so large a share of all values does not exceed. */
export function percentile(values: number[], share: number): number {
  return values.toSorted((one, other) => one - other)[Math.ceil(values.length * share) - 1] ?? Number.NaN;
}
