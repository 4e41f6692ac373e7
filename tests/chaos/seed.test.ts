// A run is its seed: the same faults and the same agreements.
import { expect, it } from 'vitest';
import { faultsOf } from '../../chaos/faults.ts';
import { lifeOf } from '../../chaos/lives.ts';

it('the same seed has the same faults and the same agreements', () => {
  expect(faultsOf(7, 600, 'all')).toEqual(faultsOf(7, 600, 'all'));
  expect(lifeOf(7, 3)).toEqual(lifeOf(7, 3));
});

it('another seed has others', () => {
  expect(faultsOf(7, 600, 'all')).not.toEqual(faultsOf(8, 600, 'all'));
  const commands = (seed: number) => Array.from({ length: 20 }, (_, number) => lifeOf(seed, number).steps);
  expect(commands(7)).not.toEqual(commands(8));
});

it('a longer run begins like a shorter one', () => {
  const short = faultsOf(7, 120, 'all');
  expect(faultsOf(7, 600, 'all').slice(0, short.length)).toEqual(short);
});

it('an hour has every kind of fault', () => {
  const kinds = new Set(faultsOf(1, 3600, 'all').map(({ kind }) => kind));
  expect([...kinds].toSorted()).toEqual([
    ...[
      'Temporal server killed',
      'database stopped',
      'directory',
      'drift',
      'greylisting',
      'mail',
      'mail server away',
    ],
    ...['worker killed', 'worker stopped'],
  ]);
});

it('a hundred agreements get every command that a run knows', () => {
  const lives = Array.from({ length: 100 }, (_, number) => lifeOf(1, number));
  const types = new Set(lives.flatMap(({ steps }) => steps.map(({ command }) => command.type)));
  expect([...types].toSorted()).toEqual([
    ...['change-contacts', 'decline', 'hold', 'reinstate', 'release', 'renew', 'suspend', 'terminate'],
  ]);
});
