// What the agreements of a run go through: the same for the same seed.
import type { Command } from '../agreements/commands/command.ts';
import { random } from './random.ts';

/** A command on a day, counted from the first. `times`: it is sent so often at once. */
export type Step = { day: number; command: Command; times: number };

export type Life = {
  number: number;
  offer: string;
  agency: { id: string; name: string; timeZone: string };
  contacts: { name: string; email: string; roles: ('owner' | 'contracting' | 'technical' | 'executive')[] }[];
  /** How many days after today its first day is. */
  startsIn: number;
  steps: Step[];
  /** The last day on which it is watched. */
  until: number;
  /** The day of a step that is to meet the end of the term. */
  meetsEndOn?: number;
};

const zones = ['America/New_York', 'America/Chicago', 'America/Denver', 'Pacific/Honolulu', 'Pacific/Guam'];
const by = 'the chaos run';

/** One of the agreements of a run. */
export function lifeOf(seed: number, number: number): Life {
  const from = random(seed * 100_003 + number);
  // Each third agreement is another offer for the agency of the one before, with the same contacts.
  const isSecond = number % 3 === 0;
  const agency = isSecond ? number - 1 : number;
  const id = `chaos-${agency}.gov`;
  const contacts = (['owner', 'contracting', 'technical', 'executive'] as const).map((role) => ({
    ...{ name: `The ${role}`, email: `${role}@chaos-${agency}.example`, roles: [role] },
  }));
  const [early, later] = [from.between(3, 90), from.between(5, 40)];
  const times = () => from.pick([1, 1, 1, 2, 3]);
  const step = (day: number, command: Command): Step => ({ day, command, times: times() });
  const newOwner = {
    name: 'The new owner',
    email: `new-owner@chaos-${agency}.example`,
    roles: ['owner' as const],
  };
  const clock = from.pick(['keep', 'move'] as const);
  const late = from.between(250, 360);
  const price = { amount: '25.00', currency: 'USD' as const };
  const stories: [steps: Step[], until: number, meetsEndOn?: number][] = [
    [[], 375],
    [[step(late, { type: 'renew', by, price })], 420],
    [[step(late, { type: 'decline', by })], 375],
    // A command that comes too early is refused: the second of two that changed places.
    [
      [
        step(early, { type: 'reinstate', by, clock }),
        step(early, { type: 'suspend', by }),
        step(early + later, { type: 'reinstate', by, clock }),
      ],
      430,
    ],
    [[step(early + later, { type: 'terminate', by })], early + later + 20],
    [[step(early, { type: 'hold', by }), step(early + later, { type: 'release', by })], 375],
    [[step(early, { type: 'change-contacts', by, contacts: [newOwner, ...contacts.slice(1)] })], 375],
    // The renewal and the end of the term in one instant.
    [[{ day: 365, command: { type: 'renew', by, price }, times: 2 }], 420, 365],
  ];
  const [steps, until, meetsEndOn] = from.pick(stories);
  return {
    ...{ number, contacts, steps, until },
    ...(meetsEndOn && { meetsEndOn }),
    offer: isSecond ? 'anthropic-claude' : 'openai-chatgpt-enterprise',
    agency: { id, name: `Agency ${agency}`, timeZone: zones[agency % zones.length] ?? '' },
    startsIn: from.between(0, 9),
  };
}
