// What a new version would change, in lines.
import { expect, it } from 'vitest';
import type { ReleaseGroup } from '../../../agreements/explain/release-report.ts';
import { releaseLines } from '../../../clients/output/release-lines.ts';

const timeZone = 'America/New_York';
const ids = (count: number) => Array.from({ length: count }, (_, index) => `agreement:x:${index + 1}.gov`);
const friday = { timeZone, from: '2027-01-22T14:10:00Z', to: '2027-01-25T14:10:00Z' };
const moves: ReleaseGroup = {
  ...{ when: 'planned-again', what: 'moves', slot: 'features-ending-P30D' },
  ...{ agreements: ids(12), first: friday, last: friday },
};
const nothing = { histories: 1200, failures: [], changes: [], otherwise: [] };

it('nothing would change', () => {
  expect(releaseLines(nothing)).toEqual(['Histories replayed on this code: 1,200.', 'Nothing would change.']);
});

it('changes stand by when they come about, with some of their agreements', () => {
  const march = { timeZone, from: '2027-03-05T14:10:00Z', to: '2027-03-08T14:10:00Z' };
  const changes: ReleaseGroup[] = [
    { ...moves, when: 'at-once', agreements: ids(1) },
    moves,
    { ...moves, agreements: ids(2), last: march },
    {
      ...{ when: 'planned-again', what: 'is added', slot: 'renewal-P7D', agreements: ids(1) },
      ...{ first: { timeZone, to: friday.to }, last: { timeZone, to: friday.to } },
    },
  ];
  expect(releaseLines({ ...nothing, changes }).slice(1)).toEqual([
    '',
    'As soon as a worker runs this code:',
    '  1 agreement: notice that features end, 30 days before: moves from Fri, Jan 22, 2027 to Mon, Jan 25, 2027 (agreement:x:1.gov)',
    '',
    'With the next command that plans an agreement again, such as "amend". Until then its plan stays:',
    '  12 agreements: notice that features end, 30 days before: moves from Fri, Jan 22, 2027 to Mon, Jan 25, 2027 (agreement:x:1.gov, agreement:x:2.gov, agreement:x:3.gov, agreement:x:4.gov, agreement:x:5.gov, …)',
    '  2 agreements: notice that features end, 30 days before: moves from Fri, Jan 22, 2027 to Mon, Jan 25, 2027, the last from Fri, Mar 5, 2027 to Mon, Mar 8, 2027 (agreement:x:1.gov, agreement:x:2.gov)',
    '  1 agreement: notice that a decision is needed, 7 days before: is added on Mon, Jan 25, 2027 (agreement:x:1.gov)',
  ]);
});

it('what does not replay comes first, and what would be asked otherwise last', () => {
  const failures = [
    { id: 'agreement:x:1.gov', failure: 'from event 27 on, this code does something else: …' },
  ];
  const otherwise = [
    { what: 'the length of the timer', where: '1 day longer', event: 14, agreements: ids(2) },
  ];
  const lines = releaseLines({ ...nothing, failures, changes: [moves], otherwise });
  expect(lines.slice(0, 4)).toEqual([
    'Histories replayed on this code: 1,199.',
    '',
    "Can't be replayed:",
    '  agreement:x:1.gov: from event 27 on, this code does something else: …',
  ]);
  expect(lines.at(-1)).toBe(
    '  2 agreements: the length of the timer, 1 day longer, from event 14 on (agreement:x:1.gov, agreement:x:2.gov)',
  );
});
