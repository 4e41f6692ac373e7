// An agreement's days as a calendar that its contacts subscribe to (RFC 5545, RFC 7986).
import ical, { ICalCalendarMethod, ICalEventTransparency } from 'ical-generator';
import { Temporal } from 'temporal-polyfill';
import { isOver } from '../agreements/obligations/relevance.ts';
import { later } from '../agreements/time/instants.ts';
import { keyDays } from './timeline.ts';
import { dayName } from './views/agreement.ts';
import { type Sight, titleOf } from './views/layout.ts';

/** How often it is to be fetched anew, in seconds. */
const refreshInterval = 24 * 60 * 60;

/**
 * The feed: an all-day event for each day of the term that counts, whether ahead or behind, and the training's sessions.
 * An id stays the same when the day moves, and nothing depends on when it is fetched.
 */
export function calendarFeed(sight: Pick<Sight, 'agreement' | 'words' | 'language'>): string {
  const { agreement, words, language } = sight;
  const title = titleOf(sight);
  const calendar = ical({
    name: words.calendar.name(title),
    method: ICalCalendarMethod.PUBLISH,
    prodId: { company: 'OneGov', product: 'agreements', language: language.toUpperCase() },
    ttl: refreshInterval,
  });
  const stamp = new Date(agreement.record.at(-1)?.at ?? agreement.term.endsAt);
  for (const day of keyDays(agreement)) {
    calendar.createEvent({
      id: `${day.id}@${agreement.id}`,
      sequence: agreement.revision,
      stamp,
      start: Temporal.PlainDate.from(day.day),
      allDay: true,
      summary: `${agreement.offer.product}: ${dayName(day, sight)}`,
      description: [title, ...(day.deadline ? [day.deadline.text] : [])].join('\n'),
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  for (const { id, title: summary, startsAt, minutes, place } of isOver(agreement)
    ? []
    : (agreement.sessions ?? [])) {
    calendar.createEvent({
      id: `training-${id}@${agreement.id}`,
      sequence: agreement.record.filter(({ type }) => type === 'amended').length,
      stamp,
      start: new Date(startsAt),
      end: new Date(later(startsAt, minutes * 60_000)),
      summary: `${agreement.offer.product}: ${summary}`,
      location: place,
      description: title,
    });
  }
  return `${calendar.toString()}\r\n`;
}
