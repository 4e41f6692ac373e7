// State as the first version stored it: issues were named `attention` in the state and `needs` in the ledger.

import type { Agreement } from '../../../agreements/model/agreement.ts';
import { endOf } from '../../../agreements/model/dates.ts';
import type { Ledger, OpenIssue } from '../../../agreements/model/ledger.ts';
import { ledgerOf } from '../../../agreements/reports/ledger.ts';

/** The agreement as the first version stored it. */
export function asFirstStored({ issues, ...rest }: Agreement): object {
  return { ...rest, attention: issues };
}

/** What the first version published of the agreement, in its shape and its words. */
export function asFirstPublished(agreement: Agreement): object {
  const { issues, ...rest }: Ledger = ledgerOf(agreement);
  return {
    ...rest,
    needs: issues.map((issue) => ({ ...issue, text: firstWords[issue.kind] ?? issue.text })),
  };
}

const firstWords: Partial<Record<OpenIssue['kind'], string>> = {
  acceptance: 'the terms wait for somebody to accept them',
  'on-hold': 'all of its notices are held back',
  'renewal-asked': 'the agency would have it renewed',
  'contact-left': 'somebody went away (owner)',
  deadline: 'nothing about it came by then',
};

/** The agreement as it was stored before the ids of later terms named their term. */
export function withoutTermInIds(agreement: Agreement): Agreement {
  return JSON.parse(JSON.stringify(agreement), (key, value) => {
    if (key === 'inIds' || (key === 'term' && typeof value === 'number')) return undefined;
    return typeof value === 'string' ? value.replaceAll(/:term-\d+/g, '') : value;
  });
}

/** The same, where what had ended in an earlier term under the same id was not planned again. */
export function withoutWhatEndedBefore(agreement: Agreement): Agreement {
  const stored = withoutTermInIds(agreement);
  const began = stored.record.findLastIndex(({ type }) => type === 'term-began');
  const ended = stored.record
    .slice(0, began)
    .flatMap((entry) => (entry.type === 'settled' ? [entry.id] : []));
  return { ...stored, plan: stored.plan.filter(({ id }) => !ended.includes(id)) };
}

/** The agreement as it was stored when each extension made its end the next one's anchor. */
export function extendedByItself(agreement: Agreement): Agreement {
  return { ...agreement, anchor: { date: endOf(agreement.term).on, months: 0 } };
}
