// Corrections: when a day moves, contacts who know the old day get the new one.

import { arrivedNotices, hasReached } from '../contacts/arrivals.ts';
import { daysToldBy } from '../contacts/days-told.ts';
import type { Agreement } from '../model/agreement.ts';
import type { Dates } from '../model/dates.ts';
import { correctionId } from '../model/ids.ts';
import type { About, NoticeObligation, Obligation } from '../model/obligations.ts';
import { isWaiting } from '../obligations/waiting.ts';
import { wakeTime } from '../obligations/wake-time.ts';
import type { NoticeKind } from '../offer/notice-kinds.ts';
import type { Role } from '../offer/roles.ts';
import { roles } from '../offer/roles.ts';
import type { LocalDate } from '../time/calendar.ts';
import type { Instant } from '../time/instants.ts';
import { isReached } from '../time/instants.ts';
import { daysAbout } from './plan-input.ts';

/** A correction for each day that moves, if notices with the old day were sent or are being sent now. */
export function corrections(
  agreement: Agreement,
  dates: Dates & { revision: number },
  now: Instant,
): Obligation[] {
  const events = ['features-end', 'term-end'] as const;
  return events.flatMap((event) =>
    daysAbout(event, dates).flatMap((about): Obligation[] => {
      const known = dayKnown(agreement, about, now);
      if (!known) return [];
      const notice: NoticeKind = 'correction';
      const to = rolesTold(agreement, about, known.after?.after);
      const series = `correction-${event}`;
      const id = correctionId(event, about.date, now);
      const { was, after } = known;
      return [{ id, kind: 'notice', notice, series, to, dueAt: now, about: { ...about, was }, ...after }];
    }),
  );
}

type Known = { was: LocalDate; after?: { after: string[] } };

/** The old day, if a notice told it to the agency, or tells it now and can't be called back. */
function dayKnown(agreement: Agreement, about: About, now: Instant): Known | undefined {
  const notices = agreement.plan.filter((one) => one.kind === 'notice');
  const partlySent = notices.filter(({ receipts }) => hasReached(receipts));
  const days = Object.assign({}, agreement.told, ...partlySent.map((one) => daysToldBy(agreement, one)));
  const told = dayOf(about, days);
  if (told !== undefined && told !== about.date) return { was: told };
  const onTheirWay = notices.flatMap((one) => {
    const day = isBeingSent(agreement, one, now) ? dayOf(about, daysToldBy(agreement, one)) : undefined;
    return day !== undefined && day !== about.date ? [{ day, id: one.id }] : [];
  });
  const [first] = onTheirWay;
  return first && { was: first.day, after: { after: onTheirWay.map(({ id }) => id) } };
}

function dayOf({ event, features }: About, days: Record<string, LocalDate>): LocalDate | undefined {
  const names = event === 'term-end' ? [event] : features;
  return names.map((name) => days[name]).find((day) => day !== undefined);
}

function isBeingSent(agreement: Agreement, notice: NoticeObligation, now: Instant): boolean {
  return isReached(wakeTime(notice), now) && !isWaiting(agreement, notice);
}

/** The roles that got a notice of the old day, or are getting one now. */
function rolesTold(agreement: Agreement, about: About, onTheirWay: string[] = []): Role[] {
  const { record, plan } = agreement;
  const going = plan
    .filter((one) => one.kind === 'notice')
    .filter(({ id, receipts }) => onTheirWay.includes(id) || hasReached(receipts));
  const told = [...arrivedNotices(record), ...going]
    .filter((one) => dayOf(about, daysToldBy(agreement, one)) !== undefined)
    .flatMap(({ to }) => to);
  return roles.filter((role) => told.includes(role));
}
