// What is mended without a person, and what is reported again.
import { expect, it } from 'vitest';
import type { Drift } from '../../../agreements/model/drift.ts';
import { driftKey } from '../../../agreements/model/drift.ts';
import { isNews, reconciliationReport, sortedDrift } from '../../../agreements/reports/reconciliation.ts';

const missing = (agency: string): Drift => ({
  ...{ code: 'user-missing', agency, agreement: `agreement:chatgpt:${agency}`, user: `onegov:${agency}:1` },
});
const unknown: Drift = { code: 'user-unknown', agency: 'doe.gov', user: '7' };
const comparison = (drift: Drift[], mends = true) => ({ agencies: 300, drift, mends, unanswered: [] });

it('what no agreement knows is left to a person', () => {
  const drift = [missing('gsa.gov'), unknown];
  expect(sortedDrift(comparison(drift))).toEqual({ mended: [missing('gsa.gov')], left: [unknown] });
});

it('nothing is mended if the operators only want reports', () => {
  expect(sortedDrift(comparison([missing('gsa.gov')], false))).toMatchObject({
    mended: [],
    why: expect.stringContaining('RECONCILE'),
  });
});

it('nothing is mended if so many differ that it may be the wrong directory', () => {
  const drift = Array.from({ length: 101 }, (_, index) => missing(`agency-${index}.gov`));
  const sorted = sortedDrift(comparison(drift));
  expect([sorted.mended, sorted.left]).toEqual([[], drift]);
  expect(sorted.why).toMatch(/^101 agreements differ/);
  expect(sortedDrift(comparison(drift.slice(1))).mended).toHaveLength(100);
});

it('only what was not reported before is news', () => {
  expect(isNews([unknown], [driftKey(unknown)])).toBe(false);
  expect(isNews([unknown, missing('gsa.gov')], [driftKey(unknown)])).toBe(true);
});

it('a report without drift says whether all agreements gave an answer', () => {
  const leadOf = (unanswered: string[]) =>
    reconciliationReport({ ...comparison([]), unanswered }, { mended: [], left: [] }).lead;
  expect(leadOf([])).toEqual(['No drift was found (300 agencies).', 'There is nothing for you to do.']);
  expect(leadOf(['agreement:chatgpt:nsf.gov'])).toEqual([
    'No drift was found (300 agencies; 1 agreement gave no answer).',
    'Please look at those without an answer: "onegov watchdog" says more.',
  ]);
});

it('the report names each difference, and what has to be done', () => {
  const all = { ...comparison([missing('gsa.gov'), unknown]), unanswered: ['agreement:chatgpt:nsf.gov'] };
  expect(reconciliationReport(all, sortedDrift(all))).toMatchInlineSnapshot(`
    {
      "found": 2,
      "lead": [
        "The directory differs from what the agreements say in 2 places: 1 will be mended now, 1 only reported.",
        "Please look at what is only reported: this software changes nothing that it did not make, or whose purpose it does not know.",
      ],
      "sections": [
        {
          "heading": "Contacts without a user",
          "list": [
            "gsa.gov chatgpt: no user onegov:gsa.gov:1",
          ],
        },
        {
          "heading": "Active users with our external id whom no agreement knows",
          "list": [
            "doe.gov: user 7",
          ],
        },
        {
          "heading": "Not compared, because an agreement gave no answer",
          "list": [
            "agreement:chatgpt:nsf.gov",
          ],
        },
      ],
      "subject": "Reconciliation: 2 differences in the directory",
    }
  `);
});
