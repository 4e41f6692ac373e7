// Makes the plan of a term: every obligation that follows from its dates and the offer's rules, with its instant.

import { endOf } from '../model/dates.ts';
import { stepId, termInIds } from '../model/ids.ts';
import type { Obligation } from '../model/obligations.ts';
import { businessDayAtOrBefore, shiftDate, startOfDay } from '../time/calendar.ts';
import { fromFirstDay } from './from-first-day.ts';
import { noticeTimeOn } from './notice-time.ts';
import { featureEnds, type PlanInput } from './plan-input.ts';
import { warningsOf } from './planned-deadlines.ts';
import { noticesOf } from './planned-notices.ts';
import { withTimeToAnswer } from './time-to-answer.ts';

/** All obligations of a term, soonest first. The same dates always give the same ids. */
export function plan(input: PlanInput): Obligation[] {
  const { notices, renewal } = input.offer;
  const asRuled = soonestFirst([
    ...stepsOf(input),
    ...notices.flatMap((rule) => noticesOf(rule, input)),
    ...(renewal.deadlines ?? []).flatMap((deadline) => warningsOf(deadline, input)),
  ]);
  return soonestFirst(withTimeToAnswer(fromFirstDay(asRuled, input), input));
}

/** Soonest first. Obligations that are due at the same instant keep their order. */
export function soonestFirst(obligations: Obligation[]): Obligation[] {
  return obligations.toSorted((one, other) => Date.parse(one.dueAt) - Date.parse(other.dueAt));
}

/** The changes of phase and of access. */
function stepsOf(input: PlanInput): Obligation[] {
  const { term, features, agency } = input;
  const steps: Obligation[] = [
    ...stepsOfEnd(input),
    ...featureEnds(features).map(
      ({ on, at, ids }): Obligation => ({
        id: stepId('end-features', on),
        kind: 'end-features',
        dueAt: at,
        features: ids,
      }),
    ),
  ];
  if (term.number === 1) {
    const dueAt = startOfDay(term.startsOn, agency.timeZone);
    steps.push({ id: stepId('grant-access'), kind: 'grant-access', dueAt });
  }
  return steps;
}

/** What the end of the term brings. A term without an end has none of it. */
function stepsOfEnd(input: PlanInput): Obligation[] {
  const { offer, term, agency } = input;
  if (term.endsOn === undefined) return [];
  const { on, at } = endOf(term);
  const { opens, grace } = offer.renewal;
  const number = termInIds(term);
  const steps: Obligation[] = [
    {
      id: stepId('open-renewal', on, number),
      kind: 'open-renewal',
      dueAt: noticeTimeOn(businessDayAtOrBefore(shiftDate(on, `-${opens}`), agency.closures), input),
    },
    { id: stepId('end-term', on, number), kind: 'end-term', dueAt: at },
  ];
  if (grace) {
    const dueAt = startOfDay(shiftDate(on, grace), agency.timeZone);
    steps.push({ id: stepId('end-grace', on, number), kind: 'end-grace', dueAt });
  }
  return steps;
}
