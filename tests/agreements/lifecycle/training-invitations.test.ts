// Training sessions: who is invited to them, and who is told when they change.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../../agreements/commands/command.ts';
import { sessionsOf } from '../../../agreements/delivery/calendar-sessions.ts';
import { versionOf } from '../../../agreements/model/ids.ts';
import type { Offer, Session } from '../../../agreements/offer/schema.ts';
import { hour, isReached, later as laterBy } from '../../../agreements/time/instants.ts';
import {
  act,
  begun,
  carl,
  chatgpt,
  course,
  directoryIs,
  evening,
  given,
  lived,
  mailIs,
  morning,
  olive,
  reinstate,
  renew,
  suspend,
  terminate,
} from '../support/given.ts';
import type { Act } from '../support/simulator.ts';

const by = 'Olive';
const intro: Session = {
  id: 'intro',
  title: 'Introduction',
  starts: '2026-10-06T13:00',
  timeZone: 'America/New_York',
  minutes: 60,
  place: 'https://training.example/intro',
};
const later: Session = { ...intro, id: 'advanced', title: 'Going further', starts: '2026-10-20T13:00' };
const moved: Session = { ...intro, starts: '2026-10-13T13:00' };
const past: Session = { ...intro, id: 'past', starts: '2026-08-20T13:00' };

const withSessions: Offer = { ...chatgpt, training: { sessions: [intro, later] } };
const amend = (sessions: Session[]): Command => ({ type: 'amend', by, sessions });
const invited = lived(begun({ offer: withSessions }), '2026-09-10');

type Plot = Parameters<typeof course>[2];

/** What each invitation says to whom: its id without the instant, and the sessions it tells of and takes out. */
function invitations(agreement: Parameters<typeof course>[0], until: string, plot: Plot = {}) {
  const { sent } = course(agreement, until, plot);
  return sent.flatMap(({ obligation, to, from, at }) => {
    if (obligation.kind !== 'notice' || obligation.notice !== 'training') return [];
    const { sessions = [], withdrawnSessions = [] } = sessionsOf(obligation, from, at);
    const [slot] = obligation.id.replace(/@.*/, ' again').split(/:\d/);
    return [
      [
        `${slot} to ${to.split('@')[0]}`,
        ...sessions.map(({ id, starts, sequence }) => `${id} ${starts} #${sequence}`),
        ...withdrawnSessions.map(({ id, sequence }) => `not ${id} #${sequence}`),
      ].join(', '),
    ];
  });
}

describe('training sessions', () => {
  it('are planned with their instants where they take place, the next one first', () => {
    const there = { ...intro, id: 'west', starts: '2026-10-06T11:00', timeZone: 'America/Los_Angeles' };
    const { sessions } = begun({ offer: { ...chatgpt, training: { sessions: [there, later, intro] } } });
    expect(sessions?.map(({ id, startsAt }) => `${id} ${startsAt}`)).toEqual([
      'intro 2026-10-06T17:00:00Z',
      'west 2026-10-06T18:00:00Z',
      'advanced 2026-10-20T17:00:00Z',
    ]);
  });

  it('are in the invitation if they are still to come', () => {
    const offer: Offer = { ...chatgpt, training: { sessions: [past, later, intro] } };
    expect(invitations(begun({ offer }), evening('2026-09-02'))).toEqual([
      'training to olive, intro 2026-10-06T13:00 #0, advanced 2026-10-20T13:00 #0',
    ]);
  });

  it('are refused if their day, time zone or length does not exist, or if one comes twice', () => {
    const refusal = (session: Session) => given(invited).when(morning('2026-09-10'), amend([intro, session]));
    refusal({ ...later, starts: '2026-10-32T13:00' }).then(
      "The command can't be used: sessions[1].starts must be a time that exists, written YYYY-MM-DDTHH:MM.",
    );
    refusal({ ...later, starts: '2026-10-30 13:00' }).then(
      "The command can't be used: sessions[1].starts must be a time that exists, written YYYY-MM-DDTHH:MM.",
    );
    refusal({ ...later, timeZone: 'Eastern' }).then(
      "The command can't be used: sessions[1].timeZone must be a time zone such as America/New_York.",
    );
    refusal({ ...later, minutes: 0 }).then(
      "The command can't be used: sessions[1].minutes must be at least 1.",
    );
    refusal(intro).then(`The amended offer can't be used: training has "intro" twice.`);
    refusal({ ...later, source: 'hearsay' }).then(
      `The amended offer can't be used: training.sessions[1].source "hearsay" is not among the ids in "sources".`,
    );
  });
});

