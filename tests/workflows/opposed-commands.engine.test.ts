// Opposed commands on many agreements, while mail and directory are slow: each obligation has one outcome, and it is so.
import { setTimeout as pause } from 'node:timers/promises';
import { expect, inject, it, onTestFinished } from 'vitest';
import type { Command } from '../../agreements/commands/command.ts';
import type { Agreement } from '../../agreements/model/agreement.ts';
import { isAccess } from '../../agreements/obligations/relevance.ts';
import { RefusedError } from '../../agreements/validation/errors.ts';
import { loadRegistry } from '../../data/registry.ts';
import { openProxy } from '../activities/provisioning/support.ts';
import { daysAgo } from '../support/days.ts';
import { doubleOutcomes } from '../support/outcomes.ts';
import { openRig, type Rig } from '../support/rig.ts';
import { startSmtpServer } from '../support/smtp.ts';

const by = 'a test';
const agencies = [...loadRegistry().keys()].slice(0, 12);

/** Each agreement gets the same commands in another order, and at another pace. */
const commands: Command[] = [
  { type: 'suspend', by },
  { type: 'reinstate', by, clock: 'keep' },
  { type: 'hold', by },
  { type: 'suspend', by },
  { type: 'renew', by, length: 'P1Y' },
  { type: 'reinstate', by, clock: 'move' },
  { type: 'decline', by },
  { type: 'release', by },
  { type: 'amend', by, termEndsOn: '2029-01-31' },
];

it('end every obligation once, with what came of it', async () => {
  const mail = await startSmtpServer({ onMail: () => pause(300) });
  onTestFinished(mail.stop);
  const slow = await openProxy(`http://127.0.0.1:${inject('directoryPort')}`, {
    trouble: async () => pause(100).then(() => 'none' as const),
  });
  const rig = await openRig({
    isRehearsal: false,
    smtpUrl: mail.url,
    scimUrl: `${slow.url}/scim/opposed/v2`,
  });
  onTestFinished(() => rig.close());
  const ids = await Promise.all(
    agencies.map((agency, index) =>
      rig.start({ agency, startsOn: daysAgo(1 + index), contacts: contactsOf(agency) }),
    ),
  );
  await Promise.all(ids.map((id, index) => commandAll(rig, id, index)));
  const agreements = await Promise.all(ids.map((id) => atRest(rig, id)));

  for (const agreement of agreements) {
    expect(doubleOutcomes(agreement.record), agreement.id).toEqual([]);
    const sent = receipts(agreement);
    const got = mail.mails.flatMap(({ to }) => to).filter((to) => to.endsWith(`@${agreement.agency.id}`));
    expect(new Set(sent).size, agreement.id).toBe(sent.length);
    expect(got.length, agreement.id).toBe(new Set(sent.map(([, message]) => message)).size);
  }
  const [groups, users] = [await rig.resources('Groups'), await rig.resources('Users')];
  for (const { id, agency, features, status } of agreements) {
    const on = features.flatMap((feature) => (feature.on ? [`${id}:${feature.id}`] : []));
    const theirs = groups.flatMap(({ externalId = '' }) => (externalId.startsWith(id) ? [externalId] : []));
    expect([status, theirs.toSorted()]).toEqual([status, on.toSorted()]);
    const people = users.filter(({ userName }) => userName?.endsWith(`@${agency.id}`));
    expect([status, people.some(({ active }) => active)]).toEqual([status, on.length > 0]);
  }
});

function contactsOf(agency: string): Agreement['contacts'] {
  return [
    { name: 'Olive', email: `olive@${agency}`, roles: ['owner', 'contracting', 'technical', 'executive'] },
  ];
}

async function commandAll(rig: Rig, id: string, index: number): Promise<void> {
  const turned = [...commands.slice(index % commands.length), ...commands.slice(0, index % commands.length)];
  const last: Command[] = index % 3 === 0 ? [{ type: 'terminate', by }] : [{ type: 'release', by }];
  for (const command of [...turned, ...last]) {
    await rig.agreements.decide(id, command).catch((error) => {
      if (!(error instanceof RefusedError)) throw error;
    });
    await pause((index * 70) % 500);
  }
}

/** The agreement once nothing is due and access is as it should be. */
async function atRest(rig: Rig, id: string): Promise<Agreement> {
  for (let tries = 0; tries < 120; tries++) {
    const agreement = await rig.agreements.view(id);
    const now = Date.now();
    const isDue = agreement.plan.some(
      (one) =>
        Date.parse(one.dueAt) <= now &&
        (isAccess(one) || (!agreement.hold && agreement.status !== 'suspended')),
    );
    if (!isDue) return agreement;
    await pause(500);
  }
  throw new Error(`${id} does not come to rest.`);
}

/** Each message that a mail server took, as text, once for each notice in it. */
function receipts({ record, plan }: Agreement): [string, string][] {
  return [...record, ...plan].flatMap((one) => {
    const { id, receipts = [] } = { id: '', receipts: undefined, ...one };
    return receipts
      .filter(({ result, to }) => result === 'accepted' && !to.startsWith('operators@'))
      .map(({ messageId }): [string, string] => [id, messageId]);
  });
}
