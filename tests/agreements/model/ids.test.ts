import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  agencyOf,
  agreementId,
  alertId,
  alertIsAbout,
  correctionId,
  dayIn,
  deadlineIn,
  deadlineMissedId,
  deadlineWarningId,
  eventInstantIn,
  eventNoticeId,
  isAgreementId,
  isEventAlert,
  isFromActivation,
  isNamedBy,
  isRehearsal,
  isRehearsalOf,
  isSentAgain,
  isUnansweredAlert,
  kindIn,
  noticeWithoutAnswer,
  offerOf,
  originalId,
  plannedNoticeId,
  rehearsalId,
  type StepKind,
  sentAgainAt,
  sentAgainId,
  slotOf,
  stepId,
  unansweredAlertId,
} from '../../../agreements/model/ids.ts';
import { noticeKinds } from '../../../agreements/offer/notice-kinds.ts';

const kinds = fc.constantFrom(...noticeKinds);
const steps = fc.constantFrom<StepKind>(
  'grant-access',
  'end-features',
  'end-access',
  'open-renewal',
  'end-term',
  'end-grace',
  'withdraw',
);
const periods = fc.stringMatching(/^P[1-9]\d{0,3}[YMD]$/);
const instants = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2040-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const days = instants.map((instant) => instant.slice(0, 10));
const names = fc.oneof(
  fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}$/),
  fc.constantFrom('missed', 'missed-notice', 'preliminary-notice'),
);
/** The number of a later term; undefined for a first one. */
const terms = fc.option(fc.integer({ min: 2, max: 40 }), { nil: undefined });
const planned = fc.tuple(kinds, fc.option(periods), fc.option(days), terms);
/** An id of every form but those of alerts and of what is sent again. */
const originals = fc.oneof(
  fc.tuple(steps, fc.option(days), terms).map(([kind, day, term]) => stepId(kind, day ?? undefined, term)),
  planned.map(([kind, period, day, term]) =>
    plannedNoticeId(kind, period ?? undefined, day ?? undefined, term),
  ),
  fc.tuple(kinds, instants).map(([kind, at]) => eventNoticeId(kind, at)),
  fc.tuple(names, periods, days, terms).map((all) => deadlineWarningId(...all)),
  fc.tuple(names, days, terms).map((all) => deadlineMissedId(...all)),
  fc.tuple(days, instants).map(([day, at]) => correctionId('term-end', day, at)),
);

/** Holds whatever the values are. */
function always<Values extends unknown[]>(
  arbitraries: { [Index in keyof Values]: fc.Arbitrary<Values[Index]> },
  check: (...values: Values) => void,
): void {
  fc.assert(fc.property(fc.tuple(...arbitraries), (values) => check(...(values as unknown as Values))));
}

