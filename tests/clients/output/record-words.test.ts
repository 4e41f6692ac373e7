// The record in words, as a rehearsal prints it.
import { describe, expect, it } from 'vitest';
import { entryLines } from '../../../clients/output/record-words.ts';
import { act, amend, begun, lived } from '../../agreements/support/given.ts';

const agreement = lived(begun(), '2026-09-10', {
  acts: [act('2026-09-05', amend({ termEndsOn: '2027-12-01' }))],
});

describe('the lines of a record', () => {
  const lines = entryLines(agreement.record, agreement, Number.POSITIVE_INFINITY);

  it('have the time at the agency, what happened, and no ids', () => {
    expect(lines[0]).toMatch(/^Tue, Sep 1, 2026, \d\d:\d\d EDT {2,}agreement {3}started by /);
    expect(lines).toContainEqual(expect.stringMatching(/EDT +sent {8}welcome: 2 messages$/));
    expect(lines.join('\n')).not.toMatch(/\d{4}-\d\d-\d\d/);
  });

  it('tell in one line what ended together', () => {
    const [together, ...others] = lines.filter((line) => line.includes(' suppressed '));
    expect(together).toMatch(/7 × notice that a decision is needed; .*: its date was moved$/);
    expect(others).toEqual([]);
  });

  it('fit a narrow screen', () => {
    for (const line of entryLines(agreement.record, agreement, 80)) expect(line.length).toBeLessThan(81);
  });
});