describe('a question about the terms', () => {
  it('may still be answered if only sessions have changed, but not if a date has moved', () => {
    const agreement = begun();
    const amended = (command: Command) => given(agreement).when(morning('2026-09-01'), command).after;
    expect(versionOf(amended({ type: 'amend', by, sessions: [intro] }))).toBe(versionOf(agreement));
    const termEndsOn = '2027-10-01';
    expect(versionOf(amended({ type: 'amend', by, termEndsOn }))).not.toBe(versionOf(agreement));
  });
});

describe('sessions that change before anybody was invited', () => {
  const ahead = begun({ offer: withSessions, now: morning('2026-08-20') });

  it('are in the invitation to come, and bring no other notice', () => {
    given(ahead)
      .when(morning('2026-08-20'), amend([moved]))
      .then(['amended']);
    const acts = [act('2026-08-20', amend([moved]))];
    expect(invitations(ahead, evening('2026-09-02'), { acts })).toEqual([
      'training to olive, intro 2026-10-13T13:00 #0',
    ]);
  });

  it('are in the invitation if it waits for access', () => {
    const world = directoryIs('later', '2026-09-05');
    const acts = [act('2026-09-03', amend([moved]))];
    expect(invitations(begun({ offer: withSessions }), evening('2026-09-10'), { acts, world })).toEqual([
      'training to olive, intro 2026-10-13T13:00 #0',
    ]);
  });

  it('are in the invitation if the terms are still to be accepted', () => {
    const offered = begun({ offer: withSessions, awaitsAcceptance: true });
    const acts = [act('2026-09-03', amend([moved])), act('2026-09-04', { type: 'accept', by })];
    expect(invitations(offered, evening('2026-09-10'), { acts })).toEqual([
      'training to olive, intro 2026-10-13T13:00 #0',
    ]);
  });
});

