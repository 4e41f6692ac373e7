// Ids are made of kinds and instants, and what comes at once shares an instant: each id is still given once.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command } from '../../../agreements/commands/command.ts';
import { ownInstant } from '../../../agreements/lifecycle/known-ids.ts';
import { doubleOutcomes } from '../../support/outcomes.ts';
import {
  amend,
  begun,
  carl,
  course,
  decline,
  edna,
  evening,
  lived,
  morning,
  olive,
  outcomes,
  reinstate,
  renew,
  retry,
  suspend,
  tess,
  wholeChatgpt,
} from '../support/given.ts';
import type { Course } from '../support/simulator.ts';

const by = 'a test';
const day = '2027-05-20';
const at = morning(day);
const start = lived(begun({ offer: wholeChatgpt }), day);
const people = [olive, carl, tess, edna];

const linkTo = ({ email: contact }: { email: string }): Command => ({ type: 'send-link', by, contact });
const leave = ({ email: contact }: { email: string }): Command => ({ type: 'leave', by, contact });

/** All that these commands bring, all given in one millisecond. */
function atOnce(commands: Command[]): Course {
  return course(start, evening(day), { acts: commands.map((command) => ({ at, command })) });
}

function sentTo({ sent }: Course, notice: string): string[] {
  return sent.flatMap(({ obligation, to }) =>
    obligation.kind === 'notice' && obligation.notice === notice ? [to] : [],
  );
}

describe('commands in one millisecond', () => {
  it('three contacts ask for a link, and each gets exactly one', () => {
    const asked = [olive, carl, tess];
    const links = sentTo(atOnce(asked.map(linkTo)), 'link');
    expect(links.toSorted()).toEqual(asked.map(({ email }) => email).toSorted());
  });

  it('two contacts leave, and the operators get an alert about each', () => {
    const { sent } = atOnce([leave(olive), leave(carl)]);
    const alerts = sent.filter(({ obligation }) => obligation.kind === 'alert');
    expect(alerts.map(({ obligation }) => obligation.kind === 'alert' && obligation.text)).toEqual([
      expect.stringContaining('(contracting)'),
      expect.stringContaining('(owner)'),
    ]);
  });

  it('two renewals bring two notices, of which the later supersedes the earlier', () => {
    const { agreement } = atOnce([renew, decline, renew]);
    const renewed = Object.entries(outcomes(agreement)).filter(([id]) => id.startsWith('renewed:'));
    expect(renewed.map(([, outcome]) => outcome.replace(/:.*/, ''))).toEqual(['suppressed', 'carried-out']);
  });

  const command: fc.Arbitrary<Command> = fc.oneof(
    fc.constantFrom<Command>(renew, decline, suspend, reinstate('keep'), reinstate('move'), retry),
    fc.constantFrom<Command>({ type: 'hold', by }, { type: 'release', by }),
    fc.constantFrom('2027-10-01', '2027-11-01').map((termEndsOn) => amend({ termEndsOn })),
    fc.constantFrom<Command>({ type: 'resend', by, notice: 'welcome' }, { type: 'acknowledge', by }),
    fc.constantFrom(...people).map(linkTo),
    fc.constantFrom(...people).map(leave),
    fc
      .constantFrom(...people)
      .chain(({ email: contact }) =>
        fc.constantFrom<Command>(
          { type: 'bounced', by, address: contact },
          { type: 'ask-renewal', by, contact },
          { type: 'pace', by, contact, pace: 'decisions' },
        ),
      ),
    fc
      .subarray(people, { minLength: 1 })
      .map((contacts): Command => ({ type: 'change-contacts', by, contacts })),
  );

  it('bring obligations with ids of their own, whatever the commands', () => {
    fc.assert(
      fc.property(fc.array(command, { minLength: 2, maxLength: 6 }), (commands) => {
        const { agreement, sent, twice } = watched(commands);
        expect(twice).toEqual([]);
        expect(doubleOutcomes(agreement.record)).toEqual([]);
        expect(agreement.record.filter(isSupersededByItself)).toEqual([]);
        const got = sent.map(({ obligation, to }) => `${obligation.id} ${to}`);
        expect(got.filter((one, index) => got.indexOf(one) !== index)).toEqual([]);
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  /** With the ids that stood in the plan twice at any moment. */
  function watched(commands: Command[]): Course & { twice: string[] } {
    const twice: string[] = [];
    const lived = course(start, evening(day), {
      acts: commands.map((command) => ({ at, command })),
      watch: ({ agreement: { plan } }) => {
        const ids = plan.map(({ id }) => id);
        twice.push(...ids.filter((id, index) => ids.indexOf(id) !== index));
      },
    });
    return { ...lived, twice };
  }
});

function isSupersededByItself(entry: Course['agreement']['record'][number]): boolean {
  return entry.type === 'settled' && entry.why?.code === 'superseded' && entry.why.by === entry.id;
}

describe('the instant of a command', () => {
  it('is now, or the next instant at which nothing on record happened', () => {
    const last = start.record.at(-1)?.at ?? '';
    expect(ownInstant(start, at)).toBe(at);
    expect(Date.parse(ownInstant(start, last)) - Date.parse(last)).toBe(1);
  });
});
