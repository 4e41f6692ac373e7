// Access for the twentieth agency costs the directory as much as for the first.
import { MockActivityEnvironment } from '@temporalio/testing';
import Libsql from 'libsql';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createProvisioning } from '../../activities/provisioning/provisioning.ts';
import { madeUpContacts } from '../../clients/api/made-up-contacts.ts';
import { openDirectory } from '../activities/provisioning/support.ts';
import { access } from './costs.ts';

it('takes as many requests and rows for the twentieth agency as for the first', async () => {
  const directory = await openDirectory();
  let requests = 0;
  const provisioning = createProvisioning({
    baseUrl: directory.url('agencies'),
    fetch: (...order) => {
      requests += 1;
      return fetch(...order);
    },
  });
  const rows = countRows();
  const costs: { requests: number; rowsRead: number }[] = [];
  for (let number = 1; number <= 20; number++) {
    const before = { requests, rowsRead: rows() };
    const agency = { id: `agency-${number}.gov`, name: `Agency ${number}`, timeZone: 'America/New_York' };
    await new MockActivityEnvironment().run(provisioning.grantAccess, {
      ...{ agreement: `agreement:offer:${agency.id}`, agency, product: 'Product' },
      ...{ people: madeUpContacts(agency.id), features: ['standard', 'advanced'] },
    });
    costs.push({ requests: requests - before.requests, rowsRead: rows() - before.rowsRead });
  }
  const [first, last] = [costs[0], costs.at(-1)];
  expect(last).toEqual(first);
  expect(last?.requests).toBeLessThanOrEqual(access.requests);
  expect(last?.rowsRead).toBeLessThanOrEqual(access.rowsRead);
});

/** Counts the rows that any database of this process gives. */
function countRows(): () => number {
  const statements = Object.getPrototypeOf(new Libsql(':memory:').prepare('select 1')) as Libsql.Statement;
  let rows = 0;
  const all = statements.all;
  const spy = vi.spyOn(statements, 'all').mockImplementation(function (this: Libsql.Statement, ...values) {
    const found = all.apply(this, values);
    rows += found.length;
    return found;
  });
  onTestFinished(() => spy.mockRestore());
  return () => rows;
}
