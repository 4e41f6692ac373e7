// Series of notices about one date.
import type { NoticeObligation } from '../model/obligations.ts';

/** A series of notices about one date. Of a series only the latest notice that is due goes out. */
export function seriesOf({ series, about }: NoticeObligation): string {
  return about ? `${series}:${about.date}` : series;
}
