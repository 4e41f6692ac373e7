// Series of notices about one day of one term.
import { dayInTerm } from '../model/ids.ts';
import type { About, NoticeObligation, Obligation } from '../model/obligations.ts';
import { between } from '../time/instants.ts';

/** A series of notices about one day. Of a series only the latest notice that is due goes out. */
export function seriesOf({ series, about }: NoticeObligation): string {
  return about ? `${series}:${dayInTerm(about.date, about.term)}` : series;
}

/** Are both about the same day of the same term, or about none? */
export function isSameDay(one: About | undefined, other: About | undefined): boolean {
  return one?.date === other?.date && one?.term === other?.term;
}

export type AlertObligation = Extract<Obligation, { kind: 'alert' }>;

/** Is it an alert that nobody has answered the same question? */
export function isSameQuestion(other: Obligation, { asks, about }: AlertObligation): boolean {
  return other.kind === 'alert' && other.asks === asks && isSameDay(other.about, about);
}

/** Is it a later alert that nobody has answered the same question? */
export function isLaterAlert(other: Obligation, alert: AlertObligation): boolean {
  return isSameQuestion(other, alert) && between(alert.dueAt, other.dueAt) > 0;
}