describe('the ids of obligations', () => {
  it('are the texts that running agreements have stored', () => {
    expect([
      stepId('grant-access'),
      stepId('grant-access', '2026-10-01T12:00:00.000Z'),
      stepId('end-term', '2027-09-01'),
      stepId('end-access', 'expired'),
      plannedNoticeId('welcome'),
      plannedNoticeId('training-reminder', 'P30D'),
      plannedNoticeId('renewal', 'P30D', '2027-09-01'),
      plannedNoticeId('renewal', 'P30D', '2028-09-01', 2),
      stepId('end-term', '2029-09-01', 3),
      unansweredAlertId(plannedNoticeId('renewal', 'P14D', '2027-09-01')),
      eventNoticeId('suspended', '2027-01-05T12:00:00.000Z'),
      deadlineWarningId('exercise', 'P14D', '2027-08-02'),
      deadlineMissedId('exercise', '2027-08-02'),
      deadlineMissedId('exercise', '2028-08-02', 2),
      correctionId('term-end', '2027-09-01', '2027-01-05T12:00:00.000Z'),
      alertId('cancellation', '2027-01-05T12:00:00.000Z'),
      alertId('renewal-P30D:2027-09-01', '2027-01-05T12:00:00.000Z'),
      sentAgainId('renewal-P30D:2027-09-01', '2027-01-05T12:00:00.000Z'),
      sentAgainId('welcome@2027-01-05T12:00:00.000Z', '2027-01-06T12:00:00.000Z'),
    ]).toEqual([
      'grant-access',
      'grant-access:2026-10-01T12:00:00.000Z',
      'end-term:2027-09-01',
      'end-access:expired',
      'welcome',
      'training-reminder-P30D',
      'renewal-P30D:2027-09-01',
      'renewal-P30D:2028-09-01:term-2',
      'end-term:2029-09-01:term-3',
      'unanswered-renewal-P14D:2027-09-01',
      'suspended:2027-01-05T12:00:00.000Z',
      'deadline-exercise-P14D:2027-08-02',
      'deadline-missed-exercise:2027-08-02',
      'deadline-missed-exercise:2028-08-02:term-2',
      'correction-term-end:2027-09-01:2027-01-05T12:00:00.000Z',
      'alert:cancellation:2027-01-05T12:00:00.000Z',
      'alert:renewal-P30D:2027-09-01:2027-01-05T12:00:00.000Z',
      'renewal-P30D:2027-09-01@2027-01-05T12:00:00.000Z',
      'welcome@2027-01-06T12:00:00.000Z',
    ]);
  });

  it('give back the kind of a step and its day', () => {
    always([steps, days, terms], (kind, day, term) => {
      const id = stepId(kind, day, term);
      expect([kindIn(stepId(kind)), kindIn(id), slotOf(id), dayIn(id)]).toEqual([kind, kind, kind, day]);
    });
  });

  it('give back the kind of a planned notice and its day', () => {
    always([kinds, periods, days, terms], (kind, period, day, term) => {
      const id = plannedNoticeId(kind, period, day, term);
      expect([kindIn(plannedNoticeId(kind)), slotOf(id), dayIn(id)]).toEqual([
        kind,
        plannedNoticeId(kind, period),
        day,
      ]);
      // A notice of a missed deadline has no period.
      expect(kindIn(id)).toBe(kind === 'deadline-missed' ? 'deadline' : kind);
    });
  });

  it('give back what happened and when', () => {
    always([kinds, instants], (kind, at) => {
      const id = eventNoticeId(kind, at);
      expect([kindIn(id), eventInstantIn(id), eventInstantIn(sentAgainId(id, at))]).toEqual([kind, at, at]);
      expect(dayIn(id)).toBeUndefined();
    });
  });

  it('give back the deadline, whatever its name', () => {
    always([names, periods, days, terms], (name, period, day, term) => {
      const warning = deadlineWarningId(name, period, day, term);
      const missed = deadlineMissedId(name, day, term);
      expect([kindIn(warning), deadlineIn(warning), dayIn(warning)]).toEqual(['deadline', name, day]);
      expect([kindIn(missed), deadlineIn(missed), dayIn(missed)]).toEqual(['deadline-missed', name, day]);
    });
  });

  it('name a deadline only if they are about one', () => {
    always([kinds, days], (kind, day) => {
      expect(deadlineIn(plannedNoticeId(kind, undefined, day))).toBeUndefined();
    });
  });

  it('give back the new day of a correction', () => {
    always([days, instants], (day, at) => {
      const id = correctionId('features-end', day, at);
      expect([kindIn(id), slotOf(id), dayIn(id)]).toEqual(['correction', 'correction-features-end', day]);
    });
  });

  it('tell alerts from what they are about', () => {
    always([originals, instants], (id, at) => {
      const alert = alertId(id, at);
      const unanswered = unansweredAlertId(id);
      expect([kindIn(alert), isEventAlert(alert), isUnansweredAlert(alert)]).toEqual(['alert', true, false]);
      expect([kindIn(unanswered), isEventAlert(unanswered), isUnansweredAlert(unanswered)]).toEqual([
        'alert',
        false,
        true,
      ]);
      expect([isEventAlert(id), isUnansweredAlert(id)]).toEqual([false, false]);
      expect([alertIsAbout(alert), noticeWithoutAnswer(unanswered)]).toEqual([id, id]);
    });
  });

  it('give back the original and the instant of what is sent again', () => {
    always([originals, instants, instants], (id, at, after) => {
      expect([isSentAgain(id), originalId(id), sentAgainAt(id)]).toEqual([false, id, undefined]);
      const again = sentAgainId(id, at);
      expect([isSentAgain(again), originalId(again), sentAgainAt(again)]).toEqual([true, id, at]);
      expect([kindIn(again), slotOf(again)]).toEqual([kindIn(id), slotOf(id)]);
      expect(sentAgainId(again, after)).toBe(sentAgainId(id, after));
    });
  });

  it('are named by themselves, and by all before their day or instant', () => {
    always([originals, instants], (id, at) => {
      const again = sentAgainId(id, at);
      expect([isNamedBy(id, id), isNamedBy(slotOf(id), id)]).toEqual([true, true]);
      expect([isNamedBy(id, again), isNamedBy(slotOf(id), again)]).toEqual([true, true]);
    });
    expect(isNamedBy('renewal-P3', 'renewal-P30D:2027-09-01')).toBe(false);
  });

  it('tell what is counted from the activation', () => {
    always([kinds, periods, days, instants], (kind, period, day, at) => {
      const id = plannedNoticeId(kind, period);
      const others = [plannedNoticeId(kind, period, day), eventNoticeId(kind, at), sentAgainId(id, at)];
      expect([isFromActivation(id), ...others.map(isFromActivation)]).toEqual([true, false, false, false]);
    });
  });

  it('give no kind for another word', () => {
    expect(['gsa.gov', 'chatgpt', 'renewals', 'xai-grok'].map(kindIn)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('the ids of agreements', () => {
  it('give back offer and agency, those of rehearsals too', () => {
    always([names, names, instants], (offer, agency, begun) => {
      const id = agreementId(offer, `${agency}.gov`);
      const rehearsal = rehearsalId(offer, `${agency}.gov`, begun);
      for (const one of [id, rehearsal]) {
        expect([isAgreementId(one), offerOf(one), agencyOf(one)]).toEqual([true, offer, `${agency}.gov`]);
      }
      expect([isRehearsal(id), isRehearsal(rehearsal)]).toEqual([false, true]);
      expect([isRehearsalOf(id, rehearsal), isRehearsalOf(id, id)]).toEqual([true, false]);
    });
  });
});
