// A start is one request to the server, and its answer is the planner's. Slow workers are waited for.
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { agreementId } from '../../../agreements/model/ids.ts';
import { NoWorkerError } from '../../../clients/api/unanswered.ts';
import type { agreement } from '../../../workflows/agreement.ts';
import { taskQueues } from '../../../workflows/messages.ts';
import { daysAhead, today } from '../../support/days.ts';
import { openRig, type Rig } from '../../support/rig.ts';

// Only a loaded machine makes the planner slow, so it is slowed here.
const planner = vi.hoisted(() => ({ slowTries: 0 }));
vi.mock('../../../activities/planner.ts', async (original) => {
  const { createPlanner } = await original<typeof import('../../../activities/planner.ts')>();
  return {
    createPlanner(...options: Parameters<typeof createPlanner>) {
      const { admit, ...others } = createPlanner(...options);
      const admitSlowly: typeof admit = async (asked) => {
        if (planner.slowTries === 0) return admit(asked);
        planner.slowTries -= 1;
        await pause(8000);
        throw new Error('This try of the planner was too slow.');
      };
      return { ...others, admit: admitSlowly };
    },
  };
});

let rig: Rig;
beforeAll(async () => {
  rig = await openRig({ isRehearsal: false });
});
afterAll(() => rig.close());
beforeEach(() => {
  planner.slowTries = 0;
});

const offer = 'openai-chatgpt-enterprise';
const contacts = [{ name: 'Olive Owner', email: 'owner@starting.example', roles: ['owner' as const] }];
const ahead = { contacts, startsOn: daysAhead(90) };

const requests = [
  'executeMultiOperation',
  'startWorkflowExecution',
  'queryWorkflow',
  'updateWorkflowExecution',
  'pollWorkflowExecutionUpdate',
  'describeWorkflowExecution',
  'getWorkflowExecutionHistory',
  'listWorkflowExecutions',
  'countWorkflowExecutions',
  'describeTaskQueue',
] as const;

/** The requests to the server while something is done, by name. */
async function requestsDuring(work: () => Promise<unknown>): Promise<string[]> {
  const { workflowService } = rig.agreements.client;
  const spies = requests.map((name) => ({ name, spy: vi.spyOn(workflowService, name) }));
  await work();
  return spies.flatMap(({ name, spy }) => {
    const asked = spy.mock.calls.map(() => name);
    spy.mockRestore();
    return asked;
  });
}

describe('a start', () => {
  it('is one request, besides one a second that asks whether the offer is on hold', async () => {
    await rig.start({ ...ahead, agency: 'gsa.gov' });
    await pause(1000);
    const asked = await requestsDuring(async () => {
      await Promise.all(['nasa.gov', 'va.gov', 'doi.gov'].map((agency) => rig.start({ ...ahead, agency })));
    });
    const starts = Array.from({ length: 3 }, () => 'executeMultiOperation');
    expect(asked).toEqual([...starts, 'countWorkflowExecutions']);
  });

  it('has an admitted agreement once it is answered', async () => {
    const id = await rig.start({ ...ahead, agency: 'usda.gov' });
    const { status } = await rig.agreements.client.workflow.getHandle(id).describe();
    expect(status.name).toBe('RUNNING');
    expect(await rig.agreements.view(id)).toMatchObject({ status: 'onboarding', agency: { id: 'usda.gov' } });
  });

  it('that the planner refuses ends with its sentence, and no workflow goes on', async () => {
    const agency = 'no-such-agency.gov';
    await expect(rig.start({ ...ahead, agency })).rejects.toThrow("give the agency's name and timeZone");
    const handle = rig.agreements.client.workflow.getHandle(agreementId(offer, agency));
    expect((await handle.describe()).status.name).toBe('FAILED');
    // What is corrected may start.
    const corrected = { id: agency, name: 'An agency', timeZone: 'America/New_York' };
    expect(await rig.start({ ...ahead, agency: corrected })).toBe(agreementId(offer, agency));
  });

  it('of an agreement that runs already leaves it alone', async () => {
    const id = await rig.start({ ...ahead, agency: 'ed.gov' });
    const history = async () =>
      (await rig.agreements.client.workflow.getHandle(id).fetchHistory()).events?.length;
    const before = await history();
    await expect(rig.start({ ...ahead, agency: 'ed.gov' })).rejects.toThrow(`${id} runs already.`);
    expect(await history()).toBe(before);
  });

  it('from the Temporal UI is refused if the agency had the price before', async () => {
    const id = await rig.start({ contacts, agency: 'acus.gov', startsOn: today });
    await vi.waitFor(async () => expect((await rig.agreements.view(id)).activatedAt).toBeDefined(), 30_000);
    await rig.agreements.decide(id, { type: 'terminate', by: 'a test' });
    const { workflow } = rig.agreements.client;
    await workflow.getHandle(id).result();
    const second = await workflow.start<typeof agreement>('agreement', {
      ...{ workflowId: id, taskQueue: taskQueues.agreements },
      args: [{ offer, agency: 'acus.gov', contacts }],
    });
    await expect(second.result()).rejects.toMatchObject({
      cause: { message: expect.stringContaining('already had the promotional price') },
    });
    await expect(rig.start({ contacts, agency: 'acus.gov' })).rejects.toThrow(
      'already had the promotional price',
    );
  });
});

describe('a start that gets no answer for long', () => {
  it('goes on waiting while workers run', async () => {
    planner.slowTries = 2;
    const begun = Date.now();
    const id = await rig.start({ ...ahead, agency: 'abmc.gov' });
    expect(Date.now() - begun).toBeGreaterThan(15_000);
    expect((await rig.agreements.view(id)).agency.id).toBe('abmc.gov');
  });

  it('says that no worker answers once none runs, and the agreement starts when one comes', async () => {
    await rig.stopWorkers();
    const id = agreementId(offer, 'achp.gov');
    const error = await rig.start({ ...ahead, agency: 'achp.gov' }).catch((error: unknown) => error);
    await rig.restartWorkers();
    expect(error).toBeInstanceOf(NoWorkerError);
    expect((error as Error).message).toMatch(`${id} exists, but no worker answers; check that workers`);
    expect((await rig.agreements.view(id)).agency.id).toBe('achp.gov');
  });
});