describe('sessions that change after the invitation', () => {
  const told = (sessions: Session[], day = '2026-09-10') =>
    invitations(invited, evening('2026-11-30'), { acts: [act(day, amend(sessions))] });

  it('are told at once to contacts who were invited', () => {
    given(invited)
      .when(morning('2026-09-10'), amend([moved, later]))
      .then(['amended', 'due training']);
  });

  it('are added, moved or removed in calendars', () => {
    const third = { ...later, id: 'third', starts: '2026-10-27T13:00' };
    expect(told([intro, later, third])).toEqual([
      'training to olive, intro 2026-10-06T13:00 #0, advanced 2026-10-20T13:00 #0, third 2026-10-27T13:00 #0',
    ]);
    expect(told([moved, later])).toEqual([
      'training to olive, intro 2026-10-13T13:00 #1, advanced 2026-10-20T13:00 #0',
    ]);
    expect(told([intro])).toEqual(['training to olive, intro 2026-10-06T13:00 #0, not advanced #1']);
    expect(told([])).toEqual(['training to olive, not intro #1, not advanced #1']);
  });

  it('are taken out of calendars if they move into the past', () => {
    expect(told([{ ...intro, starts: '2026-09-09T13:00' }, later])).toEqual([
      'training to olive, advanced 2026-10-20T13:00 #0, not intro #1',
    ]);
  });

  it('are told to nobody if no session to come changes', () => {
    expect(told([intro, later])).toEqual([]);
    expect(told([past, later, intro])).toEqual([]);
    expect(told([later], '2026-10-07')).toEqual([]);
  });

  it('are told if there were none before, and if the training has no other notice left', () => {
    const without = lived(begun(), '2026-09-10');
    expect(
      invitations(without, evening('2026-09-11'), { acts: [act('2026-09-10', amend([intro]))] }),
    ).toEqual(['training to olive, intro 2026-10-06T13:00 #0']);
    const notices = chatgpt.notices.filter(({ kind }) => kind !== 'training');
    const fewer: Command = { type: 'amend', by, notices, sessions: [moved] };
    expect(invitations(invited, evening('2026-09-11'), { acts: [act('2026-09-10', fewer)] })).toEqual([
      'training to olive, intro 2026-10-13T13:00 #1, not advanced #1',
    ]);
  });

  it('have a higher sequence with each change, also when they come back', () => {
    const acts = [
      act('2026-09-10', amend([later])),
      act('2026-09-11', amend([intro, later])),
      act('2026-09-14', amend([moved, { ...later, place: 'Room 2' }])),
    ];
    expect(invitations(invited, evening('2026-09-30'), { acts })).toEqual([
      'training to olive, advanced 2026-10-20T13:00 #0, not intro #1',
      'training to olive, intro 2026-10-06T13:00 #2, advanced 2026-10-20T13:00 #0',
      'training to olive, intro 2026-10-13T13:00 #3, advanced 2026-10-20T13:00 #1',
    ]);
  });

  it('are not told to contacts who have completed a training', () => {
    const trained: Command = { type: 'trained', by, people: [olive.email] };
    const acts = [act('2026-09-09', trained), act('2026-09-10', amend([moved]))];
    const { agreement, sent } = course(
      lived(begun({ offer: withSessions }), '2026-09-09'),
      evening('2026-09-11'),
      {
        acts,
      },
    );
    expect(sent).toEqual([]);
    expect(agreement.record).toContainEqual(
      expect.objectContaining({ outcome: 'suppressed', reason: 'all who get it have completed a training' }),
    );
  });

  it('are told after a suspension or a hold, and only the last change of several', () => {
    const acts = [
      act('2026-09-10', suspend),
      act('2026-09-11', amend([later])),
      act('2026-09-14', amend([moved, later])),
      act('2026-09-15', reinstate('keep')),
    ];
    expect(invitations(invited, evening('2026-09-30'), { acts })).toEqual([
      'training to olive, intro 2026-10-13T13:00 #1, advanced 2026-10-20T13:00 #0',
    ]);
  });

  it('are told to nobody if they change back before anybody was told', () => {
    const acts = [
      act('2026-09-10', { type: 'hold', by }),
      act('2026-09-11', amend([later])),
      act('2026-09-14', amend([intro, later])),
      act('2026-09-15', { type: 'release', by }),
    ];
    const { agreement, sent } = course(invited, evening('2026-09-16'), { acts });
    expect(sent).toEqual([]);
    expect(agreement.record).toContainEqual(
      expect.objectContaining({ reason: 'those who were invited know of it already' }),
    );
  });

  it('while the invitation is being sent are told after it', () => {
    const beginning = begun({ offer: withSessions });
    const world = { takes: hour };
    const sentAt = '2026-09-01T13:20:00Z';
    const underWay = course(beginning, sentAt, { world });
    expect(underWay.sent.map(({ obligation }) => obligation.id)).toContain('training');
    const acts = [{ at: sentAt, command: amend([moved]) }];
    expect(invitations(beginning, evening('2026-09-02'), { acts, world })).toEqual([
      'training to olive, intro 2026-10-06T13:00 #0, advanced 2026-10-20T13:00 #0',
      'training to olive, intro 2026-10-13T13:00 #1, not advanced #1',
    ]);
  });

  it('are in an invitation that was refused and is tried again', () => {
    const world = mailIs('refused', [olive.email]);
    const refused = lived(begun({ offer: withSessions }), '2026-09-02', { world });
    const acts = [act('2026-09-02', amend([moved])), act('2026-09-03', { type: 'retry', by })];
    expect(invitations(refused, evening('2026-09-03'), { acts })).toEqual([
      'training to olive, intro 2026-10-13T13:00 #0',
    ]);
  });

  it('are in an invitation that is sent again', () => {
    const acts = [
      act('2026-09-10', amend([moved])),
      act('2026-09-11', { type: 'resend', by, notice: 'training' }),
    ];
    expect(invitations(invited, evening('2026-09-11'), { acts })).toEqual([
      'training to olive, intro 2026-10-13T13:00 #1, not advanced #1',
      'training again to olive, intro 2026-10-13T13:00 #1, not advanced #1',
    ]);
  });
});

describe('a session in calendars', () => {
  it('is taken out if the agreement is terminated', () => {
    const { sent } = course(invited, evening('2026-09-10'), { acts: [act('2026-09-10', terminate)] });
    const [last] = sent.filter(({ obligation }) => obligation.id.startsWith('terminated'));
    if (last?.obligation.kind !== 'notice') throw new Error('Nobody was told.');
    const { withdrawnSessions } = sessionsOf(last.obligation, last.from, last.at);
    expect(withdrawnSessions?.map(({ id, sequence }) => `${id} #${sequence}`)).toEqual([
      'intro #1',
      'advanced #1',
    ]);
  });

  it('stays the same entry in the next term', () => {
    const next: Session = { ...intro, id: 'next', starts: '2027-09-14T13:00' };
    const offer: Offer = { ...chatgpt, training: { sessions: [next] } };
    const renewed = lived(begun({ offer }), '2027-09-03', { acts: [act('2027-08-02', renew)] });
    expect(renewed.term.number).toBe(2);
    const acts = [
      act(
        '2027-09-03',
        amend([
          { ...next, starts: '2027-09-21T13:00' },
          { ...next, id: 'new' },
        ]),
      ),
    ];
    const { sent } = course(renewed, evening('2027-09-03'), { acts });
    const [told] = sent.filter(({ obligation }) => obligation.id.startsWith('training:'));
    if (told?.obligation.kind !== 'notice') throw new Error('Nobody was told.');
    const { sessions } = sessionsOf(told.obligation, told.from, told.at);
    expect(sessions).toMatchObject([
      { id: 'new', term: 2, sequence: 0 },
      { id: 'next', term: 1, sequence: 1 },
    ]);
  });

  it('is in the reminder, too', () => {
    const reminding: Offer = {
      ...withSessions,
      notices: [
        ...chatgpt.notices,
        {
          kind: 'training-reminder',
          series: 'training-reminder',
          to: ['owner'],
          when: { after: 'activation', waits: ['P30D'] },
        },
      ],
    };
    const { sent } = course(lived(begun({ offer: reminding }), '2026-09-10'), evening('2026-10-02'), {
      acts: [act('2026-09-10', amend([moved]))],
    });
    const [reminder] = sent.filter(({ obligation }) => obligation.id.startsWith('training-reminder'));
    if (reminder?.obligation.kind !== 'notice') throw new Error('Nobody was reminded.');
    expect(sessionsOf(reminder.obligation, reminder.from, reminder.at)).toMatchObject({
      sessions: [{ id: 'intro', starts: '2026-10-13T13:00', sequence: 1 }],
    });
  });
});

