// Names of time zones, without time-zone tables: safe to use in a workflow.

/**
 * Does it name the time zone of a place, or UTC? An offset, or a name such as EST, is wrong for part of the year.
 * Agreements that started before this was checked may have one.
 */
export function isZoneOfPlace(name: string): boolean {
  return /^(UTC|(?!Etc\/)[A-Z][A-Za-z_]+(\/[A-Z][A-Za-z_-]+)+)$/.test(name);
}
