// What a release would change for agreements that run.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plannedAgain } from '../../../agreements/explain/planned-again.ts';
import { isOver } from '../../../agreements/model/status.ts';
import { life, live } from '../support/any-terms.ts';

describe('a release that changes nothing', () => {
  it('changes no plan, at any moment of any life', () => {
    const property = fc.property(life, (one) => {
      const lived = live(one);
      for (const { agreement, now } of lived?.moments ?? [])
        if (!isOver(agreement)) expect([now, plannedAgain(agreement, now)]).toEqual([now, []]);
    });
    fc.assert(property, { numRuns: 60, seed: 1 });
  });
});
