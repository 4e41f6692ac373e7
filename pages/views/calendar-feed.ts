// The key dates of an agreement as a calendar feed for its contacts (RFC 5545, RFC 7986).
import ical, { ICalEventTransparency } from 'ical-generator';
import { Temporal } from 'temporal-polyfill';
import { endOf } from '../../agreements/model/dates.ts';
import { isOver } from '../../agreements/model/status.ts';
import { later } from '../../agreements/time/instants.ts';
import { oneLine } from '../../text/sentences.ts';
import { keyDates } from '../model/key-dates.ts';
import { dayName } from './agreement.ts';
import { type AgreementContext, titleOf } from './layout.ts';

/** How often calendar programs should fetch it, in seconds. */
const refreshInterval = 24 * 60 * 60;

/**
 * The feed: an all-day event for each key date, past or future, and the training sessions. An event's id stays the same
 * when its date moves. The feed does not depend on when it is fetched. It has no METHOD, because it is a calendar and not
 * a message of one: a message needs an organizer (RFC 5546, 3.2.1).
 */
export function calendarFeed(context: Pick<AgreementContext, 'agreement' | 'words' | 'language'>): string {
  const { agreement, words, language } = context;
  const title = titleOf(context);
  const calendar = ical({
    name: oneLine(words.calendar.name(title)),
    prodId: { company: 'OneGov', product: 'agreements', language: language.toUpperCase() },
    ttl: refreshInterval,
  });
  const stamp = new Date(agreement.record.at(-1)?.at ?? endOf(agreement.term).at);
  for (const date of keyDates(agreement)) {
    calendar.createEvent({
      id: oneLine(`${date.id}@${agreement.id}`),
      sequence: agreement.revision,
      stamp,
      start: Temporal.PlainDate.from(date.day),
      allDay: true,
      summary: oneLine(`${agreement.offer.product}: ${dayName(date, context)}`),
      description: [title, ...(date.deadline ? [date.deadline.text] : [])].map(oneLine).join('\n'),
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  }
  const sessions = isOver(agreement) ? [] : (agreement.sessions ?? []);
  for (const { id, title: summary, startsAt, minutes, place } of sessions) {
    calendar.createEvent({
      id: `training-${id}@${agreement.id}`,
      sequence: agreement.record.filter(({ type }) => type === 'amended').length,
      stamp,
      start: new Date(startsAt),
      end: new Date(later(startsAt, minutes * 60_000)),
      summary: oneLine(`${agreement.offer.product}: ${summary}`),
      location: oneLine(place),
      description: oneLine(title),
    });
  }
  return `${calendar.toString()}\r\n`;
}
