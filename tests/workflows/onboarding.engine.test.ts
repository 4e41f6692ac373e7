// Terms to accept: offered, with reminders, and accepted for a chosen day or withdrawn.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Agreement } from '../../agreements/model/agreement.ts';
import { shiftDate } from '../../agreements/time/calendar.ts';
import { today } from '../support/days.ts';
import { openRig, type Rig } from '../support/rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

const offered = () => rig.start({ acceptance: 'awaited' });

it('accepted: the term begins on the chosen day, with the welcome, and reminders stop', async () => {
  const id = await offered();
  const before = await rig.toDay(id, 6);
  expect(before).toMatchObject({
    status: 'onboarding',
    features: before.features.map(() => ({ on: false })),
  });
  expect(outcomesOf(before)).toEqual({ terms: 'carried-out', 'terms-P3D': 'carried-out' });
  expect(await rig.resources('Groups')).toEqual([]);

  const startsOn = shiftDate(today, 'P12D');
  await rig.agreements.decide(id, { type: 'accept', by: 'Carl', startsOn, reference: 'order 47' });
  const begun = await rig.toDay(id, 8);
  expect(begun).toMatchObject({ status: 'promotional', term: { startsOn } });
  expect(outcomesOf(begun)).toMatchObject({
    'terms-P7D': 'suppressed',
    'terms-P14D': 'suppressed',
    withdraw: 'suppressed',
    welcome: 'carried-out',
  });
  const subjects = (await rig.mailsOf(id)).map(({ subject }) => subject);
  expect(subjects.filter((one) => one.includes('accept the terms by'))).toHaveLength(3);
});

it('not accepted: they are withdrawn after 30 days, and the agency may be offered them again', async () => {
  const id = await offered();
  // Terms are offered on the next business day, and counted from then.
  const ended = await rig.toDay(id, 35);
  expect(ended.status).toBe('withdrawn');
  expect(outcomesOf(ended)).toMatchObject({ withdraw: 'carried-out', terminated: 'carried-out' });
  const last = (await rig.mailsOf(id)).at(-1);
  expect(last?.subject).toContain('the agreement was withdrawn');
  expect(last?.text).toContain('Nobody accepted the terms in time.');
  const { status } = await rig.agreements.client.workflow.getHandle(id).describe();
  expect(status.name).toBe('COMPLETED');
});

/** The ids without the days that they are about. */
function outcomesOf({ record }: Agreement): Record<string, string> {
  return Object.fromEntries(
    record.flatMap((entry) =>
      entry.type === 'settled' ? [[entry.id.replace(/:.*/, ''), entry.outcome] as const] : [],
    ),
  );
}
