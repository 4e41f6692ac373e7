// Invariant 3: nothing early. The days are counted here, from the day of the start and the numbers in the offer's file.
import { instantOf, openDayAtOrBefore, shifted } from './calendar.ts';
import type { Agreement, Evidence, Finding, Taken } from './evidence.ts';
import { grouped } from './grouped.ts';
import { accessSteps, commandsOf, ownTime, receiptsOf } from './story.ts';

/** Two clocks of one machine may differ by so much, in milliseconds. */
const clocks = 1000;

export function judgeEarly({ agreements, mail }: Evidence): Finding[] {
  const taken = grouped(mail, ({ messageId }) => messageId);
  return agreements.flatMap((agreement) =>
    [...earlyMessages(agreement, taken), ...wrongDays(agreement), ...earlySteps(agreement)].map((text) => ({
      invariant: 3,
      agreement: agreement.id,
      text,
    })),
  );
}

function earlyMessages(agreement: Agreement, taken: ReadonlyMap<string, Taken[]>): string[] {
  const access = accessSteps(agreement).find(({ step, doneAt }) => step === 'grantAccess' && doneAt)?.doneAt;
  const found = receiptsOf(agreement).flatMap(({ obligation, messageId }) => {
    const earliest = earliestFor(obligation, agreement, access);
    return (taken.get(messageId) ?? []).flatMap(({ dotAt }) => {
      const sentAt = ownTime(agreement, dotAt);
      if (sentAt >= earliest - clocks) return [];
      return [`${obligation} was sent at ${textOf(sentAt)}, before ${textOf(earliest)}.`];
    });
  });
  return [...new Set(found)];
}

/** The first moment at which this may be sent. @param access when the agency had access */
function earliestFor(
  id: string,
  { startsOn, timeZone }: Agreement,
  access = Number.POSITIVE_INFINITY,
): number {
  const [, event] = /(\d{4}-\d\d-\d\dT[\d:.]+Z)$/.exec(id) ?? [];
  if (event) return Date.parse(event);
  const [, day] = /:(\d{4}-\d\d-\d\d)(?!T)/.exec(id) ?? [];
  const [, period] = /-(P\d+[DWMY])(?=:|@|$)/.exec(id) ?? [];
  if (day && period) return instantOf(openDayAtOrBefore(shifted(day, period, -1)), 9, timeZone);
  if (day) return instantOf(day, 0, timeZone);
  const first = instantOf(period ? shifted(startsOn, period) : startsOn, 0, timeZone);
  return Math.max(first, access);
}

/** The days that obligations are counted from. Commands may move them; then the judge does not know them. */
function wrongDays(agreement: Agreement): string[] {
  if (commandsOf(agreement).some(movesDates)) return [];
  const { startsOn, offer, view } = agreement;
  const expected = new Set([
    ...offer.features.flatMap(({ lasts }) => (lasts ? [shifted(startsOn, lasts.length)] : [])),
    ...termEnds(startsOn, offer.term.length),
  ]);
  return [...view.record, ...view.plan].flatMap(({ id = '' }) => {
    const [, day] = /:(\d{4}-\d\d-\d\d)(?!T)/.exec(id) ?? [];
    return day === undefined || expected.has(day)
      ? []
      : [`${id} is counted from a day that follows from nothing.`];
  });
}

/** The ends of three terms. */
function termEnds(startsOn: string, length?: string): string[] {
  if (length === undefined) return [];
  const years = Number(/^P(\d+)Y$/.exec(length)?.[1] ?? Number.NaN);
  if (Number.isNaN(years)) return [shifted(startsOn, length)];
  return [1, 2, 3].map((term) => shifted(startsOn, `P${term * years}Y`));
}

function movesDates({ type, clock }: { type: string; clock?: string }): boolean {
  return ['amend', 'extend', 'accept'].includes(type) || clock === 'move';
}

/** Access begins, shrinks and ends no earlier than it may. */
function earlySteps(agreement: Agreement): string[] {
  const { startsOn, timeZone, offer } = agreement;
  const commands = commandsOf(agreement);
  const moves = commands.some(movesDates);
  const lasting = offer.features.flatMap(({ lasts }) => (lasts ? [lasts.length] : []))[0];
  const earliest: Record<string, number> = {
    grantAccess: instantOf(startsOn, 0, timeZone),
    endFeatures: lasting && !moves ? instantOf(shifted(startsOn, lasting), 0, timeZone) : 0,
    endAccess: endOfAccess(),
  };
  return accessSteps(agreement).flatMap(({ step, at }) =>
    at >= (earliest[step] ?? 0) - clocks
      ? []
      : [`${step} was asked for at ${textOf(at)}, before ${textOf(earliest[step] ?? 0)}.`],
  );

  /** The end of the first term, or the first command that takes access away. */
  function endOfAccess(): number {
    const command = commands.find(({ type }) => type === 'suspend' || type === 'terminate')?.at;
    if (command !== undefined) return command;
    return offer.term.length && !moves ? instantOf(shifted(startsOn, offer.term.length), 0, timeZone) : 0;
  }
}

function textOf(instant: number): string {
  return Number.isFinite(instant) ? new Date(instant).toISOString() : 'there was access';
}
