// Rules that hold for every agreement over several terms, whatever happens to it and in whatever order.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Lived, life, live } from './support/any-terms.ts';
import { rules } from './support/any-terms-rules.ts';

const known = new Map<string, Lived | undefined>();

/** Checks every life. The lives are the same in each test and each run; another seed gives others. */
function holds(flawsOf: (lived: Lived) => string[]): void {
  const property = fc.property(life, (one) => {
    const key = JSON.stringify(one);
    const lived = known.has(key) ? known.get(key) : live(one);
    known.set(key, lived);
    if (lived) expect(flawsOf(lived)).toEqual([]);
  });
  fc.assert(property, { numRuns: 150, seed: 1 });
}

// The first test lives every life, which takes a while on a busy machine.
describe('any life of several terms', { timeout: 300_000 }, () => {
  it.each(Object.entries(rules))('%s', (_, flawsOf) => holds(flawsOf));

  it('has several terms in many of them', () => {
    const terms = [...known.values()].map((lived) => lived?.agreement.term.number ?? 0);
    expect(terms.filter((number) => number > 1).length).toBeGreaterThan(30);
    expect(Math.max(...terms)).toBeGreaterThan(5);
  });
});
