// A run that continues an agreement that an older version stored: it goes on, and publishes nothing again.
import { TypedSearchAttributes } from '@temporalio/common';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ledgerMemo, searchAttributes, taskQueues } from '../../workflows/messages.ts';
import { asFirstPublished, asFirstStored } from '../agreements/support/old-shapes.ts';
import { openRig, type Rig } from '../support/rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig({ isRehearsal: false });
});
afterAll(() => rig.close());

it('is read in today’s shape, and writes no memo where only shape and words differ', async () => {
  const first = await rig.start({ agency: 'gsa.gov', acceptance: 'awaited', hold: 'a test' });
  const agreement = await rig.agreements.view(first);
  const id = 'agreement:openai-chatgpt-enterprise:acus.gov';
  const handle = await rig.agreements.client.workflow.start('agreement', {
    workflowId: id,
    taskQueue: taskQueues.agreements,
    args: [{ continued: asFirstStored(agreement) }],
    memo: { [ledgerMemo]: asFirstPublished(agreement) },
    typedSearchAttributes: new TypedSearchAttributes([{ key: searchAttributes.phase, value: 'onboarding' }]),
  });
  const { issues } = await rig.agreements.view(id);
  expect(issues).toEqual([]);
  for await (const { ledger } of rig.agreements.ledgers(`WorkflowId = "${id}"`))
    expect(ledger?.issues.map(({ kind }) => kind)).toEqual(['acceptance', 'on-hold']);
  const { events = [] } = await handle.fetchHistory();
  const published = (events ?? []).filter((event) => event.workflowPropertiesModifiedEventAttributes);
  expect(published).toEqual([]);

  await rig.agreements.decide(id, { type: 'release', by: 'a test' });
  const { events: after } = await handle.fetchHistory();
  expect((after ?? []).some((event) => event.workflowPropertiesModifiedEventAttributes)).toBe(true);
  await handle.terminate();
});
