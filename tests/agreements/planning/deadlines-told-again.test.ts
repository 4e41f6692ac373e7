// A deadline that moved is told again to those who were warned of another day.
import { describe, expect, it } from 'vitest';
import type { Command } from '../../../agreements/commands/command.ts';
import { explain } from '../../../agreements/explain/explain.ts';
import {
  act,
  amend,
  begun,
  clauses,
  course,
  evening,
  lived,
  morning,
  reinstate,
  renew,
  suspend,
  withClauses,
} from '../support/given.ts';
import type { Sent } from '../support/simulator.ts';

const by = 'Olive';
const exercise = 'deadline-exercise';
/** The option is to be exercised by Sunday, August 1, 2027. Its safe day is Friday, July 30; it was told on July 16. */
const warned = lived(begun({ offer: withClauses }), '2027-07-17');
/** The days on which a warning of that deadline was sent, and the safe day that it names. */
const warnings = (sent: Sent[]) => [
  ...new Set(
    sent.flatMap(({ obligation, at }) =>
      obligation.kind === 'notice' && obligation.notice === 'deadline' && obligation.id.startsWith(exercise)
        ? [
            `${at.slice(0, 10)}: ${obligation.about?.deadline?.safeDay}, was ${obligation.about?.was ?? 'the same'}`,
          ]
        : [],
    ),
  ),
];
const changed = (command: Command, until = '2027-07-20') =>
  course(warned, evening(until), { acts: [act('2027-07-20', command)] });
const extend: Command = { type: 'extend', by, length: 'P1M' };

describe('a deadline that agencies were warned of', () => {
  it.each<[string, Command, string]>([
    ['the term ends later', amend({ termEndsOn: '2027-10-01' }), '2027-08-31'],
    ['the term ends earlier', amend({ termEndsOn: '2027-08-28' }), '2027-07-28'],
    ['the term is extended', extend, '2027-08-31'],
  ])('is told again at once, with both days, if %s', (_, command, safeDay) => {
    const { sent, agreement } = changed(command);
    expect(warnings(sent)).toEqual([`2027-07-20: ${safeDay}, was 2027-07-30`]);
    const why = explain(agreement, evening('2027-07-20'), 'deadline-exercise-P14D').join('\n');
    expect(why).toContain('the deadline moved from Sun, Aug 1, 2027, so it is told again at once');
  });

  it('is told again if the rules of its order change', () => {
    const [, deadline] = clauses.deadlines ?? [];
    if (!deadline) throw new Error('The clauses have no second deadline.');
    const rules = { deadlines: [{ ...deadline, before: 'P33D' }] };
    expect(warnings(changed({ type: 'amend', by, rules }).sent)).toEqual([
      '2027-07-20: 2027-07-29, was 2027-07-30',
    ]);
  });

  it('is told again after a pause that moved it', () => {
    const acts = [act('2027-07-19', suspend), act('2027-07-26', reinstate('move'))];
    const { sent } = course(warned, evening('2027-07-26'), { acts });
    expect(warnings(sent)).toEqual(['2027-07-26: 2027-08-06, was 2027-07-30']);
  });

  it('is told by its own warning if that goes out on the same day', () => {
    const command = amend({ termEndsOn: '2027-09-15' });
    const { sent } = course(warned, evening('2027-07-30'), { acts: [act('2027-07-30', command)] });
    expect(warnings(sent)).toEqual([
      '2027-07-29: 2027-07-30, was the same',
      '2027-07-30: 2027-08-13, was 2027-07-30',
    ]);
  });

  it('is told once by several changes, and not at all by one that is taken back', () => {
    const hold: Command = { type: 'hold', by };
    const release: Command = { type: 'release', by };
    const changes = [amend({ termEndsOn: '2027-10-01' }), amend({ termEndsOn: '2027-11-01' })];
    const held = (commands: Command[]) =>
      course(warned, evening('2027-07-22'), {
        acts: [
          act('2027-07-19', hold),
          ...commands.map((command) => act('2027-07-20', command)),
          act('2027-07-22', release),
        ],
      }).sent;
    expect(warnings(held(changes))).toEqual(['2027-07-22: 2027-10-01, was 2027-07-30']);
    expect(warnings(held([...changes, amend({ termEndsOn: '2027-09-01' })]))).toEqual([]);
  });

  it('is told by the notice that it was missed, and by no warning, if it moved into the past', () => {
    const { sent } = changed(amend({ termEndsOn: '2027-08-15' }));
    expect(warnings(sent)).toEqual([]);
    expect(sent.map(({ obligation }) => obligation.id)).toContain('deadline-missed-exercise:2027-07-16');
  });

  it('is not told again in the next term, whose deadline is another one', () => {
    const acts = [act('2027-08-02', renew), act('2027-09-20', amend({ termEndsOn: '2028-10-01' }))];
    const { sent } = course(warned, morning('2027-09-21'), { acts });
    expect(warnings(sent).filter((one) => one > '2027-09')).toEqual([]);
  });
});
