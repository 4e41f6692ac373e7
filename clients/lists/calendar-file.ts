// What will happen, as a calendar that an operator subscribes to (RFC 5545, RFC 7986).
import ical, { ICalEventTransparency } from 'ical-generator';
import { instantInWords } from '../../agreements/time/date-words.ts';
import type { Instant } from '../../agreements/time/instants.ts';
import { oneLine } from '../../text/sentences.ts';
import { now } from '../output/terminal.ts';
import type { Upcoming } from './upcoming.ts';

/** How often a calendar program should fetch it again, in seconds. */
const refreshInterval = 6 * 60 * 60;

/**
 * A calendar with an event for each entry. The event's id is made of the agreement and the obligation, so fetching it
 * again doubles nothing. It has no personal data. It has no METHOD, because it is a calendar and not a message of one:
 * a message needs an organizer (RFC 5546, 3.2.1).
 */
export function calendarOf(entries: Upcoming[], name: string, stamp: Instant = now()): string {
  const calendar = ical({
    name,
    prodId: { company: 'OneGov', product: 'agreements', language: 'EN' },
    ttl: refreshInterval,
  });
  for (const entry of entries) {
    calendar.createEvent({
      id: oneLine(`${entry.obligation}@${entry.agreement}`),
      stamp: new Date(stamp),
      start: new Date(entry.at),
      summary: oneLine(`${entry.agency}: ${entry.what}${remark(entry)}`),
      description: descriptionOf(entry),
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  return `${calendar.toString()}\r\n`;
}

function descriptionOf({ at, agencyName, product, timeZone, to, rule, clause, agreement }: Upcoming): string {
  return [
    `${agencyName}: ${product}`,
    `At the agency: ${instantInWords(at, timeZone)}`,
    ...(to.length > 0 ? [`To: ${to.join(', ')}`] : []),
    `Rule: ${rule}${clause ? ` (${clause})` : ''}`,
    agreement,
  ]
    .map(oneLine)
    .join('\n');
}

/** ` (not sent: on hold)`, for a notice that will not be sent as things stand. */
export function remark({ withheld }: Pick<Upcoming, 'withheld'>): string {
  return withheld ? ` (not sent: ${withheld})` : '';
}
