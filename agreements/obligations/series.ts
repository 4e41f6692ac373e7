// Series of notices about one day of one term.
import { dayInTerm } from '../model/ids.ts';
import type { About, NoticeObligation } from '../model/obligations.ts';

/** A series of notices about one day. Of a series only the latest notice that is due goes out. */
export function seriesOf({ series, about }: NoticeObligation): string {
  return about ? `${series}:${dayInTerm(about.date, about.term)}` : series;
}

/** Are both about the same day of the same term, or about none? */
export function isSameDay(one: About | undefined, other: About | undefined): boolean {
  return one?.date === other?.date && one?.term === other?.term;
}
