// What some tests need besides Node and the engine, and what a machine may lack.

/** What was found; or what is missing and what to do, in a sentence without its period. */
export type Part<Found> = { found: Found; missing?: undefined } | { found?: undefined; missing: string };

/** Do programs run here that were built for ordinary Linux? They need its C library, glibc, which Alpine lacks. */
export function hasGlibc(): boolean {
  const { header } = process.report.getReport() as unknown as { header: { glibcVersionRuntime?: string } };
  return header.glibcVersionRuntime !== undefined;
}