describe('whatever happens', () => {
  const sessions = fc.subarray([intro, later, moved, past]).map((some) => {
    const ids = new Map(some.map((session) => [session.id, session]));
    return [...ids.values()];
  });
  /** Often on the morning on which the invitation goes out. */
  const when = fc
    .oneof(fc.integer({ min: 0, max: 12 * 24 * 60 }), fc.integer({ min: 60, max: 180 }))
    .map((minute) => new Date(Date.UTC(2026, 8, 1, 12, minute)).toISOString());
  const command = fc.oneof(
    { weight: 4, arbitrary: sessions.map(amend) },
    fc.constantFrom<Command>(
      suspend,
      reinstate('keep'),
      { type: 'hold', by },
      { type: 'release', by },
      { type: 'resend', by, notice: 'training' },
      { type: 'retry', by },
    ),
  );
  const lives = fc.record({
    acts: fc.array(fc.record({ at: when, command }), { maxLength: 8 }),
    /** No mail gets through to these for some hours: not for so long that it is given up. */
    silence: fc.record({
      from: when,
      hours: fc.integer({ min: 1, max: 72 }),
      to: fc.subarray([olive.email, carl.email]),
    }),
    takes: fc.constantFrom(1000, hour, 6 * hour),
  });
  const to = chatgpt.notices.map((rule) =>
    rule.kind === 'training' ? { ...rule, to: ['owner' as const, 'contracting' as const] } : rule,
  );
  const offer: Offer = { ...withSessions, notices: to };

  it('the calendar of a contact who opens each file is right in the end, and no file is ignored', () => {
    fc.assert(
      fc.property(lives, ({ acts, silence: { from, hours, to }, takes }) => {
        const mail = (address: string, now: string) =>
          to.includes(address) && isReached(from, now) && !isReached(laterBy(from, hours * hour), now)
            ? 'later'
            : 'accepted';
        const end: Act[] = [
          { at: '2026-09-20T12:00:00.000Z', command: reinstate('keep') },
          { at: '2026-09-21T12:00:00.000Z', command: { type: 'release', by } },
        ];
        const plot = { acts: [...acts, ...end], world: { mail, takes } };
        const { agreement, sent } = course(begun({ offer }), '2026-09-30T12:00:00.000Z', plot);
        for (const { email } of [olive, carl]) {
          const calendar = new Map<string, { sequence: number; entry?: string }>();
          for (const { obligation, to, from, at } of sent) {
            if (to !== email || obligation.kind !== 'notice') continue;
            const { sessions = [], withdrawnSessions = [] } = sessionsOf(obligation, from, at);
            for (const { id, sequence, ...session } of [...sessions, ...withdrawnSessions]) {
              const before = calendar.get(id);
              const entry = sessions.some((one) => one.id === id) && `${id} ${session.starts}`;
              if (before && sequence < before.sequence) throw new Error(`${obligation.id} would be ignored.`);
              if (before?.sequence === sequence && (before.entry ?? false) !== entry)
                throw new Error(`${id} of ${obligation.id} has changed, and its sequence has not.`);
              calendar.set(id, { sequence, ...(entry && { entry }) });
            }
          }
          const held = [...calendar.values()].flatMap(({ entry }) => entry ?? []).toSorted();
          const ahead = (agreement.sessions ?? []).filter(({ id }) => id !== 'past');
          expect(held).toEqual(ahead.map(({ id, starts }) => `${id} ${starts}`).toSorted());
        }
      }),
      { numRuns: 200 },
    );
  });
});
