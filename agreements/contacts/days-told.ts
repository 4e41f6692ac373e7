// Which days an agency was told: when the term ends, and when each feature ends.
import type { Agreement } from '../model/agreement.ts';
import { sinceTermBegan } from '../model/events.ts';
import type { NoticeObligation } from '../model/obligations.ts';
import { noticeTraits } from '../offer/notice-kinds.ts';
import type { LocalDate } from '../time/calendar.ts';
import { arrivedNotices } from './arrivals.ts';

/** The days that a notice tells: of the term's end under `term-end`, of a feature's end under its name. */
export function daysToldBy(
  { term, features }: Agreement,
  { notice, about, training }: NoticeObligation,
): Record<string, LocalDate> {
  if (training?.changed) return {};
  if (about?.event === 'deadline' || about?.event === 'acceptance') return {};
  if (about?.event === 'term-end') return { 'term-end': about.date };
  if (about) return Object.fromEntries(about.features.map((name) => [name, about.date]));
  const { tellsTermEnd, tellsFeatureEnds } = noticeTraits[notice];
  const ends = features.flatMap(({ name, ends }) => (ends ? [[name, ends.on] as const] : []));
  return {
    ...(tellsTermEnd && term.endsOn !== undefined && { 'term-end': term.endsOn }),
    ...(tellsFeatureEnds && Object.fromEntries(ends)),
  };
}

/** Was the agency told in this term that it is renewed? That notice says how long the next term lasts. */
export function wasToldOfRenewal({ record }: Agreement): boolean {
  return arrivedNotices(sinceTermBegan(record)).some(({ notice }) => notice === 'renewed');
}
