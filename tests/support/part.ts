// A part that some tests need besides Node and the engine, and that a machine may lack.

/** The part that was found; or what is missing and what to do, as a sentence without its period. */
export type Part<Found> = { found: Found; missing?: undefined } | { found?: undefined; missing: string };

/** Can programs for ordinary Linux run here? They need its C library, glibc, which Alpine lacks. */
export function hasGlibc(): boolean {
  const { header } = process.report.getReport() as unknown as { header: { glibcVersionRuntime?: string } };
  return header.glibcVersionRuntime !== undefined;
}
