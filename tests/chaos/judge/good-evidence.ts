// Evidence of a short agreement in which all is well. Tests break one thing of it at a time.
import type { Agreement, Evidence, HistoryEvent, Taken } from '../../../chaos/judge/evidence.ts';

export const id = 'agreement:an-offer:agency.gov';
export const owner = 'owner@agency.gov.example';

const startsAt = Date.parse('2026-11-02T15:00:00Z');

/** The machine's clock while the agreement's clock runs ahead. */
export const machine = (seconds: number) => startsAt + seconds * 1000;

/**
 * An agreement that starts on a Monday, in New York. A minute later, its clock jumps to the last warning of the end of its
 * features, sent on the business day before.
 */
export function goodEvidence(): Evidence & { agreements: [Agreement]; mail: [Taken, Taken] } {
  const warnedAt = '2026-12-31T14:05:00.000Z';
  const ledger = {
    due: [
      { id: 'welcome', what: 'welcome' },
      { id: 'features-ending-P1D:2027-01-01', what: 'features-ending' },
      { id: 'end-features:2027-01-01', what: 'end-features' },
    ],
  };
  const welcome = { to: owner, messageId: '<1@x>', result: 'accepted', sha256: 'one' };
  const warning = { to: owner, messageId: '<2@x>', result: 'accepted', sha256: 'two' };
  return {
    mail: [
      {
        messageId: '<1@x>',
        to: owner,
        sha256: 'one',
        begunAt: machine(5),
        dotAt: machine(5),
        answeredAt: machine(5),
      },
      {
        messageId: '<2@x>',
        to: owner,
        sha256: 'two',
        begunAt: machine(65),
        dotAt: machine(65),
        answeredAt: machine(65),
      },
    ],
    disturbances: [],
    directory: {
      users: [{ id: 'u1', userName: owner, active: true }],
      groups: [
        { id: 'g1', externalId: `${id}:chat`, members: [{ value: 'u1' }] },
        { id: 'g2', externalId: `${id}:research`, members: [{ value: 'u1' }] },
      ],
    },
    agreements: [
      {
        id,
        startsOn: '2026-11-02',
        timeZone: 'America/New_York',
        offer: {
          id: 'an-offer',
          term: { length: 'P1Y' },
          features: [{ id: 'chat' }, { id: 'research', lasts: { length: 'P60D' } }],
          notices: [{ kind: 'features-ending', when: { before: 'features-end', leads: ['P1D'] } }],
        },
        events: [
          event(machine(0), 'workflowExecutionStarted'),
          event(machine(1), 'workflowPropertiesModified', { upsertedMemo: { fields: { ledger } } }),
          event(machine(2), 'activityTaskScheduled', { activityType: { name: 'grantAccess' } }, 7),
          event(machine(3), 'activityTaskCompleted', { scheduledEventId: '7' }),
          event(machine(4), 'activityTaskScheduled', { activityType: { name: 'deliver' } }, 9),
          event(machine(6), 'activityTaskCompleted', {
            scheduledEventId: '9',
            result: { delivery: { welcome: [welcome] } },
          }),
          event(machine(60), 'workflowExecutionTimeSkippingTransitioned', { disabledAfterFastForward: true }),
          event(machine(60), 'workflowExecutionTimeSkippingTransitioned', { targetTime: warnedAt }),
        ],
        view: {
          status: 'promotional',
          record: [
            { type: 'settled', at: '', id: 'grant-access', outcome: 'carried-out' },
            {
              type: 'settled',
              at: '',
              id: 'welcome',
              outcome: 'carried-out',
              notice: {},
              receipts: [welcome],
            },
            {
              ...{ type: 'settled', at: '', id: 'features-ending-P1D:2027-01-01', outcome: 'carried-out' },
              ...{ notice: {}, receipts: [warning] },
            },
          ],
          plan: [{ id: 'end-features:2027-01-01', dueAt: '2027-01-01T05:00:00Z' }],
        },
        access: {
          agency: { id: 'agency.gov' },
          access: 'given',
          features: [
            { id: 'chat', on: true },
            { id: 'research', on: true },
          ],
          people: [{ email: owner }],
        },
        now: Date.parse('2026-12-31T15:00:00Z'),
      },
    ],
  };
}

let eventId = 100;

export function event(at: number, is: string, has: object = {}, number = ++eventId): HistoryEvent {
  return { at, id: number, is, has };
}

export function command(at: number, type: string, more: object = {}): HistoryEvent {
  const input = { name: 'decide', args: { payloads: [{ type, by: 'someone', ...more }] } };
  return event(at, 'workflowExecutionUpdateAccepted', { acceptedRequest: { input } });
}
