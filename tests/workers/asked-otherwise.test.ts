// What a replay asks of Temporal is compared with what the history has.
import { describe, expect, it } from 'vitest';
import { askedOtherwise, firstUnlike, type Recorded } from '../../workers/asked-otherwise.ts';
import type { Asked } from '../../workflows/asked.ts';

const timer = (id: string, seconds: number): Asked => ({ command: 'timer', id, with: seconds });
const activity = (id: string, args: unknown[], type = 'deliver', queue = 'agreement-notices'): Asked => ({
  command: 'activity',
  id,
  with: { type, queue, args },
});
const memo = (ledger: object): Asked => ({ command: 'memo', with: { ledger } });

const recorded = (...all: Asked[]): Recorded[] => all.map((one, index) => ({ ...one, event: 10 + index }));
const between = (before: Asked, now: Asked) =>
  askedOtherwise(recorded(before), [now]).map(({ what, where }) => `${what}, ${where}`);

describe('a command that is asked otherwise', () => {
  it.each<[string, Asked, Asked, string[]]>([
    ['the same', activity('1', [{ at: 1 }]), activity('1', [{ at: 1 }]), []],
    [
      'a timer a day longer',
      timer('1', 60 * 86_400),
      timer('1', 61 * 86_400),
      ['the length of the timer, 1 day longer'],
    ],
    [
      'a timer an hour shorter',
      timer('1', 7200),
      timer('1', 3600),
      ['the length of the timer, 3,600 seconds shorter'],
    ],
    ['a timer within a second', timer('1', 7200), timer('1', 7200.4), []],
    [
      'an argument, by its place and without what it says',
      activity('1', [{ contacts: [{ email: 'a@x.gov' }, { email: 'b@x.gov' }] }]),
      activity('1', [{ contacts: [{ email: 'a@x.gov' }, { email: 'c@x.gov' }] }]),
      ['what deliver is given, args[].contacts[].email'],
    ],
    [
      'another queue',
      activity('1', []),
      activity('1', [], 'deliver', 'other'),
      ['what deliver is given, queue'],
    ],
    [
      'what is published',
      memo({ due: [] }),
      memo({ due: [{ id: 'a' }] }),
      ['what is published, ledger.due[]'],
    ],
    ['words', memo({ issues: [{ text: 'old' }] }), memo({ issues: [{ text: 'new' }] }), []],
    ['a name that changed on purpose', memo({ needs: [] }), memo({ issues: [] }), []],
  ])('%s', (_what, before, now, expected) => {
    expect(between(before, now)).toEqual(expected);
  });

  it('is matched by its id, so that one that was set and canceled at once moves no other', () => {
    expect(askedOtherwise(recorded(timer('2', 60)), [timer('1', 5000), timer('2', 60)])).toEqual([]);
  });

  it('beyond the end of the history is none', () => {
    expect(askedOtherwise(recorded(memo({ a: 1 })), [memo({ a: 1 }), memo({ a: 2 })])).toEqual([]);
  });
});

describe('the first event from which on a replay is unlike', () => {
  it.each<[string, Asked[], number | undefined]>([
    ['none', [timer('1', 5), activity('1', [])], undefined],
    ['a command that is not asked', [timer('1', 5)], 11],
    ['a command that is asked otherwise', [timer('1', 500), activity('1', [])], 10],
  ])('%s', (_what, asked, event) => {
    expect(firstUnlike(recorded(timer('1', 5), activity('1', [])), asked)).toBe(event);
  });
});
