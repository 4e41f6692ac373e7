// Instants, without time-zone tables: safe to use in a workflow.

/** An instant, ISO 8601 in UTC: `2026-11-23T14:03:00Z`. */
export type Instant = string;

const form =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** Is it an instant, with its offset? `Date.parse` alone takes much that nothing else here can read, such as February 30 and 24:00. */
export function isInstant(text: string): boolean {
  const day = form.exec(text)?.[1];
  return day !== undefined && !Number.isNaN(Date.parse(day)) && new Date(day).toISOString().startsWith(day);
}

export const hour = 3_600_000;
export const day = 24 * hour;

/** Is the instant at or before `now`? */
export function isReached(instant: Instant, now: Instant): boolean {
  return Date.parse(instant) <= Date.parse(now);
}

/** Milliseconds from one instant to another; negative if the other is earlier. */
export function between(from: Instant, to: Instant): number {
  return Date.parse(to) - Date.parse(from);
}

/** The instant that is this many milliseconds later. */
export function later(instant: Instant, milliseconds: number): Instant {
  return new Date(Date.parse(instant) + milliseconds).toISOString();
}

/** The earliest of these instants; undefined if there are none. */
export function earliest(instants: Instant[]): Instant | undefined {
  return instants.toSorted((one, other) => between(other, one))[0];
}

/** The later of two instants. */
export function latest(one: Instant, other: Instant): Instant {
  return isReached(one, other) ? other : one;
}

/** `P120D` → `120 days`. */
export function inWords(period: string): string {
  const count = Number.parseInt(period.slice(1), 10);
  const unit = { Y: 'year', M: 'month', D: 'day' }[period.slice(-1)] ?? '';
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
