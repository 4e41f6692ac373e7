// Calendar days as operators read them. Without time zones, so that a workflow may use it too.
import type { LocalDate } from './calendar.ts';
import type { Closure } from './closures.ts';

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The day before: the last day of what ends at 0:00 of a day. */
export function dayBefore(day: LocalDate): LocalDate {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
}

/** A calendar day: `Thu, Oct 1, 2026`. */
export function dayInWords(day: LocalDate): string {
  const date = new Date(`${day}T00:00:00Z`);
  const month = months[date.getUTCMonth()];
  return `${weekdays[date.getUTCDay()]}, ${month} ${date.getUTCDate()}, ${date.getUTCFullYear()}`;
}

/** A closure: `Thu, Dec 24, 2026 (Christmas Eve, EO 14371)`. */
export function closureInWords({ from, to, name, source }: Closure): string {
  const days = from === to ? dayInWords(from) : `${dayInWords(from)} to ${dayInWords(to)}`;
  return `${days} (${name}, ${source})`;
}
